import fc from 'fast-check';
import { expect, it } from 'vitest';
import { frameBytes, head, wholeFrames } from './frames.ts';

const frame = (text: string, points = 1) => {
  const body = Buffer.from(text);
  return Buffer.concat([head(body, points), body]);
};
const texts = (bytes: Buffer) => wholeFrames(bytes).bodies.map(String);

it('puts length, points and CRC-32 before a text', () => {
  // The check value of CRC-32 for "123456789" is CBF43926 (reveng.sourceforge.io/crc-catalogue, CRC-32/ISO-HDLC).
  expect(frame('123456789', 2).toString('hex')).toBe('09000000020000002639f4cb313233343536373839');
});

it.each([
  ['zeros, as a power cut leaves them', Buffer.alloc(4096)],
  ['a head without its text', head(Buffer.from('lost'), 1)],
  ['a head that claims more than there is', Buffer.from('ffffffff0100000000000000', 'hex')],
  ['a few bytes', Buffer.from('abc')],
])('stops before %s', (_, tail) => {
  expect(wholeFrames(Buffer.concat([frame('one', 3), tail]))).toMatchObject({ points: 3, end: 15 });
});

it('finds every whole text of a torn file, and no other', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ minLength: 1 })), fc.nat(), (written, cut) => {
      const frames = written.map((text) => frame(text));
      const bytes = Buffer.concat(frames);
      const end = bytes.length === 0 ? 0 : cut % (bytes.length + 1);
      const whole = frames.filter((_, i) => Buffer.concat(frames.slice(0, i + 1)).length <= end).length;
      expect(texts(bytes.subarray(0, end))).toEqual(
        written.slice(0, whole).map((text) => String(Buffer.from(text))),
      );
      if (frames[0]) expect(frameBytes(bytes)).toBe(frames[0].length);
    }),
  );
});

it('never gives out a text with a flipped bit, nor what comes after it', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ minLength: 1 }), { minLength: 1 }), fc.nat(), (written, flip) => {
      const frames = written.map((text) => frame(text));
      const bytes = Buffer.concat(frames);
      const at = flip % (bytes.length * 8);
      // The number of points is no part of the text.
      const start = frames.findIndex((_, i) => Buffer.concat(frames.slice(0, i + 1)).length > at >> 3);
      const inFrame = (at >> 3) - Buffer.concat(frames.slice(0, start)).length;
      fc.pre(inFrame < 4 || inFrame >= 8);
      bytes[at >> 3] = (bytes[at >> 3] as number) ^ (1 << (at & 7));
      expect(texts(bytes)).toEqual(written.slice(0, start).map((text) => String(Buffer.from(text))));
    }),
  );
});
