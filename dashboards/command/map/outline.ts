/** The outline of each tier's sign, drawn the same by canvas, SVG and legend. Tiers differ in shape and size, so that colour is free for the state. */
import type { Tier } from '@changping/contracts/live';

/** Half the width of a sign, in pixels. */
export const radii: Readonly<Record<Tier, number>> = Object.freeze({
  regional: 14,
  city: 10,
  county: 7,
  station: 6,
  partner: 7,
  external: 8,
});

/** How far a sign reaches from its middle. */
export const reaches: Readonly<Record<Tier, number>> = Object.freeze({
  regional: 14,
  city: 9.2,
  county: 7,
  station: 7.5,
  partner: 8,
  external: 8,
});

/** An SVG path around 0,0; `grow` makes it wider on every side. */
export function outline(tier: Tier, grow = 0): string {
  const r = radii[tier] + grow;
  if (tier === 'regional') return polygon(turn(6, r, 0));
  if (tier === 'city') return polygon(turn(4, r * 1.3, 45));
  if (tier === 'station') return polygon(turn(3, r * 1.25, 0).map(([x, y]) => [x, y + r * 0.15]));
  if (tier === 'partner') return polygon(turn(4, r * 1.15, 0));
  if (tier === 'external') return cross(r);
  return `M${-r} 0A${r} ${r} 0 1 0 ${r} 0A${r} ${r} 0 1 0 ${-r} 0Z`;
}

type Point = [x: number, y: number];

/** Corners on a circle, the first `degrees` from the top. */
const turn = (corners: number, r: number, degrees: number): Point[] =>
  Array.from({ length: corners }, (_, i) => {
    const angle = ((i / corners) * 360 + degrees - 90) * (Math.PI / 180);
    return [r * Math.cos(angle), r * Math.sin(angle)];
  });

function cross(r: number): string {
  const arm = r * 0.38;
  const corners: Point[] = [];
  for (const [x, y] of [
    [1, -1],
    [1, 1],
    [-1, 1],
    [-1, -1],
  ] as const) {
    const [out, inn, down]: Point[] = [
      [x * arm, y * r],
      [x * arm, y * arm],
      [x * r, y * arm],
    ] as Point[];
    corners.push(...((x * y < 0 ? [out, inn, down] : [down, inn, out]) as Point[]));
  }
  return polygon(corners);
}

const polygon = (points: readonly Point[]): string =>
  `M${points.map(([x, y]) => `${x.toFixed(2)} ${y.toFixed(2)}`).join('L')}Z`;
