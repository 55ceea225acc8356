import type { RoadMap } from '@changping/contracts/http';
import { expect, it } from 'vitest';
import { routeLine } from './route-line.ts';

const stretch = (coordinates: [number, number][]) => ({
  type: 'Feature' as const,
  geometry: { type: 'LineString' as const, coordinates },
  properties: { road: 'G1', class: 'national', quality: 'assumed' },
});
/** A road to the east in two stretches, the second told from its far end, and one to the north from there. */
const map: RoadMap = {
  type: 'FeatureCollection',
  label: null,
  features: [
    stretch([
      [0, 0],
      [1, 0],
    ]),
    stretch([
      [2, 0],
      [1, 0],
    ]),
    stretch([
      [2, 0],
      [2, 1],
    ]),
  ],
};

it('joins the road beside the depot, turns where stretches meet, and leaves it beside the place', () => {
  expect(routeLine(map, [0, 1, 2], [0.25, 0.1], [2.1, 0.5])).toEqual([
    {
      part: 'beside',
      line: [
        [0.25, 0.1],
        [0.25, 0],
      ],
    },
    {
      part: 'road',
      line: [
        [0.25, 0],
        [1, 0],
        [2, 0],
        [2, 0.5],
      ],
    },
    {
      part: 'beside',
      line: [
        [2, 0.5],
        [2.1, 0.5],
      ],
    },
  ]);
});

it('drives a part of one stretch, in either direction', () => {
  const road = (from: [number, number], to: [number, number]) => routeLine(map, [0], from, to)[1]?.line;
  expect(road([0.2, 0.1], [0.8, 0.1])).toEqual([
    [0.2, 0],
    [0.8, 0],
  ]);
  expect(road([0.8, 0.1], [0.2, 0.1])).toEqual([
    [0.8, 0],
    [0.2, 0],
  ]);
});

it('goes straight where no road of the table is driven', () => {
  expect(routeLine(map, [], [0, 0], [0, 1])).toEqual([
    {
      part: 'beside',
      line: [
        [0, 0],
        [0, 1],
      ],
    },
  ]);
});
