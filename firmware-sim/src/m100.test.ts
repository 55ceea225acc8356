/** The reader's bytes equal public captures. Golden frames: test/golden/serial-frames.csv, rows M100. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { palletEpcs } from './goods.ts';
import { frame, m100, tagNotice } from './m100.ts';
import { atRssi } from './m100-frames.ts';
import { mulberry32 } from './random.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex').toUpperCase();
const bytes = (text: string) => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'));
const plain = (text: string) => text.replaceAll(' ', '');
const reader = (epcs: string[] = []) =>
  m100({ tags: () => epcs.map((epcHex) => ({ epcHex, rssi: -55 })), random: mulberry32(1) });

it('writes tag notices as captured from real readers', () => {
  expect(hex(tagNotice({ epcHex: '30751FEB705C5904E3D50D70', rssi: -55, pc: 0x3400 }))).toBe(
    plain('BB 02 22 00 11 C9 34 00 30 75 1F EB 70 5C 59 04 E3 D5 0D 70 3A 76 EF 7E'),
  );
  expect(hex(tagNotice({ epcHex: 'E200471BB0006013044509D0', rssi: -53, pc: 0x3400 }))).toBe(
    plain('BB 02 22 00 11 CB 34 00 E2 00 47 1B B0 00 60 13 04 45 09 D0 95 82 D4 7E'),
  );
});

/** Commands and answers in the words of the golden file; those without a golden answer follow the same rules. */
const golden = readFileSync(new URL('../../test/golden/serial-frames.csv', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('YRM100'))
  .map((line) => line.split(',') as [string, string, string]);
const framed = (hexText: string) => {
  const told = bytes(hexText);
  return hex(frame(told[1] as 0 | 1 | 2, told[2]!, told.subarray(5, -2)));
};

it.each(golden)('%s: writes %s as captured (%s)', (_, text) => {
  expect(framed(text)).toBe(plain(text));
});

it.each(golden.filter(([, text]) => text.startsWith('BB 00')))('%s: understands %s (%s)', (_, text) => {
  expect(hex(reader().receive(bytes(text)))).not.toContain('BB01FF000117');
});

it.each([
  ['BB 00 03 00 01 00 04 7E', 'BB 01 03 00 0B 00 4D 31 30 30 20 56 31 2E 30 30 22 7E'],
  ['BB 00 22 00 00 22 7E', 'BB 01 FF 00 01 15 16 7E'],
  ['BB 00 28 00 00 28 7E', 'BB 01 28 00 01 00 2A 7E'],
  ['BB 00 B6 00 02 07 D0 8F 7E', 'BB 01 B6 00 01 00 B8 7E'],
  ['BB 00 AB 00 01 01 AD 7E', 'BB 01 AB 00 01 00 AD 7E'],
  ['BB 00 EE 00 00 EE 7E', 'BB 01 FF 00 01 17 18 7E'],
  ['BB 00 B7 00 00 B7 7E', 'BB 01 B7 00 02 07 D0 91 7E'],
  ['BB 00 08 00 00 08 7E', 'BB 01 08 00 01 01 0B 7E'],
  ['BB 00 07 00 01 04 0C 7E', 'BB 01 07 00 01 00 09 7E'],
  ['BB 00 12 00 01 01 14 7E', 'BB 01 12 00 01 00 14 7E'],
  ['BB 00 0C 00 07 23 00 00 00 20 00 00 56 7E', 'BB 01 0C 00 01 00 0E 7E'],
  ['BB 00 39 00 09 00 00 00 00 03 00 00 00 02 47 7E', 'BB 01 FF 00 01 09 0A 7E'],
])('answers %s', (command, answer) => {
  expect(hex(reader().receive(bytes(command)))).toBe(plain(answer));
});

it('notices tags only between start and stop, also when the command comes byte by byte after noise', () => {
  const gate = reader(palletEpcs(3));
  expect(gate.round()).toHaveLength(0);
  for (const byte of [0x00, 0xbb, 0x7e, ...frame(0, 0x27, [0x22, 0xff, 0xff])])
    gate.receive(Uint8Array.of(byte));
  expect(gate.round().map(hex).sort()).toEqual(
    palletEpcs(3)
      .map((epcHex) => hex(tagNotice({ epcHex, rssi: -55 })))
      .sort(),
  );
  gate.receive(frame(0, 0x28));
  expect(gate.round()).toHaveLength(0);
});

it('remembers power, region and mask until it loses power', () => {
  const gate = reader();
  const ask = (code: number) => hex(gate.receive(frame(0, code)).subarray(5, -2));
  const mask = [0x23, 0, 0, 0, 0x20, 0x10, 0, 0xe2, 0x80];
  gate.receive(frame(0, 0xb6, [0x0a, 0x28]));
  gate.receive(frame(0, 0x07, [0x04]));
  gate.receive(frame(0, 0x0c, mask));
  expect([ask(0xb7), ask(0x08), ask(0x0b)]).toEqual(['0A28', '04', hex(Uint8Array.from(mask))]);
  gate.reset();
  expect([ask(0xb7), ask(0x08), ask(0x0b)]).toEqual(['07D0', '01', '00'.repeat(7)]);
});

it('notices one of its tags on a single inventory', () => {
  const [epcHex = ''] = palletEpcs(1);
  expect(reader([epcHex]).receive(frame(0, 0x22))).toEqual(Buffer.from(tagNotice({ epcHex, rssi: -55 })));
});

it('finds a command behind 100 kB of noise and holds no more than one frame', () => {
  const gate = reader();
  const random = mulberry32(3);
  gate.receive(Uint8Array.from({ length: 100_000 }, () => Math.floor(random() * 256)));
  // What waits may claim these bytes; it cannot claim more than one frame of them.
  const filler = new Uint8Array(262);
  expect(hex(gate.receive(Buffer.concat([filler, frame(0, 0x28)])))).toContain(
    plain('BB 01 28 00 01 00 2A 7E'),
  );
});

it.each([-50, -69, -128, -1, 0])('tells a known tag again at %s dBm as if it were encoded anew', (rssi) => {
  const [epcHex = ''] = palletEpcs(1);
  expect(atRssi(tagNotice({ epcHex, rssi: -55 }), rssi)).toEqual(tagNotice({ epcHex, rssi }));
});

it('announces a code of another length in its PC word', () => {
  const short = tagNotice({ epcHex: 'AABB', rssi: -55 });
  expect(hex(short.subarray(6, 8))).toBe('0800');
  const long = tagNotice({ epcHex: 'AB'.repeat(62), rssi: -55 });
  expect([hex(long.subarray(6, 8)), long.length]).toEqual(['F800', 74]);
});

it('counts down a counted inventory', () => {
  const gate = reader(palletEpcs(1));
  gate.receive(frame(0, 0x27, [0x22, 0, 2]));
  expect([gate.round().length, gate.round().length, gate.round().length]).toEqual([1, 1, 0]);
});
