import { instant } from '@changping/contracts/units';
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  aPortalReader,
  event,
  frame,
  type PortalReader,
  report,
  tagReport,
} from '../../test/portal-reader.ts';
import type { Read } from '../presence.ts';
import { openPortal } from './portal.ts';
import { openReader, type Reader } from './reader.ts';

const until = (found: () => unknown, timeout = 8000) => expect.poll(found, { timeout, interval: 10 });
const setUp = [21, 3, 20, 24, 22];
/** Microseconds since 1970. */
const at = (ms: number) => BigInt(Math.round(ms)) * 1000n;
let far: PortalReader;
let reader: Reader | undefined;
let reads: Read[];
const codes = () => reads.map((read) => Number(read.epc.slice(18)));
const state = () => reader?.health().state;
const sight = () => reader?.sight();
const asked = () => far.asked.filter((number) => number !== 72);
const open = (more: { antennas?: number[]; keepalive?: number; outputs?: number[] } = {}) => {
  const port = { tcp: far.tcp };
  const now = () => instant(Date.now());
  reader = openPortal({ id: 'portal-1', port, keepalive: 200, now, ...more }, (each) => reads.push(...each));
};

beforeEach(async () => {
  reads = [];
  far = await aPortalReader();
});
afterEach(async () => {
  reader?.close();
  reader = undefined;
  await far.close();
});

it('sets its reader up in order, each step after the answer to the one before, and reads', async () => {
  open();
  await until(state).toBe('reading');
  expect(asked()).toEqual(setUp);
  far.say(report(tagReport(1, { antenna: 3 }), tagReport(2)), report(tagReport(3)));
  await until(codes).toEqual([1, 2, 3]);
  expect(reads[0]).toEqual({ epc: 'E28011606000020000000001', antenna: 3, rssi: -55 });
  expect(reader?.health()).toMatchObject({ reader: 'portal-1', reads: 3, noiseBytes: 0, badFrames: 0 });
  expect(sight()).toMatchObject({ why: '', badNotices: 0, dropped: 0, antennasOff: [] });
});

it('is opened by the type in the settings, with the antennas of its gate', async () => {
  const gate = { inner: [3, 4], outer: [1, 2] };
  const now = () => instant(Date.now());
  const settings = { id: 'portal-1', type: 'llrp', port: { tcp: far.tcp }, antenna: 1, gate } as const;
  reader = openReader({ ...settings, now }, (each) => reads.push(...each));
  await until(state).toBe('reading');
  const added = far.orders.find((order) => (order.readUInt16BE(0) & 0x3ff) === 20)?.toString('hex');
  expect(added).toContain('00040003000400010002');
});

it('answers every keepalive under its own id', async () => {
  open();
  await until(() => far.asked.filter((number) => number === 72).length).toBeGreaterThan(3);
  const ack = far.orders.find((order) => (order.readUInt16BE(0) & 0x3ff) === 72);
  expect(ack?.toString('hex')).toBe('04480000000a00000063');
});

it('reads a report that comes byte by byte', async () => {
  open();
  await until(state).toBe('reading');
  const bytes = report(tagReport(1)).replaceAll(' ', '').match(/../g) ?? [];
  for (const byte of bytes) far.say(byte);
  await until(codes).toEqual([1]);
});

it('says that another client is connected, and leaves the reader more and more in peace', async () => {
  far.greets = 2;
  open();
  await until(() => sight()?.why).toBe('another client is connected');
  expect(state()).toBe('disconnected');
  await until(() => far.lines).toBe(3);
  const third = performance.now();
  await until(() => far.lines).toBe(4);
  // The least the fourth try waits: half of 250 ms doubled three times, with its jitter.
  expect(performance.now() - third).toBeGreaterThan(400);
  expect(asked()).toEqual([]);
  far.greets = 0;
  await until(state, 20_000).toBe('reading');
  expect(sight()?.why).toBe('');
});

