/** A picture of black dots, as label printers take it: codes by their modules, text by the outlines of its glyphs, so that a printer needs no Chinese font. */
import bwip from 'bwip-js/node';
import { font } from './font.ts';

export type Bitmap = { wide: number; high: number; dots: Uint8Array };

const blank = (wide: number, high: number): Bitmap => ({
  wide,
  high,
  dots: new Uint8Array(wide * high),
});

/** The quiet zone is part of the picture: four modules around QR, two around Data Matrix (their standards want 4 and 1). */
export function codeBitmap(bcid: 'qrcode' | 'gs1datamatrix', text: string, scale: number): Bitmap {
  const [matrix] = bwip.raw({ bcid, text }) as unknown as { pixs: number[]; pixx: number; pixy: number }[];
  if (!matrix) throw new Error(`no ${bcid} of ${text}`);
  const quiet = bcid === 'qrcode' ? 4 : 2;
  const { pixs, pixx, pixy } = matrix;
  const map = blank((pixx + 2 * quiet) * scale, (pixy + 2 * quiet) * scale);
  pixs.forEach((isDark, i) => {
    if (!isDark) return;
    const [left, top] = [((i % pixx) + quiet) * scale, (Math.floor(i / pixx) + quiet) * scale];
    for (let y = top; y < top + scale; y++)
      map.dots.fill(1, y * map.wide + left, y * map.wide + left + scale);
  });
  return map;
}

type Point = readonly [x: number, y: number];

/** One line of text, `high` dots from the top of the letters to their foot; cut where it is wider than `most`. */
export function textBitmap(text: string, high: number, most: number): Bitmap {
  const { ascent, descent } = font();
  const scale = high / (ascent - descent);
  const edges: [Point, Point][] = [];
  let pen = 0;
  const { glyphs, positions } = font().layout(text.replace(/\p{C}/gu, ''));
  for (const [i, glyph] of glyphs.entries()) {
    const width = (positions[i]?.xAdvance ?? 0) * scale;
    if (pen + width > most) break;
    const left = pen;
    const top = ascent * scale;
    edges.push(...edgesOf(glyph.path.commands, ([x, y]) => [left + x * scale, top - y * scale]));
    pen += width;
  }
  const map = blank(Math.max(1, Math.ceil(pen)), Math.ceil(high));
  for (let y = 0; y < map.high; y++) fillRow(map, y, edges);
  return map;
}

const curveSteps = 8;

/** Outlines as straight edges; curves in short ones. */
function edgesOf(commands: readonly Outline[], at: (point: Point) => Point): [Point, Point][] {
  const edges: [Point, Point][] = [];
  let [start, last]: Point[] = [
    [0, 0],
    [0, 0],
  ] as [Point, Point];
  const lineTo = (to: Point): void => {
    edges.push([at(last as Point), at(to)]);
    last = to;
  };
  for (const { command, args } of commands) {
    const points = Array.from(
      { length: args.length / 2 },
      (_, i): Point => [args[2 * i] ?? 0, args[2 * i + 1] ?? 0],
    );
    if (command === 'moveTo') [start, last] = [points[0] as Point, points[0] as Point];
    else if (command === 'closePath') lineTo(start as Point);
    else {
      const hull = [last as Point, ...points];
      const steps = command === 'lineTo' ? 1 : curveSteps;
      for (let step = 1; step <= steps; step++) lineTo(onCurve(hull, step / steps));
    }
  }
  return edges;
}
type Outline = { command: string; args: readonly number[] };

/** De Casteljau, of any degree. */
function onCurve(points: readonly Point[], t: number): Point {
  let hull = points;
  while (hull.length > 1)
    hull = hull.slice(1).map(([x, y], i): Point => {
      const [fromX, fromY] = hull[i] as Point;
      return [fromX + (x - fromX) * t, fromY + (y - fromY) * t];
    });
  return hull[0] as Point;
}

/** Non-zero winding at the middle of each dot. */
function fillRow({ wide, dots }: Bitmap, y: number, edges: readonly [Point, Point][]): void {
  const middle = y + 0.5;
  const crossings = edges.flatMap(([[x1, y1], [x2, y2]]) =>
    y1 <= middle !== y2 <= middle
      ? [{ x: x1 + ((middle - y1) / (y2 - y1)) * (x2 - x1), turn: y1 < y2 ? 1 : -1 }]
      : [],
  );
  crossings.sort((a, b) => a.x - b.x);
  let winding = 0;
  crossings.forEach(({ x, turn }, i) => {
    winding += turn;
    const next = crossings[i + 1];
    if (winding === 0 || !next) return;
    const [from, to] = [Math.max(0, Math.ceil(x - 0.5)), Math.min(wide, Math.ceil(next.x - 0.5))];
    if (to > from) dots.fill(1, y * wide + from, y * wide + to);
  });
}
