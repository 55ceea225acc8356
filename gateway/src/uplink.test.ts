import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import type { Epoch, GatewayId, RegionId, SiteId } from '@changping/contracts/units';
import { instant, milliseconds } from '@changping/contracts/units';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { aCertificate } from '../test/certificate.ts';
import { aServer, type TestServer, testKey } from '../test/server.ts';
import type { Draft } from './outbox/draft.ts';
import { type Outbox, openOutbox } from './outbox/outbox.ts';
import type { ServerSettings } from './settings/server.ts';
import { lineWords } from './status/words.ts';
import { openUplink, type Patience, superseded, type Uplink, usual } from './uplink.ts';

const noon = instant(1_795_000_000_000);
const quick = {
  ...usual,
  waits: { least: 20, most: 100 },
  birthEvery: 200,
  repair: 50,
  stall: 3000,
  hold: 150,
};
let folder: string;
let clock = noon;
let outbox: Outbox;
let server: TestServer;
let uplink: Uplink | undefined;

const openBox = () =>
  openOutbox({
    gateway: 'GW-1' as GatewayId,
    folder,
    boot: 'b1',
    mono: () => milliseconds(1),
    now: () => clock,
    die: (error) => {
      throw error;
    },
  });
const openLine = ({ patience = quick, ...more }: Partial<ServerSettings> & { patience?: Patience } = {}) => {
  uplink = openUplink({
    server: { url: server.url, key: testKey, ca: null, ...more },
    address: { region: 'ningxia' as RegionId, site: 'yinchuan' as SiteId, gateway: 'GW-1' as GatewayId },
    outbox,
    now: () => clock,
    patience,
    gone: () => ({ v: 1, kind: 'gone', gw: 'GW-1' as GatewayId, epoch: outbox.epoch(), boot: 'b1' }),
    birth: () => ({
      v: 1,
      kind: 'birth',
      gw: 'GW-1' as GatewayId,
      site: 'yinchuan' as SiteId,
      epoch: outbox.epoch(),
      boot: 'b1',
      at: noon,
      last: outbox.last(),
      depth: outbox.depth(),
      readers: [],
      probes: [],
      version: '0',
    }),
  });
  return uplink;
};
const seen = (n = 1): Draft => ({
  kind: 'tags',
  at: noon,
  reader: 'gate-1',
  change: 'seen',
  epc: [`E2801160600002${String(n).padStart(10, '0')}`] as never,
  antenna: [1],
  rssi: [null],
  dt: [0 as never],
});
const put = (from: number, to: number) =>
  Promise.all(Array.from({ length: to - from + 1 }, (_, i) => outbox.put(seen(from + i))));
const come = () => server.letters.map(({ seq }) => seq as number);
const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1);
const empty = () => expect.poll(outbox.depth, { timeout: 8000 }).toBe(0);