it.each([
  ['greeting', null, [], 'the reader does not accept us within 5 s'],
  ['answer to a ROSpec', 0, [20], 'the reader does not take our ROSpec within 5 s'],
] as const)('waits for a %s and says what it waited for', async (_, greets, mute, why) => {
  far.greets = greets;
  far.mute = new Set(mute);
  open();
  await until(() => sight()?.why).toMatch(/^waiting for the reader to /);
  await until(() => sight()?.why).toBe(why);
  expect(state()).toBe('disconnected');
});

it('says what the reader refuses', async () => {
  far.refuses.set(20, 101);
  open();
  await until(() => sight()?.why).toBe('the reader refuses to take our ROSpec: M_FieldError');
});

it('goes on without deleting where there is nothing to delete, and with keepalives alone where no more is taken', async () => {
  far.refuses.set(21, 300);
  far.refuses.set(3, 111);
  open();
  await until(() => asked().length).toBe(3);
  far.refuses.clear();
  await until(() => sight()?.why).toContain('take a configuration');
  await until(state).toBe('reading');
});

it('L7 takes a reader whose keepalives stay away for dead, and sets it up anew', async () => {
  far.keepalive = null;
  open({ keepalive: 100 });
  await until(() => far.lines).toBe(1);
  await until(() => sight()?.why).toMatch(/^no sign of life for 0\.\d s$/);
  far.keepalive = 50;
  await until(() => far.lines).toBeGreaterThan(1);
  await until(state).toBe('reading');
  expect(asked().slice(-5)).toEqual(setUp);
  far.say(report(tagReport(4)));
  await until(codes).toEqual([4]);
});

it('comes back after an unplug in the middle of a report', async () => {
  open();
  await until(state).toBe('reading');
  far.say(report(tagReport(1)), report(tagReport(2)).slice(0, 40));
  await until(codes).toEqual([1]);
  far.unplug();
  await until(() => sight()?.why).toMatch(/ECONNREFUSED/);
  expect(state()).toBe('disconnected');
  await far.plug();
  await until(state).toBe('reading');
  far.say(report(tagReport(3)));
  await until(codes).toEqual([1, 3]);
});

it.each([
  ['L1 a length below the head', '043E 00000009 00000001', 'length below 10'],
  ['L2 a length of 2^31', '043D 80000000 00000001', 'length over 1 MiB'],
  ['L4 a TLV of length 0', frame(61, 7, '00F0 0000'), 'a parameter shorter than its head'],
  ['L5 a parameter past its parent', frame(61, 7, '00F0 0010 8D'), 'a parameter past the end of its parent'],
  ['L5 a status past its message', frame(63, 7, '00F6 00FF'), 'a parameter past the end of its parent'],
  ['another protocol', '48545450 2F312E31', 'no header'],
])('closes the line at %s, says so, counts it, and reads on after it', async (_, bad, why) => {
  open();
  await until(state).toBe('reading');
  far.say(report(tagReport(1)), bad);
  await until(() => sight()?.why).toBe(`what comes is no LLRP: ${why}`);
  expect(codes()).toEqual([1]);
  expect(reader?.health().badFrames).toBe(1);
  await until(state).toBe('reading');
  expect(far.lines).toBe(2);
  far.say(report(tagReport(2)));
  await until(codes).toEqual([1, 2]);
});

it('L3 passes over messages of a type nobody knows, custom ones and errors, and counts them', async () => {
  open();
  await until(state).toBe('reading');
  far.say(frame(500, 1, 'BEEF'), frame(1023, 2, '00006519 01 00'), frame(100, 3, '011F 0008 006D 0000'));
  far.say(report(tagReport(1)));
  await until(codes).toEqual([1]);
  expect(sight()).toMatchObject({ skipped: 3 });
  expect(far.lines).toBe(1);
});

