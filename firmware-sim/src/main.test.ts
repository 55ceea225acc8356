/** The simulator as a process: what it prints, when it begins, and how it ends. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { epcsIn, type Running, running, until, wire } from '../test/running.ts';
import { serial } from '../test/serial.ts';
import { cartonEpcs, palletEpcs, stockEpcs, strayEpc } from './goods.ts';
import { frame } from './m100-frames.ts';
import { sealed } from './modbus.ts';
import { depotSites } from './stores.ts';

const started: Running[] = [];
const sim = (args: string[], env?: Record<string, string>) => {
  const each = running(args, env);
  started.push(each);
  return each;
};
afterEach(async () => {
  for (const { child, code } of started.splice(0)) {
    child.kill('SIGKILL');
    await code;
  }
});
const multi = frame(0, 0x27, [0x22, 0xff, 0xff]);

it('reads a pallet that arrives to the last case at 60 times the speed, at every gate that sees it', async () => {
  const each = sim(['pallet-arrives', '--hold']);
  await each.event(({ event }) => event === 'ready');
  const south = await wire(await each.address('RC-S/gate-1'));
  const north = await wire(await each.address('RC-N/gate-1'));
  for (const { socket } of [south, north]) socket.write(frame(0, 0x28));
  await until(() => south.heard().length === 8 && north.heard().length === 8);
  expect(each.events.some(({ event }) => event === 'began')).toBe(false);
  for (const { socket } of [south, north]) socket.write(multi);
  each.begin();

  const last = await each.event(({ event, device }) => event === 'lastRead' && device === 'RC-S/gate-1');
  expect(last.reads).toBe(1000);
  expect([last.capped, last.unheard]).toEqual([0, 0]);
  expect(Math.abs(Date.now() - (last.at as number))).toBeLessThan(2000);
  await each.event(({ event }) => event === 'ended');
  await until(() => epcsIn(south.heard()).length === 1000);
  expect(new Set(epcsIn(south.heard()))).toEqual(new Set(palletEpcs()));
  await until(() => epcsIn(north.heard()).length === 1000 + 150);
  expect(new Set(epcsIn(north.heard()))).toEqual(new Set([...cartonEpcs(), strayEpc]));
  const views = each.events.filter(({ event }) => event === 'tagsInView');
  expect(views.map(({ device, tags }) => [device, tags])).toEqual([
    ['RC-S/gate-1', 40],
    ['RC-N/gate-1', 24],
    ['RC-N/gate-1', 1],
  ]);
  expect(each.child.exitCode).toBeNull();
});

it('tells of a visit that nobody asked to read', async () => {
  const each = sim(['pallet-arrives', '--once', '--speed', '600']);
  expect(await each.code).toBe(0);
  expect(each.events.find(({ event }) => event === 'lastRead')).toMatchObject({ reads: 0, at: null });
});

it('offers the devices of 28 stores: gates, portals and cold rooms, two room readers and the dry halls', async () => {
  const each = sim(['quiet-day', '--hold']);
  expect((await each.event(({ event }) => event === 'ready')).devices).toBe(65);
  const devices = each.events.filter(({ event }) => event === 'device');
  const types = (type: string) => devices.filter((each) => each.type === type).map(({ device }) => device);
  expect(types('m100')).toHaveLength(28 + 2);
  expect(types('llrp')).toEqual(depotSites.map((site) => `${site}/portal-1`));
  expect(types('xy-md02')).toHaveLength(6);
  expect(types('rs485-th')).toHaveLength(1 + 22);
  const facts = (id: string) => devices.find(({ device }) => device === id);
  expect(facts('RC-N/store-1')).toMatchObject({ unit: 2 });
  expect(facts('RC-S/room-1')).toMatchObject({ zone: 'ordinary' });
  expect(facts('RC-S/portal-1')).toMatchObject({ inner: [1, 2], outer: [3, 4] });
  // The list the region has, in its order: a store's place in it is part of its tags.
  const region = readFileSync(new URL('../../server/region/ningxia/sites.csv', import.meta.url), 'utf8');
  const upper = [...region.matchAll(/^([^,]+),[^,]*,[^,]*,(?:regional|city|county),/gm)].map(([, id]) => id);
  expect([...new Set(devices.map(({ device }) => device?.split('/')[0]))]).toEqual(upper);
});

it('answers as a probe before the story has begun', async () => {
  const each = sim(['quiet-day', '--hold']);
  const cold = await wire(await each.address('CD-WZ/cold-1'));
  const store = await wire(await each.address('RC-N/store-1'));
  cold.socket.write(sealed([1, 4, 0, 1, 0, 2]));
  store.socket.write(sealed([2, 3, 0, 0, 0, 2]));
  await until(() => cold.heard().length === 9 && store.heard().length === 9);
  expect(cold.heard().readInt16BE(3)).toBeGreaterThan(30);
  expect(cold.heard().readInt16BE(3)).toBeLessThan(50);
  expect(store.heard()[0]).toBe(2);
});

it('gives a fault to the one device that shall have it', async () => {
  const each = sim(['quiet-day', '--hold', '--with', 'CD-WZ/cold-1:exception=1']);
  const [faulty, well] = [
    await wire(await each.address('CD-WZ/cold-1')),
    await wire(await each.address('CD-YC/cold-1')),
  ];
  for (const { socket } of [faulty, well]) socket.write(sealed([1, 4, 0, 1, 0, 2]));
  await until(() => faulty.heard().length === 5 && well.heard().length === 9);
  expect(faulty.heard()).toEqual(Buffer.from(sealed([1, 0x84, 4])));
});

it('puts the gate of the south centre on a serial line', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sim-'));
  const each = sim(['pallet-arrives', '--hold', '--pty', folder]);
  expect(await each.address('RC-S/gate-1')).toBe(join(folder, 'RC-S-gate-1'));
  await each.event(({ event }) => event === 'ready');
  const line = await serial(join(folder, 'RC-S-gate-1'));
  // Nothing answers a multi inventory, so a question after it shows that it has been heard.
  line.say(Buffer.concat([multi, frame(0, 0x08)]));
  await until(() => line.heard().length === 8);
  each.begin();
  const last = await each.event(({ event }) => event === 'lastRead');
  expect(last).toMatchObject({ device: 'RC-S/gate-1', reads: 1000 });
  await until(() => epcsIn(line.heard()).length === 1000);
  expect(new Set(epcsIn(line.heard()))).toEqual(new Set(palletEpcs()));
  line.close();
  each.child.kill('SIGTERM');
  expect(await each.code).toBe(0);
  expect(readdirSync(folder)).toEqual([]);
  rmSync(folder, { recursive: true });
});

it('cuts the line and mends it when the story says so', async () => {
  const far = createServer((socket) => socket.on('error', () => {}).pipe(socket));
  await new Promise<void>((resolve) => far.listen(0, '127.0.0.1', resolve));
  const { port } = far.address() as AddressInfo;
  const each = sim(['line-down-two-days', '--hold', '--line', `127.0.0.1:${port}`, '--speed', '50000']);
  const address = await each.address('line');
  const before = await wire(address);
  before.socket.write('before');
  await until(() => before.heard().toString() === 'before');
  each.begin();
  await each.event(({ event }) => event === 'lineDown');
  await until(() => before.isClosed());
  const during = await wire(address);
  await until(() => during.isClosed());
  await each.event(({ event }) => event === 'lineUp');
  const after = await wire(address);
  after.socket.write('after');
  await until(() => after.heard().toString() === 'after');
  after.socket.destroy();
  far.close();
});

it('keeps up with six busy gates at 4000 notices a second each, one of them stuttering', async () => {
  const each = sim(['busy-gate', '--hold', '--once', '--with', 'RC-S/gate-1:stutters', '--speed', '120']);
  await each.event(({ event }) => event === 'ready');
  const gates = each.events.filter(({ device }) => depotSites.some((site) => device === `${site}/gate-1`));
  const lines = await Promise.all(gates.map(({ address }) => wire(address ?? '')));
  for (const { socket } of lines) socket.write(Buffer.concat([multi, frame(0, 0x08)]));
  await until(() => lines.every(({ heard }) => heard().length === 8));
  const began = performance.now();
  each.begin();
  await each.event(({ event }) => event === 'ended');
  // Ten minutes at 120 times the speed, and some for a computer that is busy otherwise.
  expect(performance.now() - began).toBeLessThan(8000);
  expect(await each.code).toBe(0);
  const reads = each.events.filter(({ event }) => event === 'lastRead');
  expect(reads.map(({ device }) => device)).toEqual(gates.map(({ device }) => device));
  // Just below 5 s of reading; the cap leaves out a third of the 50 a simulated second.
  expect(reads.every(({ reads = 0, capped = 0 }) => reads > 19_900 && Math.abs(capped - 9_990) < 20)).toBe(
    true,
  );
  for (const [i, { heard }] of lines.entries()) {
    const epcs = epcsIn(heard());
    expect(epcs).toHaveLength(reads[i]?.reads ?? 0);
    expect(new Set(epcs).size).toBeGreaterThan(1190);
  }
}, 30_000);

it.each([
  [['no-such-story'], /^There is no scenario "no-such-story"\.\nusage: sim /],
  [['quiet-day', '--speed', 'fast'], /^--speed must be 0\.01 to 100000, got "fast"\.\nusage: sim /],
])('refuses %j in a sentence', async (args, said) => {
  const each = sim(args);
  expect(await each.code).toBe(2);
  expect(each.stderr()).toMatch(said);
  expect(each.stdout()).toBe('');
});

it.each(['SIGTERM', 'SIGINT'] as const)('ends cleanly on %s, held or playing', async (signal) => {
  const held = sim(['quiet-day', '--hold']);
  const playing = sim(['quiet-day']);
  await held.event(({ event }) => event === 'ready');
  await playing.event(({ event }) => event === 'began');
  held.child.kill(signal);
  playing.child.kill(signal);
  expect([await held.code, await playing.code]).toEqual([0, 0]);
});

it('ends with its story when asked to, in the time of the shared clock', async () => {
  const each = sim(['quiet-day', '--once'], { CHANGPING_CLOCK: '0,0,100000' });
  expect(await each.code).toBe(0);
  const events = each.events.map(({ event }) => event).filter((event) => event !== 'device');
  expect([events[0], events[1], events.at(-1)]).toEqual(['ready', 'began', 'ended']);
});

it('prints what will really happen, and tells of it when it has', async () => {
  const wish = ['pallet-leaves-without-order', '--sites', 'RC-S'];
  const model = sim([...wish, '--model']);
  expect(await model.code).toBe(0);
  const pallet = { device: 'RC-S/portal-1', way: 'out', from: 15_000, epcs: stockEpcs('RC-S') };
  expect(model.events).toMatchObject([{ event: 'happens', ...pallet }]);
  const played = sim([...wish, '--once', '--speed', '600']);
  expect(await played.code).toBe(0);
  expect(played.events.filter(({ event }) => event === 'passed')).toMatchObject([pallet]);
});

it('takes consecutive ports from the one it is given, and says when one is taken', async () => {
  const first = sim([
    'quiet-day',
    '--hold',
    '--sites',
    'RC-S,RC-N',
    '--port',
    '24101',
    '--line',
    '127.0.0.1:9',
  ]);
  expect((await first.event(({ event }) => event === 'ready')).devices).toBe(10);
  const addresses = first.events.filter(({ event }) => event === 'device').map(({ address }) => address);
  expect(addresses).toEqual(Array.from({ length: 10 }, (_, i) => `127.0.0.1:${24101 + i}`));
  const second = sim(['quiet-day', '--port', '24108']);
  expect(await second.code).toBe(2);
  expect(second.stderr()).toMatch(/^Port 24108 is taken\.\nusage: /);
});

it('shows its usage', async () => {
  const each = sim(['--help']);
  expect(await each.code).toBe(0);
  expect(each.stdout()).toMatch(/^usage: sim <scenario>/);
  expect(each.stderr()).toBe('');
});
