/** The gateway as it runs in a store: its own process, devices over TCP and a serial line, a real broker. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Letter } from '@changping/contracts/letters';
import { m100 } from '@changping/firmware-sim/m100';
import { xyMd02 } from '@changping/firmware-sim/modbus';
import { ptyPort } from '@changping/firmware-sim/pty-port';
import { mulberry32 } from '@changping/firmware-sim/random';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Running, start } from './command.ts';
import { aServer, type TestServer, testKey } from './server.ts';
import { aWire, type Wire } from './wire.ts';

const until = (found: () => unknown) => expect.poll(found, { timeout: 15_000 });
const epc = (n: number) => `E2801160600002${String(n).padStart(10, '0')}`;
let folder: string;
let server: TestServer;
let gate: Wire;
let inView: number[];
let rounds: NodeJS.Timeout;
let running: Running | undefined;

const reader = () =>
  m100({ tags: () => inView.map((n) => ({ epcHex: epc(n), rssi: -55 })), random: mulberry32(1) });
/** Below the ports the system gives out itself, or one of our own lines could take it meanwhile. */
const freePort = async (): Promise<number> => {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 10_000);
    const probe = createServer();
    const free = await new Promise<boolean>((done) => {
      probe.once('error', () => done(false)).listen(port, '127.0.0.1', () => done(true));
    });
    if (free) return new Promise((done) => probe.close(() => done(port)));
  }
};
const config = (name: string, change: object = {}) => {
  const path = join(folder, `${name}.json`);
  const content = {
    id: name,
    region: 'ningxia',
    site: `site-${name}`,
    server: { url: server.url, keyFile: 'key' },
    data: `data-${name}`,
    readers: [{ id: 'gate-1', type: 'm100', port: { tcp: gate.tcp }, patienceSeconds: 1 }],
    ...change,
  };
  writeFileSync(path, JSON.stringify(content));
  return path;
};
const run = async (...files: string[]): Promise<Running> => {
  running = start(['--config', ...files]);
  await until(running.out).toContain('"event":"ready"');
  return running;
};
const healthOf = (port: number) =>
  fetch(`http://127.0.0.1:${port}/healthz`).then(
    (answer) => answer.json(),
    () => ({}),
  );
const visits = (gw?: string) =>
  server.letters
    .filter((letter): letter is Extract<Letter, { kind: 'tags' }> => letter.kind === 'tags')
    .filter((letter) => gw === undefined || letter.gw === gw)
    .flatMap(({ change, epc: epcs }) => epcs.map((each) => `${change} ${Number(each.slice(14))}`));

/** A store whose reader is set to another baud rate: its alarm takes ten seconds, so it runs beside the other tests. */
const misread = {} as {
  folder: string;
  server: TestServer;
  gate: Wire;
  garbage: NodeJS.Timeout;
  running: Running;
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'changping-'));
  writeFileSync(join(folder, 'key'), testKey, { mode: 0o600 });
  [server, gate] = await Promise.all([aServer(), aWire()]);
  const line = gate;
  const garbage = setInterval(
    () => line.say(Uint8Array.from({ length: 40 }, (_, i) => (i * 37 + 1) & 0xff)),
    200,
  );
  Object.assign(misread, { folder, server, gate, garbage, running: start(['--config', config('GW-9')]) });
});
afterAll(async () => {
  clearInterval(misread.garbage);
  misread.running.child.kill('SIGTERM');
  await misread.running.ended;
  await Promise.all([misread.server.close(), misread.gate.close()]);
  rmSync(misread.folder, { recursive: true, force: true });
});

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'changping-'));
  writeFileSync(join(folder, 'key'), testKey, { mode: 0o600 });
  [server, gate] = await Promise.all([aServer(), aWire()]);
  inView = [];
  const device = reader();
  gate.onOrder = (bytes) => gate.say(device.receive(bytes));
  rounds = setInterval(() => gate.say(...device.round()), 20);
});
afterEach(async () => {
  clearInterval(rounds);
  if (running?.child.exitCode === null) running.child.kill('SIGKILL');
  await running?.ended;
  running = undefined;
  await Promise.all([server.close(), gate.close()]);
  rmSync(folder, { recursive: true, force: true });
});