it('L6 counts parameters it steps over, and the tag that it cannot', async () => {
  open();
  await until(state).toBe('reading');
  const strange = '00F0 0013 8D 300833B2DDD906C000000000 FF 00';
  far.say(report(strange, tagReport(1), '03FF 000E 00005E95 00000038 0016'));
  await until(codes).toEqual([1]);
  expect(sight()).toMatchObject({ badNotices: 1, skipped: 1 });
});

it.each([
  ['1970', () => at(5)],
  ['2106', () => at(4_294_967_295_000)],
])('L8 takes the time of receipt from a reader whose clock is of %s, and flags it', async (_, clock) => {
  open();
  await until(state).toBe('reading');
  const before = Date.now();
  far.say(report(tagReport(1, { at: clock() })));
  await until(codes).toEqual([1]);
  expect(reader?.health().lastReadAt).toBeGreaterThanOrEqual(before);
  expect(reads[0]).not.toHaveProperty('ago');
  expect(sight()).toMatchObject({ clock: 'wrong' });
  far.say(report(tagReport(2, { at: at(Date.now()) })));
  await until(() => sight()?.clock).toBe('right');
});

it('tells how long before the newest of its chunk a read was, and of how many it is the sum', async () => {
  open();
  await until(state).toBe('reading');
  far.say(
    report(
      tagReport(1, { at: at(1000) }),
      tagReport(2, { at: at(1340), count: 9 }),
      tagReport(3, { at: at(900) }),
    ),
  );
  await until(() => reads.map(({ ago, times }) => [ago, times])).toEqual([
    [340, undefined],
    [undefined, 9],
    [440, undefined],
  ]);
});

it('L9 takes a message id that comes twice, and an answer that comes again, for nothing new', async () => {
  open();
  await until(state).toBe('reading');
  far.say(frame(31, 1, '011F 0008 0000 0000'), frame(32, 9, '011F 0008 012C 0000'));
  far.say(report(tagReport(1)), report(tagReport(2)));
  await until(codes).toEqual([1, 2]);
  expect(asked()).toEqual(setUp);
  expect(state()).toBe('reading');
});

it('L10 takes a flood of reads without growing, counts what it drops, and says that it floods', async () => {
  open();
  await until(state).toBe('reading');
  const many = report(...Array.from({ length: 1000 }, (_, n) => tagReport(n)));
  for (let i = 0; i < 50; i++) far.say(many);
  const all = () => (reader?.health().reads ?? 0) + (sight()?.dropped ?? 0);
  await until(all).toBe(50_000);
  expect(sight()?.dropped).toBeGreaterThan(0);
  expect(reads.length).toBe(reader?.health().reads);
  await until(state).toBe('flooding');
  await until(state).toBe('reading');
  const read = reads.length;
  far.say(report(tagReport(1)));
  await until(() => reads.length).toBe(read + 1);
});

it('L10 reads five thousand of a report of the largest size full of the smallest tags, counts the rest, and reads on', async () => {
  open();
  await until(state).toBe('reading');
  const all = Math.floor((1024 * 1024 - 10) / 12);
  far.say(report('00F0000C00F1000800100102'.repeat(all)), report(tagReport(1)));
  await until(() => sight()?.dropped).toBe(all - 5000 + 1);
  expect(reader?.health().reads).toBe(5000);
  await until(state).toBe('flooding');
  await until(state).toBe('reading');
  far.say(report(tagReport(2)));
  await until(() => codes().at(-1)).toBe(2);
  expect(far.lines).toBe(1);
});

it('knows which antennas are off, and what the reader itself has lost', async () => {
  open();
  await until(state).toBe('reading');
  far.say(
    event('00FF 0007 00 0002'),
    event('00FF 0007 00 0003'),
    event('00FF 0007 01 0002'),
    event('00FB 0004'),
  );
  await until(() => sight()?.antennasOff).toEqual([3]);
  await until(() => sight()?.lostByReader).toBe(1);
});

