import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Letter } from '@changping/contracts/letters';
import type { GatewayId, RegionId, SiteId } from '@changping/contracts/units';
import { instant } from '@changping/contracts/units';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { aPortalReader, event, type PortalReader, report, tagReport } from '../../test/portal-reader.ts';
import { aServer, type TestServer, testKey } from '../../test/server.ts';
import type { ReaderSettings } from '../settings/settings.ts';
import { openStore, type Store } from '../store.ts';

const start = Date.UTC(2026, 10, 25, 8);
let folder: string;
let server: TestServer;
let portal: PortalReader;
let store: Store;

const open = async (more: Partial<ReaderSettings>, speed = 1) => {
  const at = () => instant(Math.round(start + performance.now() * speed));
  store = openStore(
    {
      ...{ id: 'GW-1' as GatewayId, region: 'ningxia' as RegionId, site: 'yinchuan' as SiteId },
      ...{ data: folder, statusPort: null, probes: [] },
      server: { url: server.url, key: testKey, ca: null, inClear: false },
      readers: [
        {
          ...{ id: 'gate-1', type: 'llrp', port: { tcp: portal.tcp }, antenna: 1, patience: 10_000 },
          ...{ gate: { inner: [3, 4], outer: [1, 2] }, room: null, ...more },
        },
      ],
    },
    { now: at, steady: at, speed },
    (error) => {
      throw error;
    },
  );
  await until(() => store.readers[0]?.health().state).toBe('reading');
};
const until = (found: () => unknown, timeout = 15_000) => expect.poll(found, { timeout, interval: 20 });
const of = <Kind extends Letter['kind']>(kind: Kind) =>
  server.letters.filter((letter): letter is Extract<Letter, { kind: Kind }> => letter.kind === kind);
const numbers = (epcs: readonly string[]) => epcs.map((epc) => Number(epc.slice(18)));
const rounds = (ms: number, each: (i: number) => void) =>
  new Promise<void>((done) => {
    let i = 0;
    const timer = setInterval(() => {
      each(i++);
      if (i * 50 >= ms) {
        clearInterval(timer);
        done();
      }
    }, 50);
  });
const read = (antenna: number, ...tags: number[]) =>
  portal.say(report(...tags.map((n) => tagReport(n, { antenna }))));
/** Outer antennas first, then both sides, then inner ones. */
const carry = (from: number[], to: number[], ...tags: number[]) =>
  rounds(1800, (i) => {
    if (i < 24) read(from[i % 2] as number, ...tags);
    if (i >= 12) read(to[i % 2] as number, ...tags);
  });

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'changping-'));
  [server, portal] = await Promise.all([aServer(), aPortalReader()]);
});
afterEach(async () => {
  await store.close();
  await Promise.all([server.close(), portal.close()]);
  rmSync(folder, { recursive: true, force: true });
});

it('tells a pallet that has gone in as one passage within a second of its last read, and who is in the field meanwhile', async () => {
  await open({});
  await carry([1, 2], [3, 4], 1, 2, 3, 4, 5);
  const lastRead = performance.now();
  expect(of('tags').map(({ change, gate }) => [change, gate])).toEqual([['seen', true]]);
  expect(of('passage')).toEqual([]);
  await until(() => of('passage').length).toBe(1);
  expect(performance.now() - lastRead).toBeLessThan(1000);
  const [passage] = of('passage');
  expect(passage).toMatchObject({ reader: 'gate-1', direction: 'in', peak: Array(5).fill(-55) });
  expect(numbers(passage?.epc ?? []).toSorted()).toEqual([1, 2, 3, 4, 5]);
  expect(passage?.antennas[0]).toEqual([1, 2, 3, 4]);
  expect(passage?.stray).toEqual(Array(5).fill(false));
  expect(passage?.lasts).toBeGreaterThan(1500);
  expect(passage?.count[0]).toBe(48);
  await until(() => of('tags').map(({ change }) => change)).toEqual(['seen', 'left']);
  await carry([3, 4], [1, 2], 1, 2, 3, 4, 5);
  await until(() => of('passage').map(({ direction }) => direction)).toEqual(['in', 'out']);
});

it('tells a pallet when the door has closed behind it, while it is still read inside', async () => {
  await open({ gate: { inner: [3, 4], outer: [1, 2], door: { input: 1, open: 'high' } } });
  const gpi = (isHigh: boolean) => portal.say(event(`00F8 0007 0001 ${isHigh ? '80' : '00'}`));
  await until(() => store.door('gate-1')).toMatchObject({ is: 'closed', believed: false });
  gpi(true);
  await until(() => store.door('gate-1')?.is).toBe('open');
  await rounds(200, () => {});
  gpi(false);
  await until(() => store.door('gate-1')).toEqual({ is: 'closed', believed: true, fault: null });
  gpi(true);
  await carry([1, 2], [3, 4], 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
  gpi(false);
  const closed = performance.now();
  await rounds(1500, () => read(3, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10));
  const [passage, ...more] = of('passage');
  expect(passage).toMatchObject({ direction: 'in', stray: Array(10).fill(false) });
  expect(more).toEqual([]);
  expect(performance.now() - closed).toBeGreaterThan(1400);
  await until(() => of('tags').map(({ change }) => change)).toEqual(['seen', 'left']);
  expect(of('passage')).toHaveLength(1);
});

it('tells as unclear, once, who was in the gate when the gateway ended and was never read again', async () => {
  await open({}, 10);
  // Half a second of silence would end it, however busy this computer is.
  const standing = setInterval(() => read(1, 1, 2), 50);
  await until(() => of('tags').length).toBe(1);
  clearInterval(standing);
  await store.close();
  expect(of('passage')).toEqual([]);
  await open({}, 10);
  await until(() => of('passage').length).toBe(1);
  expect(of('passage')[0]).toMatchObject({ direction: 'unclear', stray: [false, false] });
  expect(numbers(of('passage')[0]?.epc ?? []).toSorted()).toEqual([1, 2]);
  await store.close();
  await open({}, 10);
  await rounds(200, () => read(3, 9));
  await until(() => of('passage').length).toBe(2);
  expect(numbers(of('passage')[1]?.epc ?? [])).toEqual([9]);
});

it('counts a room that a restart has interrupted as one sweep, every tag once, in letters of a thousand', async () => {
  const room = { gate: null, room: { zone: 'A' } };
  await open(room, 10);
  const shelf = Array.from({ length: 1200 }, (_, n) => n);
  read(1, ...shelf.slice(0, 700));
  await until(() => store.inView().tags).toBe(700);
  await store.close();
  expect(of('count')).toEqual([]);
  await open(room, 10);
  read(2, ...shelf.slice(600));
  await until(() => of('count').length).toBe(2);
  const letters = of('count');
  expect(letters.map(({ part, parts, zone, epc }) => [part, parts, zone, epc.length])).toEqual([
    [1, 2, 'A', 1000],
    [2, 2, 'A', 200],
  ]);
  expect(new Set(letters.map(({ sweep }) => sweep)).size).toBe(1);
  expect(numbers(letters.flatMap(({ epc }) => epc)).toSorted((a, b) => a - b)).toEqual(shelf);
  expect(letters.flatMap(({ count }) => count).filter((count) => count === 2)).toHaveLength(100);
  expect(of('tags')).toEqual([]);
});