it('ends within two seconds when told to, and has kept the tag it read last', async () => {
  const status = { port: await freePort() };
  const first = await run(config('GW-1', { status }));
  inView = [1, 2, 3];
  await until(() => visits().length).toBe(3);
  inView = [1, 2, 3, 4];
  await until(() => healthOf(status.port)).toMatchObject({ inView: 4 });
  const began = performance.now();
  first.child.kill('SIGTERM');
  expect(await first.ended).toBe(0);
  expect(performance.now() - began).toBeLessThan(2000);
  expect(first.err()).toBe('');
  expect(server.gones).toHaveLength(1);
  await run(config('GW-1', { status }));
  await until(() => visits().filter((visit) => visit === 'seen 4')).toHaveLength(1);
});

it('ends as fast while the line is down, and brings everything after the next start', async () => {
  server.cut(true);
  const status = { port: await freePort() };
  const first = await run(config('GW-1', { status }));
  inView = [1, 2];
  await until(() => healthOf(status.port)).toMatchObject({ inView: 2, line: { state: 'offline' } });
  inView = [1, 2, 3];
  await until(() => healthOf(status.port)).toMatchObject({ inView: 3 });
  const began = performance.now();
  first.child.kill('SIGTERM');
  expect(await first.ended).toBe(0);
  expect(performance.now() - began).toBeLessThan(2000);
  await server.back();
  await run(config('GW-1', { status }));
  await until(() => visits().toSorted()).toEqual(['seen 1', 'seen 2', 'seen 3']);
});

it('loses nothing when it is killed again and again while it counts', async () => {
  const files = config('GW-1');
  let tag = 0;
  for (let round = 0; round < 4; round++) {
    const { child, ended } = await run(files);
    const lines = gate.lines;
    await until(() => gate.lines + (lines ? 1 : 0)).toBeGreaterThan(round);
    const moving = setInterval(() => {
      inView = [++tag];
    }, 60);
    await until(() => visits().length).toBeGreaterThan(round * 4);
    child.kill('SIGKILL');
    clearInterval(moving);
    expect(await ended).toBe('SIGKILL');
  }
  inView = [];
  await run(files);
  await until(() => server.upTo()).toBeGreaterThan(0);
  // Every tag that was told to have come is told to have left, once each, in one sequence without a gap.
  await until(() =>
    visits()
      .filter((visit) => visit.startsWith('left'))
      .toSorted(),
  ).toEqual(
    visits()
      .filter((visit) => visit.startsWith('seen'))
      .map((visit) => visit.replace('seen', 'left'))
      .toSorted(),
  );
  const numbers = server.letters.map(({ seq }) => seq as number).toSorted((a, b) => a - b);
  expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, i) => i + 1));
});

it('finds its serial reader again after an unplug', async () => {
  const path = join(folder, 'usb-reader');
  const device = reader();
  const line = await ptyPort(device, path);
  const beats = setInterval(() => {
    for (const frame of device.round()) line.send(frame);
  }, 20);
  try {
    const status = { port: await freePort() };
    const readers = [{ id: 'gate-1', type: 'm100', port: { serial: path } }];
    await run(config('GW-1', { status, readers }));
    inView = [1];
    await until(() => visits()).toEqual(['seen 1']);
    await line.unplug();
    device.reset();
    inView = [1, 2];
    await until(() => healthOf(status.port)).toMatchObject({ readers: [{ state: 'disconnected' }] });
    await line.plug();
    await until(() => visits()).toEqual(['seen 1', 'seen 2']);
  } finally {
    clearInterval(beats);
    await line.close();
  }
});