it.each([
  ['closes the connection', '0101 0004', 'the reader closes the connection'],
  ['ends our ROSpec', '00F9 000D 01 00000001 00000000', 'the reader has ended our ROSpec'],
])('sets a reader that %s up anew', async (_, tlv, why) => {
  open();
  await until(state).toBe('reading');
  far.say(event(tlv));
  await until(() => sight()?.why).toBe(why);
  await until(state).toBe('reading');
  expect(far.lines).toBe(2);
});

it('says goodbye, and hears nothing after', async () => {
  open();
  await until(state).toBe('reading');
  reader?.close();
  far.say(report(tagReport(1)));
  await until(asked).toEqual([...setUp, 14]);
  expect(codes()).toEqual([]);
});

const gpi = (high: boolean, port = 1) =>
  event(`00F8 0007 ${port.toString(16).padStart(4, '0')} ${high ? '80' : '00'}`);

it.each([
  ['high', ['closed', 'open', 'closed']],
  ['low', ['open', 'closed', 'open']],
] as const)(
  'tells of a door that is open at %s how it stands at the start, how it moves, and that nobody hears it when the line is lost',
  async (isOpen, expected) => {
    const moves: string[] = [];
    const now = () => instant(Date.now());
    const door = { input: 1, open: isOpen };
    reader = openPortal(
      { id: 'portal-1', port: { tcp: far.tcp }, keepalive: 200, door, now },
      (_, each = []) => moves.push(...each.map(({ is }) => is)),
    );
    await until(state).toBe('reading');
    expect(asked()).toEqual([...setUp, 3, 2]);
    await until(() => moves.length).toBe(1);
    far.say(gpi(true), gpi(true, 2));
    await until(() => moves.length).toBe(2);
    far.say(gpi(false));
    await until(() => moves).toEqual(expected);
    far.unplug();
    await until(() => moves.at(-1)).toBe('unknown');
  },
);

it('reads the tags of a gate whose reader has no inputs', async () => {
  far.refuses.set(2, 111);
  const now = () => instant(Date.now());
  const door = { input: 1, open: 'high' } as const;
  const moves: unknown[] = [];
  reader = openPortal(
    { id: 'portal-1', port: { tcp: far.tcp }, keepalive: 200, door, now },
    (each, some = []) => {
      reads.push(...each);
      moves.push(...some);
    },
  );
  await until(state).toBe('reading');
  far.say(report(tagReport(1)));
  await until(codes).toEqual([1]);
  expect(moves).toEqual([]);
});

it('sets the outputs of its lamp as they shall stand, anew after every connect, and off at its end', async () => {
  open({ outputs: [1, 2] });
  await until(state).toBe('reading');
  // SET_READER_CONFIG 3: no reset, GPOWriteData 219 of 7 bytes for each port, high in the first bit.
  const outputs = (one: '80' | '00', two: '80' | '00') =>
    `0403 00000019 000003E9 00 00DB 0007 0001 ${one} 00DB 0007 0002 ${two}`.replaceAll(' ', '');
  const last = () =>
    far.orders
      .findLast((order) => (order.readUInt16BE(0) & 0x3ff) === 3)
      ?.toString('hex')
      .toUpperCase();
  await until(last).toBe(outputs('00', '00'));
  reader?.light?.(
    new Map([
      [1, false],
      [2, true],
    ]),
  );
  await until(last).toBe(outputs('00', '80'));
  expect(sight()?.lamp).toEqual([2]);
  far.unplug();
  await until(state).toBe('disconnected');
  await far.plug();
  await until(state).toBe('reading');
  await until(last).toBe(outputs('00', '80'));
  reader?.close();
  await until(last).toBe(outputs('00', '00'));
  await until(() => asked().at(-1)).toBe(14);
});

it('reads on, and says so, when its reader has no such outputs', async () => {
  open({ outputs: [9] });
  await until(state).toBe('reading');
  far.refuses.set(3, 111);
  reader?.light?.(new Map([[9, true]]));
  await until(() => sight()?.lamp).toBe('refused');
  far.say(report(tagReport(1)));
  await until(codes).toEqual([1]);
});
