import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hex } from '../m100.ts';
import { llrpFramer, type Message, messageMost, type Piece } from './framer.ts';
import { readReport } from './report.ts';
import { treeOf } from './tree.ts';

const bytesOf = (text: string) => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'));
const keepalive = bytesOf('043E 0000000A 00000001');
const report = bytesOf(
  '043D 0000002C 40958930 00F0 0022 8D 300833B2DDD906C000000000 81 0001 86 C6 82 0004EC2EA8355AF2 88 0001',
);
const cut = (...chunks: Uint8Array[]): Piece[] => {
  const framer = llrpFramer();
  return [...chunks.flatMap((chunk) => framer.push(chunk)), ...framer.flush()];
};
const messagesOf = (pieces: Piece[]) => pieces.filter((each): each is Message => each.type === 'message');
const said = (pieces: Piece[]) =>
  pieces.map((each) => (each.type === 'message' ? `${each.number} ${each.id}` : each.why));
const allBytes = (pieces: Piece[]) => hex(Buffer.concat(pieces.map(({ bytes }) => bytes)));

it('finds the same messages wherever the stream is cut, and all of one chunk', () => {
  const stream = Buffer.concat([keepalive, report, report, keepalive]);
  const whole = said(cut(stream));
  expect(whole).toEqual(['62 1', '61 1083541808', '61 1083541808', '62 1']);
  for (let at = 0; at <= stream.length; at++)
    expect(said(cut(stream.subarray(0, at), stream.subarray(at)))).toEqual(whole);
  expect(said(cut(...[...stream].map((byte) => Uint8Array.of(byte))))).toEqual(whole);
});

it('keeps what it gave out while more comes', () => {
  const framer = llrpFramer();
  const [first] = [...framer.push(report.subarray(0, 20)), ...framer.push(report.subarray(20))];
  framer.push(keepalive.subarray(0, 9));
  for (let i = 0; i < 9; i++) framer.push(new Uint8Array(64).fill(4));
  expect(hex((first as Message).bytes)).toBe(hex(report));
});

it.each<[string, string, string]>([
  ['L1 takes a length below its own head for noise', '043E 00000009 00000001', 'length below 10'],
  ['L1 takes a length of nothing for noise', '043E 00000000 00000001', 'length below 10'],
  ['L2 takes a length of 2^31 for noise', '043D 80000000 00000001', 'length over 1 MiB'],
  ['takes another protocol for noise', '485454502F312E31 20343030', 'no header'],
  ['takes a version of 7 for noise', '1C3E 0000000A 00000001', 'no header'],
])('%s', (_, text, why) => {
  const framer = llrpFramer();
  const pieces = framer.push(bytesOf(text));
  expect(said(pieces)).toEqual([why]);
  expect(framer.waiting()).toBe(0);
});

it('L2 holds nothing of a message that claims 2^31 bytes, however much comes', () => {
  const framer = llrpFramer();
  framer.push(bytesOf('043D 80000000 00000001'));
  for (let i = 0; i < 100; i++) {
    framer.push(new Uint8Array(65_536).fill(0xaa));
    expect(framer.waiting()).toBe(0);
  }
});

it('takes a message of the largest size byte by byte', () => {
  const large = new Uint8Array(messageMost);
  large.set(bytesOf('043D 00100000 00000007'));
  const framer = llrpFramer();
  let most = 0;
  const found: Piece[] = [];
  for (let at = 0; at < large.length; at++) {
    found.push(...framer.push(large.subarray(at, at + 1)));
    most = Math.max(most, framer.waiting());
  }
  expect(said(found)).toEqual(['61 7']);
  expect(most).toBeLessThan(messageMost);
});

it('L3 passes on a message of a type nobody knows, and the one behind it', () => {
  expect(said(cut(bytesOf('0701 0000000C 00000009 BEEF'), keepalive))).toEqual(['769 9', '62 1']);
});

it('finds the next known message behind a damaged one', () => {
  const damaged = Uint8Array.from(report);
  damaged[5] = 5;
  expect(said(cut(keepalive, damaged, keepalive, report))).toEqual([
    '62 1',
    'length below 10',
    '62 1',
    '61 1083541808',
  ]);
});

it('gives every byte back, never throws and holds at most one message, whatever comes however cut', () => {
  const mutated = fc
    .tuple(fc.nat(report.length - 1), fc.nat(255))
    .map(([at, byte]) => report.map((each, i) => (i === at ? byte : each)));
  const part = fc.oneof(
    fc.constant(report),
    fc.constant(keepalive),
    mutated,
    fc.uint8Array({ maxLength: 60 }),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 12 }), fc.array(fc.nat(40), { maxLength: 30 }), (parts, cuts) => {
      const stream = Buffer.concat(parts);
      const framer = llrpFramer();
      const pieces: Piece[] = [];
      let at = 0;
      for (const length of [...cuts, stream.length]) {
        pieces.push(...framer.push(stream.subarray(at, at + length)));
        at += length;
        expect(framer.waiting()).toBeLessThanOrEqual(messageMost);
      }
      pieces.push(...framer.flush());
      expect(allBytes(pieces)).toBe(hex(stream));
      expect(said(messagesOf(pieces))).toEqual(said(messagesOf(cut(stream))));
      for (const each of messagesOf(pieces)) {
        readReport(each.body, () => {});
        treeOf(each);
      }
    }),
    { verbose: true, numRuns: 500 },
  );
});