beforeEach(async () => {
  clock = noon;
  folder = mkdtempSync(join(tmpdir(), 'changping-'));
  outbox = openBox();
  server = await aServer();
});
afterEach(async () => {
  await uplink?.close();
  uplink = undefined;
  outbox.close();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

it('sends every letter once and in order, forgets them, and says when it goes', async () => {
  await put(1, 700);
  openLine();
  await empty();
  expect(come()).toEqual(upTo(700));
  expect(server.repeats).toBe(0);
  expect(uplink?.line()).toMatchObject({ state: 'online', why: '', thankedAt: noon });
  await uplink?.close();
  expect(server.gones).toHaveLength(1);
});

it('keeps every letter while nobody thanks, and sends each only once on one line', async () => {
  server.conduct.thanks = false;
  await put(1, 600);
  openLine();
  await expect.poll(() => server.letters.length).toBe(600);
  expect(outbox.depth()).toBe(600);
  server.conduct.thanks = true;
  await empty();
  expect(server.repeats).toBe(0);
});

it('goes on after cut lines and loses nothing', async () => {
  openLine();
  for (let i = 0; i < 5; i++) {
    await put(i * 100 + 1, i * 100 + 100);
    uplink?.nudge();
    await expect.poll(() => server.letters.length).toBeGreaterThan(i * 100);
    server.cut();
  }
  await empty();
  expect(come().toSorted((a, b) => a - b)).toEqual(upTo(500));
});

it('waits longer and longer while the server is away, and is back soon after it', async () => {
  await put(1, 3);
  server.cut(true);
  openLine();
  await expect.poll(() => uplink?.line().why).toMatch(/ECONNREFUSED/);
  await server.back();
  await empty();
});

it('keeps a line over TLS to a server whose certificate its own file names, and to no other', async () => {
  const { key, cert } = aCertificate();
  const listener = createServer({ key, cert }, (socket) => {
    const inner = connect(Number(server.url.split(':')[2]), '127.0.0.1');
    for (const [a, b] of [
      [socket, inner],
      [inner, socket],
    ] as const)
      a.on('error', () => {})
        .on('close', () => b.destroy())
        .pipe(b);
  });
  listener.on('tlsClientError', () => {});
  await new Promise<void>((done) => listener.listen(0, '127.0.0.1', done));
  const url = `mqtts://127.0.0.1:${(listener.address() as AddressInfo).port}`;
  await put(1, 3);
  for (const ca of [null, aCertificate().cert]) {
    const wrong = openLine({ url, ca });
    await expect.poll(() => wrong.line().why, { timeout: 8000 }).toMatch(/certificate/);
    expect(lineWords('offline', wrong.line().why).zh).toBe('服务器证书不可信');
    await wrong.close();
  }
  expect(come()).toEqual([]);
  openLine({ url, ca: cert });
  await expect.poll(come, { timeout: 8000 }).toEqual([1, 2, 3]);
  await empty();
  await uplink?.close();
  await new Promise((done) => listener.close(done));
});

it('does not hammer a server that refuses its key', async () => {
  openLine({ key: 'another-key-altogether' });
  const began = performance.now();
  await expect.poll(() => server.connects).toBeGreaterThan(4);
  // 20, 40, 80, 100, 100 ms, each at least halved by chance.
  expect(performance.now() - began).toBeGreaterThan(100);
  expect(uplink?.line()).toMatchObject({ state: 'offline', why: expect.stringMatching(/bad user ?name/i) });
});

it('leaves a line that takes bytes and answers none of them', async () => {
  await put(1, 3);
  server.conduct.deaf = true;
  openLine({ patience: { ...quick, stall: 300 } });
  await expect.poll(() => server.connects).toBeGreaterThan(1);
  server.conduct.deaf = false;
  server.cut();
  await empty();
});

it('sends again what got lost behind the broker’s own thanks', async () => {
  let lost = 0;
  server.conduct.loses = ({ seq }) => seq % 50 === 0 && lost++ < 4;
  await put(1, 200);
  openLine();
  await empty();
  expect(come().toSorted((a, b) => a - b)).toEqual(upTo(200));
});

it('gives up numbers whose letters are gone, so that the rest is thanked for', async () => {
  await put(1, 10);
  outbox.forget({ epoch: outbox.epoch(), upTo: 4 });
  openLine();
  await empty();
  expect(server.letters.filter(({ kind }) => kind === 'void')).toMatchObject([
    { from: 1, to: 4, reason: 'damaged' },
  ]);
});

it.each([
  ['by its number', { counted: true }],
  ['that could not be read, by its bytes', { nameless: true }],
  ['by its number, without counting it', {}],
])('never sends again a letter that was set aside %s', async (_, how) => {
  server.conduct.refuses = (letter) =>
    letter.kind === 'tags' && letter.seq % 40 === 0 ? { fault: 'letterShape', ...how } : undefined;
  await put(1, 200);
  openLine();
  await empty();
  expect(server.refused.map(({ seq }) => seq)).toEqual([40, 80, 120, 160, 200]);
  expect(server.connects).toBe(1);
  expect(outbox.facts().refusedByServer).toBe(5);
});

it('begins a new epoch when its place is taken, and brings every letter in it', async () => {
  const old = outbox.epoch();
  server.conduct.refuses = ({ epoch }) => (epoch === old ? { fault: 'epochSuperseded' } : undefined);
  await put(1, 300);
  openLine();
  await empty();
  expect(outbox.epoch()).not.toBe(old);
  expect(come()).toEqual(upTo(300));
  expect(server.births.at(-1)?.epoch).toBe(outbox.epoch());
});

it('waits with its letters when two take the epoch from each other, and tries again later', async () => {
  let twin = true;
  server.conduct.refuses = () => (twin ? { fault: 'epochSuperseded' } : undefined);
  await put(1, 5);
  openLine();
  await expect.poll(() => uplink?.line().why).toBe(superseded);
  const { connects } = server;
  expect(outbox.depth()).toBe(5);
  await expect.poll(() => server.connects).toBeGreaterThan(connects);
  expect(outbox.depth()).toBe(5);
  twin = false;
  await empty();
  expect(come()).toEqual(upTo(5));
});

it.each([
  ['fewer', 3],
  ['more', 30],
])(
  'loses no letter when its disk was put back from an old image and %s were written since',
  async (_, more) => {
    await put(1, 20);
    const image = mkdtempSync(join(tmpdir(), 'changping-'));
    cpSync(folder, image, { recursive: true });
    await put(21, 40);
    openLine();
    await empty();
    await uplink?.close();
    outbox.close();
    rmSync(folder, { recursive: true });
    folder = image;
    outbox = openBox();
    // The server knows numbers up to 40 and would cover these with its next thanks.
    server.conduct.hasty = true;
    await put(101, 100 + more);
    openLine();
    await empty();
    const epcs = server.letters.flatMap((letter) => (letter.kind === 'tags' ? letter.epc : []));
    for (let n = 101; n <= 100 + more; n++) expect(epcs).toContain((seen(n) as { epc: string[] }).epc[0]);
  },
);

it('takes no notice of a down-letter that is none, or of another epoch’s', async () => {
  server.conduct.thanks = false;
  await put(1, 5);
  openLine();
  await expect.poll(() => server.letters.length).toBe(5);
  server.say({ v: 1, kind: 'ack', epoch: '00000000000000aa' as Epoch, upTo: 5, holes: [] });
  for (const junk of [null, 7, {}, { v: 1, kind: 'ack', epoch: outbox.epoch(), upTo: -1, holes: [] }])
    server.say(junk as never);
  const births = server.births.length;
  server.say({ v: 1, kind: 'rebirth' });
  await expect.poll(() => server.births.length).toBeGreaterThan(births);
  expect(outbox.depth()).toBe(5);
});
