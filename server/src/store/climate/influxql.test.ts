import type { SiteId } from '@changping/contracts/units';
import { expect, it } from 'vitest';
import { curvesQuery, readCurves } from './influxql.ts';

it('asks for one site, in as many stretches as are drawn, counted from the beginning', () => {
  expect(curvesQuery('RC-S' as SiteId, 1_000_250, 1_600_249, 600)).toBe(
    'select mean(celsius), mean(humidity), min(celsius), max(celsius), count(silent) from climate ' +
      "where site = 'RC-S' and time >= 1000250ms and time <= 1600249ms " +
      'group by gateway, probe, time(1000ms, 250ms) fill(none)',
  );
});

it.each([
  [`'; drop database climate; --`, `site = '\\'; drop database climate; --' and`],
  [`\\' or 1=1`, `site = '\\\\\\' or 1=1' and`],
])('lets no name out of its quotes: %s', (site, expected) => {
  expect(curvesQuery(site as SiteId, 0, 1, 1)).toContain(expected);
});

// Answered by InfluxDB 1.6.7.
const answer = {
  results: [
    {
      statement_id: 0,
      series: [
        {
          name: 'climate',
          tags: { gateway: 'g', probe: 'p' },
          columns: ['time', 'mean', 'mean_1', 'min', 'max', 'count'],
          values: [
            [1795000000250, 5, 1, 5, 5, null],
            [1795000001250, null, null, null, null, 1],
            [1795000002250, null, 7, null, null, null],
          ],
        },
        {
          name: 'climate',
          tags: { gateway: 'g', probe: 'a' },
          columns: ['time', 'mean', 'mean_1', 'min', 'max', 'count'],
          values: [[1795000002250, 1e-7, null, 1e-7, 1e-7, null]],
        },
      ],
    },
  ],
};

it('reads curves, a silence as a point without values, in the order of their names', () => {
  expect(readCurves(answer)).toEqual([
    {
      gateway: 'g',
      probe: 'a',
      points: [{ at: 1795000002250, celsius: 1e-7, humidity: null, low: 1e-7, high: 1e-7 }],
    },
    {
      gateway: 'g',
      probe: 'p',
      points: [
        { at: 1795000000250, celsius: 5, humidity: 1, low: 5, high: 5 },
        { at: 1795000001250, celsius: null, humidity: null, low: null, high: null },
        { at: 1795000002250, celsius: null, humidity: 7, low: null, high: null },
      ],
    },
  ]);
  expect(readCurves({ results: [{ statement_id: 0 }] })).toEqual([]);
});

it.each([
  [{ error: 'authorization failed' }, 'authorization failed'],
  [{ results: [{ statement_id: 0, error: 'database not found: x' }] }, 'database not found: x'],
  [{ results: [{ series: [{ tags: { gateway: 'g' }, values: [] }] }] }, 'probe'],
  [
    { results: [{ series: [{ tags: { gateway: 'g', probe: 'p' }, values: [['now', 1, 1, 1, 1, 1]] }] }] },
    'values',
  ],
  ['<html>', 'object'],
])('reads nothing out of %j', (wrong, why) => {
  expect(() => readCurves(wrong)).toThrow(why);
});
