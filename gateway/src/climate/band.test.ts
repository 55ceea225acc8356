import { celsius, humidity, instant } from '@changping/contracts/units';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  type Band,
  type Breach,
  miss,
  newWatch,
  type Point,
  quit,
  read,
  resumed,
  type Watch,
} from './band.ts';

const minute = 60_000;
const band: Band = { celsius: { min: 2, max: 8, hysteresis: 0.5, forSeconds: 300 } };

/** A curve of one value a minute; null is a poll without an answer. */
function watchOver(values: (number | null)[], start: Watch = newWatch(instant(0))) {
  const points: Point[] = [];
  const breaches: (Breach & { at: number })[] = [];
  let watch = start;
  values.forEach((value, i) => {
    const now = instant(i * minute);
    const reading = { celsius: celsius(value ?? 0), humidity: humidity(50) };
    const outcome = value === null ? miss(watch, now, minute) : read(watch, band, reading, now);
    watch = outcome.watch;
    points.push(...outcome.points);
    breaches.push(...outcome.breaches.map((breach) => ({ ...breach, at: i })));
  });
  return { points, breaches };
}
const told = (values: (number | null)[]) =>
  watchOver(values).breaches.map(({ at, measure, cause, state }) => `${at} ${measure} ${cause} ${state}`);

it.each([
  ['stays silent inside the band', [4, 5, 8, 2, 4], []],
  ['does not take an open door for an episode', [4, 9, 9, 9, 9, 4, 4], []],
  ['opens after five minutes outside', [4, 9, 9, 9, 9, 9, 9], ['6 celsius above opened']],
  [
    'closes only half a degree inside the limit',
    [9, 9, 9, 9, 9, 9, 7.9, 7.6, 7.5],
    ['5 celsius above opened', '8 celsius above closed'],
  ],
  [
    'ends one episode before it begins the other',
    [9, 9, 9, 9, 9, 9, 1, 1, 1, 1, 1, 1],
    ['5 celsius above opened', '6 celsius above closed', '11 celsius below opened'],
  ],
  [
    'says no data after three missed polls, once',
    [4, null, null, null, null, null],
    ['3 data noData opened'],
  ],
  [
    'closes no data with the first reading',
    [4, null, null, null, null, 5],
    ['3 data noData opened', '5 data noData closed'],
  ],
])('%s', (_, values, expected) => {
  expect(told(values)).toEqual(expected);
});

it('tells the limit, the start and the worst of an episode', () => {
  const { breaches } = watchOver([4, 9, 11, 9, 9, 9, 9, 7]);
  expect(breaches).toMatchObject([
    { state: 'opened', since: minute, limit: 8, worst: 11 },
    { state: 'closed', since: minute, limit: 8, worst: 11, value: 7 },
  ]);
});

it('keeps a point a minute when nothing changes, every change, and a gap where there is no data', () => {
  let watch = newWatch(instant(0));
  const points: Point[] = [];
  for (let second = 0; second < 180; second += 5) {
    const value = second === 65 ? 4.5 : 4;
    const outcome = read(
      watch,
      band,
      { celsius: celsius(value), humidity: humidity(50) },
      instant(second * 1000),
    );
    watch = outcome.watch;
    points.push(...outcome.points);
  }
  expect(points.map(({ at, celsius: c }) => [at / 1000, c])).toEqual([
    [0, 4],
    [60, 4],
    [65, 4.5],
    [70, 4],
    [130, 4],
  ]);
  expect(watchOver([4, null, null, null]).points.at(-1)).toMatchObject({ celsius: null, humidity: null });
});

it('opens and closes in turn, whatever the curve', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.integer({ min: -5, max: 15 })), { maxLength: 60 }), (values) => {
      const open = new Set<string>();
      for (const { measure, state } of watchOver(values).breaches)
        expect(
          state === 'opened' ? !open.has(measure) && open.add(measure) : open.delete(measure),
        ).toBeTruthy();
    }),
    { verbose: true },
  );
});

const at = (watch: Watch, limits: Band, value: number, minutes: number) =>
  read(watch, limits, { celsius: celsius(value), humidity: null }, instant(minutes * minute));
const opened = () => {
  const began = at(newWatch(instant(0)), band, 12, 0).watch;
  return at(began, band, 12, 6).watch;
};

it.each([
  ['90 days behind', -90 * 1440],
  ['a year ahead', 365 * 1440],
])('alarms in its usual time after a restart whose clock is %s', (_, start) => {
  const pending = at(newWatch(instant(0)), band, 12, 0).watch;
  let watch = resumed(pending, instant(start * minute));
  const told: string[] = [];
  for (let i = 0; i <= 6; i++) {
    const outcome = at(watch, band, 12, start + i);
    watch = outcome.watch;
    told.push(...outcome.breaches.map(({ state, since }) => `${i} ${state} since ${since / minute - start}`));
  }
  expect(told).toEqual(['5 opened since 0']);
});

it('ends the episode of a limit that was taken out, though the other limit stays, and sees the other side', () => {
  const onlyMin: Band = { celsius: { min: 2, hysteresis: 0.5, forSeconds: 300 } };
  const { watch, breaches } = quit(opened(), onlyMin);
  expect(breaches).toMatchObject([{ measure: 'celsius', cause: 'above', state: 'closed' }]);
  const cold = at(at(watch, onlyMin, 1, 10).watch, onlyMin, 1, 16);
  expect(cold.breaches).toMatchObject([{ cause: 'below', state: 'opened' }]);
});
