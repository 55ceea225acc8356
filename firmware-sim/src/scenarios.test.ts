/** Each story brings what it says, when it says. */
import { describe, expect, it } from 'vitest';
import { coldRoom } from './climate.ts';
import { readFault } from './faults.ts';
import type { Visit } from './gate.ts';
import { cartonEpcs, ordinaryEpcs, palletEpcs, stockEpcs, strayEpc } from './goods.ts';
import { happenings } from './model.ts';
import { randomOf } from './random.ts';
import { type ScenarioName, scenarios } from './scenarios.ts';
import { day, hour, isWithin, minute, second } from './span.ts';
import { countySites, type DeviceFacts, depotSites, devices, isPortal, isReader, sites } from './stores.ts';
import { endOf } from './trip.ts';

const story = (name: ScenarioName, seed = 1) => scenarios[name].story(seed);
const inView = (visits: readonly Visit[] | undefined, at: number) =>
  (visits ?? []).filter((visit) => isWithin(at, visit)).flatMap(({ epcs }) => epcs);
const quiet = coldRoom(randomOf(1, 'RC-S/cold-1'));
const names = Object.keys(scenarios) as ScenarioName[];

it.each(names)('%s names only devices that there are, within its length, and repeats for a seed', (name) => {
  const { lasts, visits = {}, trips = {}, climates = {}, faults = [], lineDown = [] } = story(name);
  const ids = (is: (device: DeviceFacts) => boolean) => devices.filter(is).map(({ id }) => id);
  expect(ids(isReader)).toEqual(expect.arrayContaining(Object.keys(visits)));
  expect(ids(isPortal)).toEqual(expect.arrayContaining(Object.keys(trips)));
  expect(ids((each) => !isReader(each) && !isPortal(each))).toEqual(
    expect.arrayContaining(Object.keys(climates)),
  );
  faults.map(readFault);
  const passes = Object.values(trips)
    .flat()
    .map((trip) => ({ from: trip.from, to: endOf(trip) }));
  for (const { from, to } of [...Object.values(visits).flat(), ...passes, ...lineDown]) {
    expect(from).toBeLessThan(to);
    expect(to).toBeLessThanOrEqual(lasts);
  }
  expect(happenings(story(name))).toEqual(happenings(story(name)));
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

describe('quiet-day', () => {
  const day1 = happenings(story('quiet-day'));
  const at = (place: RegExp) => day1.filter(({ device }) => place.test(device));

  it('has no fault, and a climate that moves without leaving its band', () => {
    const { lasts, faults, climates } = story('quiet-day');
    expect({ lasts, faults, climates }).toEqual({ lasts: day, faults: undefined, climates: undefined });
    const curve = Array.from({ length: 24 * 60 }, (_, i) => quiet(i * minute).celsius);
    expect(Math.min(...curve)).toBeGreaterThan(3.4);
    expect(Math.max(...curve)).toBeLessThan(4.6);
    expect(new Set(curve.map((celsius) => celsius.toFixed(1))).size).toBeGreaterThan(8);
    expect(coldRoom(randomOf(1, 'RC-N/cold-1'))(0)).not.toEqual(quiet(0));
  });

  it('sees something at each of 28 stores', () => {
    expect(new Set(day1.map(({ device }) => device.split('/')[0]))).toEqual(new Set(sites));
    for (const site of countySites) expect(at(new RegExp(`^${site}/gate-1$`))).toHaveLength(3);
    for (const site of depotSites) expect(at(new RegExp(`^${site}/portal-1$`))).toHaveLength(5);
  });

  it('has every piece back in its own store by night, never out twice nor in before it went', () => {
    for (const epc of depotSites.flatMap((site) => stockEpcs(site))) {
      const ways = at(/portal/)
        .filter(({ epcs }) => epcs.includes(epc))
        .map(({ way }) => way);
      expect(['', 'out,in', 'turnsBack']).toContain(ways.join());
    }
  });

  it('sweeps the rooms of the centres every half hour, and hears a piece unless it is away', () => {
    const trips = at(/RC-S.portal/);
    const sweeps = story('quiet-day').visits?.['RC-S/room-1'] ?? [];
    expect(sweeps).toHaveLength(48);
    const whole = sweeps.filter(({ epcs }) => epcs.length === 414);
    expect(whole.length).toBeGreaterThan(40);
    for (const { from, to, epcs } of sweeps) {
      const outside = trips
        .filter(({ way }) => way === 'out')
        .filter((out) => {
          const back = trips.find((each) => each.way === 'in' && each.epcs[0] === out.epcs[0]);
          return out.from < to && (back?.to ?? 0) > from;
        });
      expect(epcs).toHaveLength(414 - 5 * outside.length);
      for (const epc of outside.flatMap((out) => out.epcs)) expect(epcs).not.toContain(epc);
    }
  });
});

it('pallet-leaves-without-order: the pallet lot of RC-S goes out of its portal', () => {
  expect(happenings(story('pallet-leaves-without-order'))).toEqual([
    { device: 'RC-S/portal-1', way: 'out', from: 15_000, to: expect.any(Number), epcs: stockEpcs('RC-S') },
  ]);
  // The prefix of the sample goods, the second of 28 stores, the running number.
  expect([stockEpcs('RC-S')[0], stockEpcs('RC-S')[39], stockEpcs('CS-640522')[0]]).toEqual([
    'E28011606000030100000001',
    'E28011606000030100000028',
    'E28011606000031B00000001',
  ]);
});

it('room-sweep: most of the goods of RC-S, two of RC-N and three strangers', () => {
  const heard = inView(story('room-sweep').visits?.['RC-S/room-1'], minute);
  const own = ordinaryEpcs('RC-S');
  expect(heard.filter((epc) => own.includes(epc))).toHaveLength(411);
  expect(heard.filter((epc) => stockEpcs('RC-N').includes(epc))).toHaveLength(2);
  expect(heard.filter((epc) => !epc.startsWith('E2801160600003'))).toHaveLength(3);
});

it('reader-dies: the same day, but the portal of CD-WZ is gone from noon on', () => {
  expect(story('reader-dies')).toEqual({
    ...story('quiet-day'),
    faults: ['CD-WZ/portal-1:powerCut=43200-172800'],
  });
});

it('region-day: the arrivals, the pallet that leaves after two minutes, and something at every store every ten minutes', () => {
  const all = happenings(story('region-day'));
  const first = all.filter(({ from }) => from < 10 * minute);
  expect(new Set(first.map(({ device }) => device.split('/')[0]))).toEqual(new Set(sites));
  expect(all.filter(({ way }) => way === 'out')).toMatchObject([
    { device: 'RC-S/portal-1', from: 2 * minute, epcs: stockEpcs('RC-S') },
  ]);
  expect(first.find(({ device }) => device === 'RC-S/gate-1')?.epcs).toEqual(palletEpcs());
  const gone = all.filter(({ device, to }) => device.startsWith('RC-S/') && to > 3 * minute);
  expect(gone.flatMap(({ epcs }) => epcs).filter((epc) => stockEpcs('RC-S').includes(epc))).toEqual([]);
});
