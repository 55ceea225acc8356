/** The surface that the map draws: a picture of every cell's class and minutes, for a kind or all, drawn anew whenever the server's answer is another. */
import type { Answer } from '@changping/contracts/http';
import { useEffect, useMemo, useState } from 'react';
import type { Refusal } from '../../shared/ask.ts';
import type { World } from '../../shared/live/world.ts';
import { useAnswer } from '../../shared/use-answer.ts';
import type { Loss } from '../show.ts';
import { bytesOf, floatsOf, shortsOf } from './bytes.ts';
import { paints } from './looks.ts';
import { type Bounds, countOf, paint, type Raster, rasterOf } from './raster.ts';
import { thenOf } from './then.ts';
import { lossQuery } from './use-loss.ts';

export type Surface = {
  canvas: HTMLCanvasElement;
  bounds: Bounds;
  /** Parts of the area by class, in the order of the layer's bytes. */
  parts: readonly number[];
  limit: number;
  kind: string | null;
  /** Drawn as it would be, not as it is. */
  isSupposed: boolean;
  /** Changes whenever the picture does. */
  version: string;
};

export type SurfaceAsked = { surface: Surface | undefined; refusal: Refusal | undefined; again(): void };

/** The cells are the same for a whole stream: one answer serves every page turn. */
let kept: { stream: string; raster: Raster } | undefined;

/** What was drawn stays until what is asked for now is here, and says of itself what it is of. */
export function useSurface(
  world: World,
  kind: string | null,
  loss: Loss | null,
  isOn: boolean,
): SurfaceAsked {
  const { stream, coverage } = world;
  const isAsked = isOn && coverage !== null;
  const standards = useAnswer('/api/region', {}, { isAsked, version: stream }).answer?.standards;
  const cells = useAnswer('/api/coverage/cells', {}, { isAsked: isAsked && kept?.stream !== stream });
  const supposed = lossQuery(loss);
  const query = { ...(kind ? { kind } : {}), ...supposed, ...thenOf(world) };
  const asked = useAnswer('/api/coverage/layer', query, { isAsked, version: coverage?.version ?? '' });
  const { answer: layer } = asked;
  const supposition = Object.values(supposed).flat().join();
  const raster = useMemo(() => rasterFor(stream, cells.answer), [stream, cells.answer]);
  const [surface, setSurface] = useState<Surface>();
  const limit = standards?.minutes;

  useEffect(() => {
    if (raster && layer && limit !== undefined)
      setSurface((before) => draw(before?.canvas, raster, layer, { kind, limit, supposition }));
  }, [raster, layer, kind, limit, supposition]);
  const again = () => {
    cells.again();
    asked.again();
  };
  const refusal = isAsked ? (asked.refusal ?? cells.refusal) : undefined;
  return { surface: isAsked ? surface : undefined, refusal, again };
}

function rasterFor(stream: string, cells: Answer<'/api/coverage/cells'> | undefined): Raster | undefined {
  if (kept?.stream === stream) return kept.raster;
  if (!cells) return undefined;
  const raster = rasterOf({
    sizeKm: cells.sizeKm,
    lons: floatsOf(cells.lons),
    lats: floatsOf(cells.lats),
  });
  if (raster) kept = { stream, raster };
  return raster;
}

function draw(
  before: HTMLCanvasElement | undefined,
  raster: Raster,
  answer: Answer<'/api/coverage/layer'>,
  { kind, limit, supposition }: { kind: string | null; limit: number; supposition: string },
): Surface {
  const { width, height, bounds } = raster;
  const isSame = before?.width === width && before.height === height;
  const canvas =
    before && isSame ? before : Object.assign(document.createElement('canvas'), { width, height });
  const pen = canvas.getContext('2d') as CanvasRenderingContext2D;
  const picture = pen.createImageData(width, height);
  const layer = { class: bytesOf(answer.class), minutes: shortsOf(answer.minutes) };
  paint(raster, layer, paints, limit, picture.data);
  pen.putImageData(picture, 0, 0);
  const { roads, stock, rows } = answer.versions;
  const counts = countOf(layer);
  return {
    canvas,
    bounds,
    parts: counts.map((n) => n / layer.class.length),
    limit,
    kind,
    isSupposed: supposition !== '',
    version: `${roads}/${stock}/${rows.done}/${kind}/${supposition}`,
  };
}