it('runs several stores in one process, and tells how it is on loopback', async () => {
  const [port, room] = [await freePort(), await aWire()];
  const probe = xyMd02({ climate: () => ({ celsius: 4.5, humidity: 55 }) });
  room.onOrder = (bytes) => room.say(...probe.answers(bytes));
  const climate = { id: 'cold-1', profile: 'xy-md02', port: { tcp: room.tcp }, unit: 1, zone: 'cold' };
  await run(
    config('GW-1', { status: { port } }),
    config('GW-2', { readers: [], probes: [{ ...climate, everySeconds: 1 }] }),
  );
  inView = [7];
  await until(() => visits('GW-1')).toEqual(['seen 7']);
  await until(() => server.letters.some(({ gw, kind }) => gw === 'GW-2' && kind === 'climate')).toBe(true);
  const health = await fetch(`http://127.0.0.1:${port}/healthz`);
  expect(health.status).toBe(200);
  expect(await health.json()).toMatchObject({
    ok: true,
    gateway: 'GW-1',
    line: { state: 'online' },
    inView: 1,
    readers: [{ reader: 'gate-1', state: 'reading' }],
    latest: [{ epc: epc(7), reader: 'gate-1', rssi: -55 }],
  });
  const page = await fetch(`http://127.0.0.1:${port}/`);
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(await page.text()).toContain(epc(7));
  expect((await fetch(`http://127.0.0.1:${port}/x`)).status).toBe(404);
  expect((await fetch(`http://127.0.0.1:${port}/`, { method: 'POST' })).status).toBe(405);
  await room.close();
});

it('refuses to start on mistakes, on a folder that is in use, and on nothing at all, each in a sentence', async () => {
  const good = config('GW-1');
  const bad = config('GW-2', { probes: [{ id: 'p' }] });
  const wrong = start(['--config', good, bad]);
  expect(await wrong.ended).toBe(2);
  expect(wrong.err()).toContain('GW-2.json: probes[0].profile: is missing');
  await run(good);
  const second = start(['--config', good]);
  expect(await second.ended).toBe(2);
  expect(second.err()).toMatch(
    /^The data folder .* is in use by another gateway process: end that one first\.\n$/,
  );
  const nothing = start([]);
  expect(await nothing.ended).toBe(2);
  expect(nothing.err()).toContain('gateway --config a.json');
});

it('F6 takes a changed file on SIGHUP, and keeps the old one where the new has a slip', async () => {
  const status = { port: await freePort() };
  const { child, out } = await run(config('GW-1', { status }));
  await until(() => healthOf(status.port)).toMatchObject({ line: { state: 'online' } });
  inView = [1];
  await until(() => visits().length).toBe(1);
  config('GW-1', { status, readers: [{ id: 'gate-2', type: 'm200', port: { tcp: gate.tcp } }] });
  child.kill('SIGHUP');
  await until(out).toContain('readers[0].type: must be one of m100, llrp');
  inView = [1, 2];
  await until(() => visits().length).toBe(2);
  config('GW-1', { status, readers: [{ id: 'gate-2', type: 'm100', port: { tcp: gate.tcp } }] });
  child.kill('SIGHUP');
  await until(() => healthOf(status.port)).toMatchObject({ readers: [{ reader: 'gate-2' }], inView: 2 });
  await until(() => server.births.at(-1)?.readers[0]?.reader).toBe('gate-2');
  expect(new Set(server.births.map(({ epoch }) => epoch)).size).toBe(1);
});

it('says aloud that the line to a server is in the clear', async () => {
  const clear = { url: 'mqtt://192.0.2.1:1883', keyFile: 'key', plain: true };
  const { out } = await run(config('GW-1', { server: clear }));
  expect(out()).toContain('"event":"inClear"');
});

it('raises the alarm for a wrong baud rate within 30 seconds, and goes on asking', async () => {
  const states = () =>
    misread.server.letters.flatMap((letter) => (letter.kind === 'health' ? letter.readers : []));
  await expect.poll(states, { timeout: 30_000 }).toMatchObject([{ reader: 'gate-1', state: 'wrongBaud' }]);
  expect(misread.gate.heard.length).toBeGreaterThan(26 * 2);
});
