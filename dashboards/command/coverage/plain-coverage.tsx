/** Coverage on the plain map: the same picture, ways and lost places inside an SVG. */
import { useEffect, useRef } from 'react';
import { pixel, type Size } from '../map/projection.ts';
import type { Camera } from '../view.ts';
import { wayColours } from './on-map.ts';
import type { Overlay } from './overlay.ts';
import type { Surface } from './use-surface.ts';

type Seen = { camera: Camera; size: Size };

export function PlainSurface({ surface, camera, size }: Seen & { surface: Surface | undefined }) {
  const box = useRef<HTMLDivElement>(null);
  const canvas = surface?.canvas;
  useEffect(() => {
    if (!canvas) return;
    box.current?.replaceChildren(canvas);
    return () => canvas.remove();
  }, [canvas]);
  if (!surface) return null;
  const { west, north, east, south } = surface.bounds;
  const [left, top] = pixel(camera, size, [west, north]);
  const [right, bottom] = pixel(camera, size, [east, south]);
  const { width, height } = surface.canvas;
  const [x, y] = [(right - left) / width, (bottom - top) / height];
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a group of an SVG takes no focus
    <g aria-hidden="true" transform={`translate(${left} ${top}) scale(${x} ${y})`}>
      <foreignObject width={width} height={height}>
        <div ref={box} className="plain-surface" />
      </foreignObject>
    </g>
  );
}

export function PlainOverlay({ overlay, camera, size }: Seen & { overlay: Overlay }) {
  const at = (place: readonly number[]) => pixel(camera, size, place as [number, number]);
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a group of an SVG takes no focus
    <g aria-hidden="true">
      {overlay.ways.features.map(({ geometry, properties: { way, part } }) => {
        const line = geometry.coordinates.map((place) =>
          at(place)
            .map((n) => n.toFixed(1))
            .join(' '),
        );
        return (
          <path
            key={`${way}/${part}/${line[0]}`}
            d={`M${line.join('L')}`}
            fill="none"
            stroke={wayColours[way]}
            strokeWidth={way === 'best' ? 4 : 2}
            {...(part === 'beside' ? { strokeDasharray: '4 4' } : {})}
          />
        );
      })}
      {overlay.lost.features.map(({ geometry, properties: { place } }) => {
        const [cx, cy] = at(geometry.coordinates);
        return (
          <circle
            key={place}
            className="plain-lost"
            cx={cx}
            cy={cy}
            r={6}
            fill="#d55e00"
            fillOpacity={0.45}
            stroke="#ffd9bf"
          />
        );
      })}
    </g>
  );
}
