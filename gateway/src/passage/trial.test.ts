import { mulberry32 } from '@changping/firmware-sim/random';
import { expect, it } from 'vitest';
import { aDay } from '../../test/gate-day.ts';
import { scoreOf, tableOf } from '../../test/gate-score.ts';

it('tells 500 trips of a day as they were: 30 % of the reads missed, shelves beside the gate, a neighbour at his', () => {
  const score = scoreOf(aDay(500, mulberry32(2027)));
  console.log(tableOf(score));
  expect(score.trips).toBeGreaterThanOrEqual(500);
  expect(score.crossed.right / score.crossed.trips).toBeGreaterThanOrEqual(0.99);
  expect(score.turnedBack.right / score.turnedBack.trips).toBeGreaterThanOrEqual(0.9);
  expect(score.twice).toBe(0);
  expect(score.pieces.right / score.pieces.read).toBeGreaterThanOrEqual(0.97);
  // One in ten trips has a shelf's or a neighbour's tag counted with it, at most.
  expect(score.straysCounted).toBeLessThanOrEqual(score.trips / 10);
  expect(score.neighboursCounted / score.neighboursRead).toBeLessThanOrEqual(0.04);
}, 120_000);

it('loses no more than single tags when half of the reads are missed', () => {
  const score = scoreOf(aDay(60, mulberry32(2028), 0.5));
  expect(score.crossed.right / score.crossed.trips).toBeGreaterThanOrEqual(0.97);
  expect(score.twice).toBe(0);
}, 60_000);
