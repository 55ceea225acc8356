/** Each story brings what it says, when it says. */
import { describe, expect, it } from 'vitest';
import { coldRoom } from './climate.ts';
import { readFault } from './faults.ts';
import type { Visit } from './gate.ts';
import { cartonEpcs, palletEpcs, strayEpc } from './goods.ts';
import { randomOf } from './random.ts';
import { type ScenarioName, scenarios } from './scenarios.ts';
import { day, hour, isWithin, minute, second } from './span.ts';
import { devices, isReader } from './stores.ts';

const story = (name: ScenarioName, seed = 1) => scenarios[name].story(seed);
const inView = (visits: readonly Visit[] | undefined, at: number) =>
  (visits ?? []).filter((visit) => isWithin(at, visit)).flatMap(({ epcs }) => epcs);
const quiet = coldRoom(randomOf(1, 'RC-S/cold-1'));
const names = Object.keys(scenarios) as ScenarioName[];

it.each(names)('%s names only devices that there are, within its length, and repeats for a seed', (name) => {
  const { lasts, visits = {}, climates = {}, faults = [], lineDown = [] } = story(name);
  const ids = (reader: boolean) => devices.filter((each) => isReader(each) === reader).map(({ id }) => id);
  expect(ids(true)).toEqual(expect.arrayContaining(Object.keys(visits)));
  expect(ids(false)).toEqual(expect.arrayContaining(Object.keys(climates)));
  faults.map(readFault);
  for (const { from, to } of [...Object.values(visits).flat(), ...lineDown]) {
    expect(from).toBeLessThan(to);
    expect(to).toBeLessThanOrEqual(lasts);
  }
  expect(story(name).visits).toEqual(story(name).visits);
});

it('pallet-arrives: 40 cases at the south centre, 24 cartons and an unknown tag at the north one', () => {
  const { visits = {}, lasts } = story('pallet-arrives');
  const at = (gate: string, seconds: number) => inView(visits[gate], seconds * second);
  expect(lasts).toBe(120 * second);
  expect([14.9, 15, 34.9, 35].map((s) => at('RC-S/gate-1', s).length)).toEqual([0, 40, 40, 0]);
  expect(at('RC-S/gate-1', 20)).toEqual(palletEpcs());
  expect([59, 60, 79, 80, 90, 93].map((s) => at('RC-N/gate-1', s).length)).toEqual([0, 24, 24, 0, 1, 0]);
  expect(at('RC-N/gate-1', 60)).toEqual(cartonEpcs());
  expect(at('RC-N/gate-1', 91)).toEqual([strayEpc]);
});

it('knows the goods by the codes of the sample documents', () => {
  expect(palletEpcs()).toHaveLength(40);
  expect([palletEpcs()[0], palletEpcs()[39]]).toEqual([
    'E28011606000020000000001',
    'E28011606000020000000028',
  ]);
  expect(cartonEpcs()).toHaveLength(24);
  expect([cartonEpcs()[0], cartonEpcs()[23]]).toEqual([
    '3034257BF7194E4000010001',
    '3034257BF7194E4000010018',
  ]);
  expect([...palletEpcs(), ...cartonEpcs()]).not.toContain(strayEpc);
});

describe('cold-room-fails', () => {
  const { climates = {}, faults } = story('cold-room-fails');
  const celsius = (at: number) => climates['RC-S/cold-1']?.(quiet)(at).celsius ?? Number.NaN;

  it('climbs from 4 past 8 to 15 °C in two hours and is back two hours later', () => {
    expect(Math.abs(celsius(0) - 4)).toBeLessThan(0.6);
    expect(celsius(hour)).toBeGreaterThan(8);
    expect(celsius(2 * hour)).toBeCloseTo(15, 5);
    expect(celsius(3 * hour)).toBeGreaterThan(8);
    expect(Math.abs(celsius(4 * hour) - 4)).toBeLessThan(0.6);
  });

  it('silences the probe of a city depot for an hour afterwards', () => {
    expect(faults).toEqual(['CD-YC/cold-1:silent=18000-21600']);
  });
});

it('line-down-two-days: the line goes after a minute for two days, while small visits and one excursion go on', () => {
  const { visits = {}, lineDown, lasts, climates = {} } = story('line-down-two-days');
  expect(lasts).toBe(2 * day + hour);
  expect(lineDown).toEqual([{ from: minute, to: 2 * day + minute }]);
  const gate = visits['RC-S/gate-1'] ?? [];
  expect(gate).toHaveLength(16);
  gate.forEach((visit, i) => {
    expect(visit.epcs).toHaveLength(5);
    expect(visit.to - visit.from).toBe(2 * minute);
    expect(visit.from - gate[0]!.from).toBe(i * 3 * hour);
  });
  const warm = Array.from({ length: 49 }, (_, h) => climates['RC-S/cold-1']?.(quiet)(h * hour).celsius ?? 0);
  expect(warm.flatMap((celsius, h) => (celsius > 8 ? [h] : []))).toEqual([21]);
});

it('busy-gate: two new tags a second at each of six gates, no code twice, other codes for another seed', () => {
  const { visits = {}, lasts } = story('busy-gate');
  expect(lasts).toBe(10 * minute);
  expect(Object.keys(visits)).toHaveLength(6);
  const all = Object.values(visits).flat();
  const epcs = all.flatMap((visit) => visit.epcs);
  const known = new Set(epcs);
  expect(known.size).toBe(epcs.length);
  expect(epcs.length).toBeGreaterThan(6 * 1190);
  expect(epcs.every((epc) => /^[\dA-F]{24}$/.test(epc))).toBe(true);
  expect(all.every(({ from, to }) => to - from === 2 * second && from % 500 === 0)).toBe(true);
  expect(inView(visits['CD-ZW/gate-1'], 5 * minute)).toHaveLength(4);
  const other = Object.values(story('busy-gate', 2).visits ?? {}).flat();
  expect(other.flatMap((visit) => visit.epcs).some((epc) => known.has(epc))).toBe(false);
});

it('quiet-day: no tag, no fault, and a climate that moves without leaving its band', () => {
  expect(story('quiet-day')).toEqual({ lasts: day });
  const curve = Array.from({ length: 24 * 60 }, (_, i) => quiet(i * minute).celsius);
  expect(Math.min(...curve)).toBeGreaterThan(3.4);
  expect(Math.max(...curve)).toBeLessThan(4.6);
  expect(new Set(curve.map((celsius) => celsius.toFixed(1))).size).toBeGreaterThan(8);
  expect(coldRoom(randomOf(1, 'RC-N/cold-1'))(0)).not.toEqual(quiet(0));
});
