/** The reader's bytes equal public captures. Golden frames: shared/golden/serial-frames.csv, rows M100. */
import { expect, it } from 'vitest';
import { palletEpcs } from './goods.ts';
import { frame, m100, tagNotice } from './m100.ts';
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

it.each([
  ['BB 00 03 00 01 00 04 7E', 'BB 01 03 00 0B 00 4D 31 30 30 20 56 31 2E 30 30 22 7E'],
  ['BB 00 22 00 00 22 7E', 'BB 01 FF 00 01 15 16 7E'],
  ['BB 00 28 00 00 28 7E', 'BB 01 28 00 01 00 2A 7E'],
  ['BB 00 B6 00 02 07 D0 8F 7E', 'BB 01 B6 00 01 00 B8 7E'],
  ['BB 00 AB 00 01 01 AD 7E', 'BB 01 FF 00 01 17 18 7E'],
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

it('counts down a counted inventory', () => {
  const gate = reader(palletEpcs(1));
  gate.receive(frame(0, 0x27, [0x22, 0, 2]));
  expect([gate.round().length, gate.round().length, gate.round().length]).toEqual([1, 1, 0]);
});
