import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BreachLetter, HealthLetter, Letter, TagsLetter } from '@changping/contracts/letters';
import type { Epc, GatewayId, RegionId, SiteId } from '@changping/contracts/units';
import { instant } from '@changping/contracts/units';
import { tagNotice } from '@changping/firmware-sim/m100';
import { xyMd02 } from '@changping/firmware-sim/modbus';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { aServer, type TestServer, testKey } from '../test/server.ts';
import { aWire, type Wire } from '../test/wire.ts';
import type { Settings } from './settings/settings.ts';
import { openStore, type Store } from './store.ts';

/** A second of the store takes 100 ms of the wall: patience outlasts a busy machine's pauses, and a test its patience. */
const speed = 10;
const start = Date.UTC(2026, 10, 25, 8);
let set = 0;
const clock = {
  now: () => instant(Math.round(start + performance.now() * speed + set)),
  steady: () => instant(Math.round(start + performance.now() * speed)),
  speed,
};
let folder: string;
let server: TestServer;
let gate: Wire;
let room: Wire;
let celsius: number | null;
let store: Store;

const open = (more: Partial<Settings> = {}) => {
  store = openStore(
    {
      id: 'GW-1' as GatewayId,
      region: 'ningxia' as RegionId,
      site: 'yinchuan' as SiteId,
      server: { url: server.url, key: testKey, ca: null, inClear: false },
      data: folder,
      statusPort: null,
      readers: [
        {
          ...{ id: 'gate-1', type: 'm100', port: { tcp: gate.tcp }, antenna: 1, patience: 20_000 },
          ...{ gate: null, room: null },
        },
      ],
      probes: [
        {
          id: 'cold-1',
          profile: 'xy-md02',
          port: { tcp: room.tcp },
          unit: 1,
          zone: 'cold',
          every: 2000,
          band: { celsius: { min: 2, max: 8, hysteresis: 0.5, forSeconds: 3 } },
        },
      ],
      ...more,
    },
    clock,
    (error) => {
      throw error;
    },
  );
};
const epc = (n: number) => `E2801160600002${String(n).padStart(10, '0')}` as Epc;
const read = (...tags: number[]) =>
  gate.say(...tags.map((n) => tagNotice({ epcHex: epc(n), rssi: -50 - n })));
const of = <Kind extends Letter['kind']>(kind: Kind) =>
  server.letters.filter((letter): letter is Extract<Letter, { kind: Kind }> => letter.kind === kind);
const visits = () =>
  of('tags').flatMap(({ change, epc: epcs }: TagsLetter) =>
    epcs.map((each) => `${change} ${Number(each.slice(14))}`),
  );
const breaches = () => of('breach').map(({ measure, state }: BreachLetter) => `${measure} ${state}`);
const until = (found: () => unknown) => expect.poll(found, { timeout: 20_000 });

beforeEach(async () => {
  set = 0;
  celsius = 4;
  folder = mkdtempSync(join(tmpdir(), 'changping-'));
  [server, gate, room] = await Promise.all([aServer(), aWire(), aWire()]);
  const probe = xyMd02({ climate: () => ({ celsius: celsius ?? 0, humidity: 50 }) });
  room.onOrder = (bytes) => {
    if (celsius !== null) room.say(...probe.answers(bytes));
  };
});
afterEach(async () => {
  await store.close();
  await Promise.all([server.close(), gate.close(), room.close()]);
  rmSync(folder, { recursive: true, force: true });
});

it('tells of a tag once when it comes and once when it goes, however often it is read', async () => {
  open();
  await until(() => gate.lines).toBe(1);
  for (let i = 0; i < 1000; i++) read(1);
  await until(visits).toEqual(['seen 1', 'left 1']);
  expect(of('tags')[0]).toMatchObject({ reader: 'gate-1', antenna: [1], rssi: [-51] });
  expect(store.readers[0]?.health().reads).toBe(1000);
});

it('tells after a restart that a tag left while the gateway was down, and does not tell again of one that stayed', async () => {
  open();
  await until(() => gate.lines).toBe(1);
  read(1, 2);
  await until(visits).toHaveLength(2);
  await store.close();
  open();
  await until(() => gate.lines).toBe(2);
  const staying = setInterval(read, 20, 2);
  await until(visits).toHaveLength(3);
  clearInterval(staying);
  await until(visits).toHaveLength(4);
  expect(visits().slice(2)).toEqual(['left 1', 'left 2']);
});

