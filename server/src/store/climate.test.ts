import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Instant, SiteId } from '@changping/contracts/units';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Climate, openClimate } from './climate.ts';

const hour = 3_600_000;
const start = 1_795_000_000_000 - (1_795_000_000_000 % hour);
let folder: string;
let climate: Climate;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'changping-'));
  climate = openClimate(folder);
});
afterEach(async () => {
  await climate.close();
  rmSync(folder, { recursive: true, force: true });
});

const point = (minutes: number, celsius: number | null, probe = 'cold-1') => ({
  site: 'RC-S' as SiteId,
  gateway: 'GW-1',
  probe,
  at: (start + minutes * 60_000) as Instant,
  celsius,
  humidity: 50,
});
const curve = (from: number, to: number, most = 500) => climate.curves('RC-S' as SiteId, from, to, most);

it('keeps a point once, as it first came', async () => {
  climate.write([point(0, 4), point(1, 5)]);
  climate.write([point(1, 9), point(2, null)]);
  expect((await curve(start, start + hour))[0]?.points.map(({ celsius }) => celsius)).toEqual([4, 5, null]);
});

it('draws a long curve with few points and keeps its extremes', async () => {
  climate.write(Array.from({ length: 600 }, (_, i) => point(i, i === 300 ? 20 : 4)));
  const [drawn] = await curve(start, start + 10 * hour, 50);
  expect(drawn?.points.length).toBeLessThanOrEqual(51);
  expect(Math.max(...(drawn?.points.map(({ high }) => high ?? 0) ?? []))).toBe(20);
});

it('makes hours of what is older than a month, once, and shows one curve over both', async () => {
  climate.write(Array.from({ length: 180 }, (_, i) => point(i, i % 60)));
  const later = (start + 30 * 24 * hour + 2 * hour) as Instant;
  expect(await climate.tidy(later)).toEqual({ hours: 2, dropped: 0 });
  expect(await climate.tidy(later)).toEqual({ hours: 0, dropped: 0 });
  const points = (await curve(start, start + 3 * hour))[0]?.points ?? [];
  expect(points[0]).toMatchObject({ at: start, celsius: 29.5, low: 0, high: 59 });
  expect(points.length).toBe(2 + 60);
  expect((await climate.tidy((later + 4 * 365 * 24 * hour) as Instant)).dropped).toBe(3);
});

it('leaves an hour as it was made when one of its points comes again a month later', async () => {
  const points = Array.from({ length: 60 }, (_, i) => point(i, i));
  climate.write(points);
  const later = (start + 30 * 24 * hour + 2 * hour) as Instant;
  await climate.tidy(later);
  const [before] = await curve(start, start + hour);
  climate.write([points[59] as ReturnType<typeof point>]);
  await climate.tidy(later);
  expect((await curve(start, start + hour))[0]).toEqual(before);
  expect(before?.points).toMatchObject([{ celsius: 29.5, low: 0, high: 59 }]);
});

it('lets letters pass while it makes hours of a long absence, and makes each hour of all its points', async () => {
  const days = 40;
  const points = Array.from({ length: days * 24 * 60 }, (_, i) => point(i, i % 60));
  climate.write([...points, ...points.slice(0, 2 * 60).map((each) => ({ ...each, probe: 'cold-2' }))]);
  let turns = 0;
  const turn = () => {
    turns++;
    next = setImmediate(turn);
  };
  let next = setImmediate(turn);
  const later = (start + (days + 30) * 24 * hour) as Instant;
  expect(await climate.tidy(later)).toEqual({ hours: days * 24 + 2, dropped: 0 });
  clearImmediate(next);
  // 57,600 points in pieces of 1,500 at most.
  expect(turns).toBeGreaterThanOrEqual(38);
  const drawn = (await curve(start, start + days * 24 * hour, 1000))[0]?.points ?? [];
  expect(drawn.length).toBe(days * 24);
  expect(drawn.every(({ celsius, low, high }) => celsius === 29.5 && low === 0 && high === 59)).toBe(true);
});

it('makes an hour in one go however many points it holds', async () => {
  climate.write(
    Array.from({ length: 7000 }, (_, i) => ({ ...point(0, i % 2), at: (start + i * 100) as Instant })),
  );
  expect(await climate.tidy((start + 31 * 24 * hour) as Instant)).toEqual({ hours: 1, dropped: 0 });
  expect((await curve(start, start + hour))[0]?.points).toMatchObject([{ celsius: 0.5, low: 0, high: 1 }]);
});

it('stops between two pieces when it is closed, and goes on after the next start', async () => {
  climate.write(Array.from({ length: 20 * 24 * 60 }, (_, i) => point(i, i % 60)));
  const later = (start + 60 * 24 * hour) as Instant;
  const begun = climate.tidy(later);
  expect(climate.tidy(later)).toBe(begun);
  await new Promise((next) => setImmediate(next));
  await climate.close();
  const { hours } = await begun;
  expect(hours).toBeGreaterThan(0);
  expect(hours).toBeLessThan(20 * 24);
  climate = openClimate(folder);
  expect((await climate.tidy(later)).hours).toBe(20 * 24 - hours);
});
