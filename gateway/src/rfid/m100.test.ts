import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { commandFrame, type Frame, hex, isNotice, m100Parser, type Piece, readNotice } from './m100.ts';

const bytesOf = (text: string) => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'));
const rows = readFileSync(new URL('../../../test/golden/serial-frames.csv', import.meta.url), 'utf8')
  .split('\n')
  .slice(1)
  .filter(Boolean)
  .map((line) => line.split(',') as [string, string, string]);
const golden = rows.filter(([protocol]) => protocol.startsWith('YRM100'));
const notice = golden.find(([, , meaning]) => meaning === 'tag notice')?.[1] ?? '';

const parse = (...chunks: Uint8Array[]): Piece[] => {
  const parser = m100Parser();
  return [...chunks.flatMap((chunk) => parser.push(chunk)), ...parser.flush()];
};
const framesOf = (pieces: Piece[]) => pieces.filter((piece): piece is Frame => piece.type === 'frame');
const allBytes = (pieces: Piece[]) => hex(Buffer.concat(pieces.map((piece) => piece.bytes)));

it.each(golden)('%s: %s is one frame, %s', (_, text) => {
  const pieces = parse(bytesOf(text));
  expect(framesOf(pieces)).toHaveLength(1);
  expect(allBytes(pieces)).toBe(hex(bytesOf(text)));
});

it('reads the two golden tag notices', () => {
  const reads = golden
    .filter(([, , meaning]) => meaning === 'tag notice')
    .map(([, text]) => readNotice(framesOf(parse(bytesOf(text)))[0] as Frame));
  expect(reads).toEqual([
    { epc: '30751FEB705C5904E3D50D70', rssi: -55, pc: '3400' },
    { epc: 'E200471BB000601304450 9D0'.replace(' ', ''), rssi: -53, pc: '3400' },
  ]);
});

it('sends commands byte for byte as the golden ones', () => {
  expect(hex(commandFrame(0x28))).toBe('BB00280000287E');
  expect(hex(commandFrame(0x27, [0x22, 0, 0]))).toBe('BB002700032200004C7E');
});

it('finds the same frames wherever the stream is cut', () => {
  const stream = bytesOf(golden.map(([, text]) => text).join(''));
  for (let at = 0; at <= stream.length; at++) {
    const frames = framesOf(parse(stream.subarray(0, at), stream.subarray(at)));
    expect(frames).toHaveLength(golden.length);
  }
  expect(framesOf(parse(...[...stream].map((byte) => Uint8Array.of(byte))))).toHaveLength(golden.length);
});

it('starts no frame at a BB inside a payload and ends none at a 7E there', () => {
  const inside = commandFrame(0x39, [0xbb, 0x02, 0x22, 0x00, 0x11, 0x7e, 0xbb]);
  expect(framesOf(parse(inside)).map((frame) => frame.command)).toEqual([0x39]);
});

it.each([
  ['a wrong checksum', 2, 'bad checksum'],
  ['a wrong end', 1, 'bad end'],
])('steps over %s and reads the next frame', (_, fromEnd, why) => {
  const bad = bytesOf(notice);
  bad[bad.length - fromEnd] = (bad[bad.length - fromEnd] as number) ^ 0x55;
  const pieces = parse(bad, bytesOf(notice));
  expect(pieces.map((piece) => (piece.type === 'noise' ? piece.why : 'frame'))).toEqual([why, 'frame']);
});

it('loses no frame to a damaged length that claims the next ones', () => {
  for (const claim of [0x00, 0x10, 0x12, 0x60, 0xff]) {
    const bad = bytesOf(notice);
    bad[4] = claim;
    const pieces = parse(bad, bytesOf(notice), bytesOf(notice), bytesOf(notice));
    expect(framesOf(pieces).filter(isNotice).length).toBeGreaterThanOrEqual(3);
  }
});

it('gives up a cut frame after a silence and reads what was inside it', () => {
  const parser = m100Parser();
  expect(parser.push(bytesOf('BB 02 22 00 FF 01 02 03 04 05'))).toEqual([]);
  expect(parser.flush()).toMatchObject([{ type: 'noise', why: 'cut short' }]);
  expect(framesOf(parser.push(bytesOf(notice)))).toHaveLength(1);
});

it('takes 10 MB of noise and never holds more than one frame', () => {
  const parser = m100Parser();
  let seed = 1;
  let most = 0;
  let bytes = 0;
  for (let chunk = 0; chunk < 2560; chunk++) {
    const noise = Uint8Array.from({ length: 4096 }, () => {
      seed = (seed * 1664525 + 1013904223) >>> 0;
      return seed >>> 24;
    });
    for (const piece of parser.push(noise)) bytes += piece.bytes.length;
    most = Math.max(most, parser.waiting());
  }
  expect(most).toBeLessThanOrEqual(262);
  expect(bytes + parser.waiting()).toBe(10 * 1024 * 1024);
  expect(framesOf([...parser.flush(), ...parser.push(bytesOf(notice))])).toHaveLength(1);
});

it('takes frames of another family for noise', () => {
  for (const [, text] of rows.filter(([protocol]) => !protocol.startsWith('YRM100')))
    expect(framesOf(parse(bytesOf(text)))).toEqual([]);
});

it('gives back every byte, whatever comes', () => {
  fc.assert(
    fc.property(
      fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 20 }),
      fc.boolean(),
      (chunks, real) => {
        const all = real ? chunks.flatMap((chunk) => [chunk, bytesOf(notice)]) : chunks;
        expect(allBytes(parse(...all))).toBe(hex(Buffer.concat(all)));
      },
    ),
    { verbose: true },
  );
});

const noticeOf = (params: string) =>
  readNotice(framesOf(parse(commandFrame(0x22, [...bytesOf(params)])))[0] as Frame);

it.each([
  [
    'a code shorter than the PC word says',
    'C9 3400 30751FEB705C5904 3A76',
    'length differs from the PC word',
  ],
  [
    'a code of an odd number of bytes',
    'C9 3400 30751FEB705C5904E3D50D 3A76',
    'length differs from the PC word',
  ],
  ['no code at all', 'C9 0000 0000', 'no code'],
  ['two bytes', 'C9 34', 'too short'],
  ['a wrong tag CRC', 'C9 3400 30751FEB705C5904E3D50D70 3A77', 'tag CRC wrong'],
])('refuses a notice with %s', (_, params, fault) => {
  expect(noticeOf(params)).toBe(fault);
});

it('reads a code of 62 bytes, the most a PC word can announce', () => {
  const body = [0xf8, 0x00, ...Array.from({ length: 62 }, (_, i) => i + 1)];
  let crc = 0xffff;
  for (const byte of body) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit++)
      crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff;
  }
  crc ^= 0xffff;
  const frame = framesOf(parse(commandFrame(0x22, [0xc9, ...body, crc >> 8, crc & 0xff])))[0] as Frame;
  expect(readNotice(frame)).toMatchObject({ epc: hex(Uint8Array.from(body.slice(2))) });
});
