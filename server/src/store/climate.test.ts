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
afterEach(() => {
  climate.close();
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

it('keeps a point once, as it first came', () => {
  climate.write([point(0, 4), point(1, 5)]);
  climate.write([point(1, 9), point(2, null)]);
  expect(curve(start, start + hour)[0]?.points.map(({ celsius }) => celsius)).toEqual([4, 5, null]);
});

it('draws a long curve with few points and keeps its extremes', () => {
  climate.write(Array.from({ length: 600 }, (_, i) => point(i, i === 300 ? 20 : 4)));
  const [drawn] = curve(start, start + 10 * hour, 50);
  expect(drawn?.points.length).toBeLessThanOrEqual(51);
  expect(Math.max(...(drawn?.points.map(({ high }) => high ?? 0) ?? []))).toBe(20);
});

it('makes hours of what is older than a month, once, and shows one curve over both', () => {
  climate.write(Array.from({ length: 180 }, (_, i) => point(i, i % 60)));
  const later = (start + 30 * 24 * hour + 2 * hour) as Instant;
  expect(climate.tidy(later)).toEqual({ hours: 2, dropped: 0 });
  expect(climate.tidy(later)).toEqual({ hours: 0, dropped: 0 });
  const points = curve(start, start + 3 * hour)[0]?.points ?? [];
  expect(points[0]).toMatchObject({ at: start, celsius: 29.5, low: 0, high: 59 });
  expect(points.length).toBe(2 + 60);
  expect(climate.tidy((later + 4 * 365 * 24 * hour) as Instant).dropped).toBe(3);
});

it('leaves an hour as it was made when one of its points comes again a month later', () => {
  const points = Array.from({ length: 60 }, (_, i) => point(i, i));
  climate.write(points);
  const later = (start + 30 * 24 * hour + 2 * hour) as Instant;
  climate.tidy(later);
  const [before] = curve(start, start + hour);
  climate.write([points[59] as ReturnType<typeof point>]);
  climate.tidy(later);
  expect(curve(start, start + hour)[0]).toEqual(before);
  expect(before?.points).toMatchObject([{ celsius: 29.5, low: 0, high: 59 }]);
});
