import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { crc16, findAnswer, profiles, readAnswer, request } from './modbus.ts';

const bytesOf = (text: string) => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'));
const golden = readFileSync(new URL('../../../test/golden/serial-frames.csv', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('Modbus'))
  .map((line) => line.split(',') as [string, string, string]);
const sealed = (text: string) => {
  const body = bytesOf(text);
  const crc = crc16(body);
  return Uint8Array.of(...body, crc & 0xff, crc >> 8);
};
const md02 = profiles['xy-md02'];
const th = profiles['rs485-th'];

it('asks and reads as the golden frames do', () => {
  const ask = golden.find(([, , meaning]) => meaning.includes('read 2 holding'))?.[1] ?? '';
  const answer = golden.find(([, , meaning]) => meaning.includes('answer'))?.[1] ?? '';
  expect(request(1, th)).toEqual(bytesOf(ask));
  expect(readAnswer(1, th, bytesOf(answer))).toMatchObject({
    what: 'reading',
    reading: { celsius: 27.3, humidity: 62.6 },
  });
});

it.each([
  ['below zero', md02, '01 04 04 FF 33 01 F4', { celsius: -20.5, humidity: 50 }],
  [
    'below zero as KinCony writes it',
    profiles.kincony,
    '01 03 04 27 DD 01 F4',
    { celsius: -20.5, humidity: 50 },
  ],
  ['just below zero', md02, '01 04 04 FF FF 01 F4', { celsius: -0.1, humidity: 50 }],
  ['a probe without its sensor', md02, '01 04 04 FF FF FF FF', { celsius: null, humidity: null }],
  ['a broken sensor', md02, '01 04 04 80 00 FF FF', { celsius: null, humidity: null }],
  ['words in the wrong order', md02, '01 04 04 02 72 7A 11', { celsius: 62.6, humidity: null }],
  ['hotter than any store', md02, '01 04 04 13 88 01 F4', { celsius: null, humidity: 50 }],
])('reads %s', (_, profile, text, reading) => {
  expect(readAnswer(1, profile, sealed(text))).toMatchObject({ what: 'reading', reading });
});

it.each([
  ['an exception', sealed('01 84 02'), { what: 'exception', code: 2 }],
  ['another unit', sealed('02 04 04 01 11 02 72'), { what: 'noise', why: 'wrong unit' }],
  ['another function', sealed('01 03 04 01 11 02 72'), { what: 'noise', why: 'wrong function' }],
  ['another length', sealed('01 04 02 01 11'), { what: 'noise', why: 'wrong length' }],
  ['a damaged byte', bytesOf('01 04 04 01 11 02 73 2a 8f'), { what: 'noise', why: 'bad checksum' }],
  ['half an answer', bytesOf('01 04 04 01 11 02'), { what: 'part' }],
])('makes no reading of %s', (_, bytes, answer) => {
  expect(readAnswer(1, md02, bytes)).toMatchObject(answer);
});

it('makes no reading of an answer with any one byte damaged', () => {
  const good = sealed('01 04 04 01 11 02 72');
  fc.assert(
    fc.property(fc.nat({ max: good.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, mask) => {
      const damaged = good.map((byte, i) => (i === at ? byte ^ mask : byte));
      expect(readAnswer(1, md02, damaged).what).not.toBe('reading');
    }),
    { verbose: true },
  );
});

it.each([
  ['the echo of the question', [...request(1, md02)]],
  ["another unit's answer", [...sealed('02 04 04 01 11 02 72')]],
  ['an answer with a wrong checksum', [...bytesOf('01 04 04 01 11 02 72 00 00')]],
  ['noise', [1, 4, 4, 1, 0xff]],
])('finds the answer behind %s', (_, before) => {
  const answer = [...sealed('01 04 04 01 11 02 72')];
  const all = Uint8Array.from([...before, ...answer]);
  for (let length = before.length; length < all.length; length++)
    expect(findAnswer(1, md02, all.subarray(0, length))).toBeUndefined();
  expect(findAnswer(1, md02, all)).toMatchObject({ reading: { celsius: 27.3, humidity: 62.6 } });
});