it('lets the tags of a reader go that is no longer in the configuration', async () => {
  open();
  await until(() => gate.lines).toBe(1);
  read(7);
  await until(visits).toEqual(['seen 7']);
  await store.close();
  open({ readers: [] });
  await until(visits).toEqual(['seen 7', 'left 7']);
});

it('closes after a restart the breach that the run before has opened', async () => {
  celsius = 12;
  open();
  await until(breaches).toEqual(['celsius opened']);
  await store.close();
  open();
  const points = of('climate').length;
  await until(() => of('climate').length).toBeGreaterThan(points);
  expect(breaches()).toEqual(['celsius opened']);
  celsius = 4;
  await until(breaches).toEqual(['celsius opened', 'celsius closed']);
  const [opened, closed] = of('breach');
  expect(closed?.episode).toBe(opened?.episode);
  expect(closed).toMatchObject({ since: opened?.since, worst: 12, value: 4, zone: 'cold' });
});

it('goes on counting the minutes outside the band over a restart', async () => {
  celsius = 12;
  const slow = { celsius: { max: 8, hysteresis: 0.5, forSeconds: 20 } };
  const probes = () => [{ ...(store.settings.probes[0] as Settings['probes'][0]), band: slow }];
  open();
  await store.close();
  open({ probes: probes() });
  await until(() => of('climate').length).toBeGreaterThan(0);
  const began = clock.now();
  await store.close();
  open({ probes: probes() });
  await until(breaches).toEqual(['celsius opened']);
  expect(of('breach')[0]?.since).toBeLessThanOrEqual(began);
});

it('closes the breach of a limit, and of a probe, that was taken out of the configuration', async () => {
  celsius = 12;
  open();
  await until(breaches).toEqual(['celsius opened']);
  celsius = null;
  await until(breaches).toEqual(['celsius opened', 'data opened']);
  await store.close();
  open({ probes: [] });
  await until(breaches).toEqual(['celsius opened', 'data opened', 'celsius closed', 'data closed']);
  expect(new Set(of('breach').map(({ episode }) => episode)).size).toBe(2);
});

it('says no data after three polls without an answer, and that it is over with the next reading', async () => {
  open();
  await until(() => of('climate').length).toBeGreaterThan(0);
  celsius = null;
  await until(breaches).toEqual(['data opened']);
  expect(of('climate').at(-1)).toMatchObject({ celsius: [null], humidity: [null] });
  await until(() => store.probes[0]?.health().state).toBe('stale');
  celsius = 5;
  await until(breaches).toEqual(['data opened', 'data closed']);
  expect(store.probes[0]?.sight()).toMatchObject({ reading: { celsius: 5 }, why: '' });
});

it('keeps tags in view and breaches as they are when somebody sets the clock two years off', async () => {
  open();
  await until(() => gate.lines).toBe(1);
  const staying = setInterval(read, 20, 1);
  await until(visits).toEqual(['seen 1']);
  for (const years of [2, -2, 0]) {
    set = years * 365 * 86_400_000;
    const { length } = of('climate');
    celsius = (celsius ?? 0) + 0.5;
    await until(() => of('climate').length).toBeGreaterThan(length);
  }
  expect(visits()).toEqual(['seen 1']);
  expect(breaches()).toEqual([]);
  set = -2 * 365 * 86_400_000;
  clearInterval(staying);
  await until(visits).toEqual(['seen 1', 'left 1']);
  expect(of('tags').at(-1)?.at).toBeLessThan(start);
});

it('tells how its devices are when something is wrong, and when it is mended, also over a restart', async () => {
  gate.unplug();
  open();
  const states = () => of('health').map(({ readers: [each] }: HealthLetter) => each?.state);
  await until(states).toEqual(['disconnected']);
  await store.close();
  open();
  await gate.plug();
  await until(states).toEqual(['disconnected', 'reading']);
});

it('says nothing of its health while all is well', async () => {
  open();
  await until(() => of('climate').length).toBeGreaterThan(0);
  await until(() => server.births.length).toBeGreaterThan(0);
  expect(of('health')).toEqual([]);
});
