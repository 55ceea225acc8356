import { readFileSync } from 'node:fs';
import { instant } from '@changping/contracts/units';
import { tagNotice } from '@changping/firmware-sim/m100';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { aWire, type Wire } from '../../test/wire.ts';
import type { Read } from '../presence.ts';
import { commandFrame } from './m100.ts';
import { openReader, type Reader } from './reader.ts';

const epc = (n: number) => `E2801160600002${String(n).padStart(10, '0')}`;
const notice = (n: number, rssi = -55) => Buffer.from(tagNotice({ epcHex: epc(n), rssi }));
const until = (found: () => unknown) => expect.poll(found, { timeout: 8000, interval: 10 });
let wire: Wire;
let reader: Reader;
let reads: Read[];
const codes = () => reads.map((read) => Number(read.epc.slice(14)));
const health = () => reader.health();

beforeEach(async () => {
  reads = [];
  wire = await aWire();
  const now = () => instant(Date.now());
  reader = openReader({ id: 'gate-1', port: { tcp: wire.tcp }, antenna: 1, now }, (more) =>
    reads.push(...more),
  );
  await until(() => wire.heard.length).toBeGreaterThan(20);
});
afterEach(async () => {
  reader.close();
  await wire.close();
});

it('orders a reader it has found to read until told to stop', () => {
  expect(wire.heard.toString('hex').toUpperCase()).toBe('BB00280000287EBB0003000100047EBB0027000322FFFF4A7E');
  expect(health()).toMatchObject({ state: 'reading', lastReadAt: null, reads: 0 });
});

it('reads what comes byte by byte, and two tags that come at once', async () => {
  for (const byte of notice(1)) wire.say(Uint8Array.of(byte));
  wire.say(Buffer.concat([notice(2), notice(3)]));
  await until(codes).toEqual([1, 2, 3]);
  expect(health()).toMatchObject({ reads: 3, noiseBytes: 0, badFrames: 0 });
});

it('drops a frame with a wrong checksum, counts it, and reads the next', async () => {
  const bad = notice(1);
  bad[bad.length - 2] = (bad[bad.length - 2] as number) ^ 0x55;
  wire.say(bad, notice(2));
  await until(codes).toEqual([2]);
  expect(health()).toMatchObject({ noiseBytes: bad.length, badFrames: 1 });
});

it('gives up a frame that stalls and reads the tag that came inside its claim', async () => {
  const began = performance.now();
  wire.say(Buffer.from('BB022200FF0102', 'hex'), notice(4));
  await until(codes).toEqual([4]);
  expect(performance.now() - began).toBeGreaterThan(150);
  expect(performance.now() - began).toBeLessThan(1000);
  expect(health().badFrames).toBe(1);
});

it('counts a frame that is no readable tag, and tells no tag of it', async () => {
  const short = Buffer.from(tagNotice({ epcHex: epc(1), rssi: -55, pc: 0x3800 }));
  wire.say(short, commandFrame(0x22), notice(2));
  await until(codes).toEqual([2]);
  expect(reader.sight()).toMatchObject({ badNotices: 1 });
});

it('reads codes of two and of 62 bytes, and passes blank ones on as they are', async () => {
  const all = ['ABCD', 'A5'.repeat(62), '00'.repeat(12), 'FF'.repeat(12)];
  wire.say(...all.map((epcHex) => tagNotice({ epcHex, rssi: -60 })));
  await until(() => reads.map((read) => read.epc)).toEqual(all);
});

it('keeps a read whose strength is none, without the strength', async () => {
  wire.say(notice(1, -55), notice(2, 20), notice(3, -128), notice(4, 0));
  await until(codes).toEqual([1, 2, 3, 4]);
  expect(reads.map(({ rssi }) => rssi)).toEqual([-55, null, null, null]);
});

it('comes back after an unplug in the middle of a frame, and takes half of it for nothing', async () => {
  wire.say(notice(1), notice(2).subarray(0, 11));
  await until(codes).toEqual([1]);
  wire.unplug();
  await until(() => health().state).toBe('disconnected');
  await until(() => reader.sight().why).toMatch(/ECONNREFUSED/);
  await wire.plug();
  await until(() => health().state).toBe('reading');
  await until(() => wire.lines).toBe(2);
  wire.say(notice(3));
  await until(codes).toEqual([1, 3]);
  expect(reader.sight().why).toBe('');
});

it('takes frames of a reader of another family for noise', async () => {
  const other = readFileSync(new URL('../../../test/golden/serial-frames.csv', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('Chafon'))
    .map((line) => Buffer.from((line.split(',')[1] as string).replaceAll(' ', ''), 'hex'));
  wire.say(...other, notice(1));
  await until(codes).toEqual([1]);
  expect(health().noiseBytes).toBe(other.reduce((sum, { length }) => sum + length, 0));
});
