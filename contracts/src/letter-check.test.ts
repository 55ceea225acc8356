import { expect, it } from 'vitest';
import { checkLetter } from './letter-check.ts';
import { letterBytesMax } from './letters.ts';

const head = { v: 1, gw: 'GW-RC-S', epoch: '00112233445566ff', seq: 7, at: 1, boot: 'b', mono: 1 };
const tags = {
  ...head,
  kind: 'tags',
  reader: 'gate',
  change: 'seen',
  epc: ['E280'],
  antenna: [1],
  rssi: [-55],
  dt: [0],
};
const passage = {
  ...head,
  kind: 'passage',
  reader: 'gate',
  direction: 'out',
  lasts: 900,
  epc: ['E280', 'E281'],
  first: [0, 10],
  last: [800, 900],
  count: [30, 1],
  peak: [-50, null],
  antennas: [[1, 2], [2]],
  stray: [false, true],
};
const count = {
  ...head,
  kind: 'count',
  sweep: 's1',
  reader: 'room',
  zone: 'ordinary',
  part: 2,
  parts: 2,
  lasts: 60_000,
  epc: ['E280'],
  count: [3],
  peak: [-60],
};
const bytes = (x: unknown) => new TextEncoder().encode(typeof x === 'string' ? x : JSON.stringify(x));

it.each([tags, { ...tags, gate: true }, passage, { ...passage, trip: 'a' }, count])(
  'lets a good letter through as it is',
  (letter) => {
    expect(checkLetter(bytes(letter))).toEqual({ ok: true, letter });
  },
);

const noRows = { epc: [], first: [], last: [], count: [], peak: [], antennas: [], stray: [] };

it.each([
  ['empty', '', 'letterNotJson'],
  ['truncated', '{"v":1', 'letterNotJson'],
  ['10,000 levels deep', '['.repeat(10_000), 'letterTooDeep'],
  ['too large', ' '.repeat(letterBytesMax + 1), 'letterTooLarge'],
  ['a list', '[]', 'letterShape'],
  ['with a __proto__ key', JSON.stringify(tags).replace('{', '{"__proto__":{"a":1},'), 'letterShape'],
  ['of an unknown version', { ...tags, v: 2 }, 'letterVersion'],
  ['of an unknown kind', { ...tags, kind: 'constructor' }, 'letterVersion'],
  ['with number 0', { ...tags, seq: 0 }, 'letterShape'],
  ['with number 1.5', { ...tags, seq: 1.5 }, 'letterShape'],
  ['with number 1e309', JSON.stringify(tags).replace('"seq":7', '"seq":1e309'), 'letterShape'],
  ['with a number as text', { ...tags, seq: '7' }, 'letterShape'],
  ['with number 2^53+1', JSON.stringify(tags).replace('"seq":7', '"seq":9007199254740993'), 'letterShape'],
  ['with columns of unlike length', { ...tags, dt: [0, 1] }, 'letterShape'],
  ['with an object for a version', { ...tags, v: { toString: 1, valueOf: 1 } }, 'letterVersion'],
  [
    'a void from an object',
    { ...head, kind: 'void', from: { toString: 1, valueOf: 1 }, to: 7, reason: 'diskFull' },
    'letterShape',
  ],
  ['with a key twice', JSON.stringify(tags).replace('{', '{"seq":9,'), 'letterShape'],
  [
    'with a __proto__ key far inside, behind an escape',
    JSON.stringify(tags).replace('{', '{"a":[{"b":{"\\u005f_proto__":1}}],'),
    'letterShape',
  ],
  ['of a time no calendar holds', { ...tags, at: 8.64e15 + 1 }, 'letterShape'],
  ['with an odd EPC', { ...tags, epc: ['E28'] }, 'letterShape'],
  ['with no rows', { ...tags, epc: [], antenna: [], rssi: [], dt: [] }, 'letterShape'],
  ['a passage of no tag', { ...passage, ...noRows }, 'letterShape'],
  ['a passage that tells a tag twice', { ...passage, epc: ['E280', 'E280'] }, 'letterShape'],
  ['a passage over 17 antennas', { ...passage, antennas: [Array(17).fill(1), [2]] }, 'letterShape'],
  ['a passage of a trip without a name', { ...passage, trip: '' }, 'letterShape'],
  ['a passage of a trip of 65 letters', { ...passage, trip: 'a'.repeat(65) }, 'letterShape'],
  ['a passage of a trip that is null', { ...passage, trip: null }, 'letterShape'],
  ['a passage of a day and more', { ...passage, lasts: 86_400_001 }, 'letterShape'],
  ['a passage whose tag left before it came', { ...passage, first: [801, 10] }, 'letterShape'],
  ['a passage of a tag that was read after it', { ...passage, last: [800, 901] }, 'letterShape'],
  ['a passage backwards in time', { ...passage, first: [-1, 0] }, 'letterShape'],
  ['a part after the last of a count', { ...count, part: 3 }, 'letterShape'],
  ['a count of columns of unlike length', { ...count, peak: [] }, 'letterShape'],
  [
    'a void that takes another number than its own',
    { ...head, kind: 'void', from: 5, to: 8, reason: 'diskFull' },
    'letterShape',
  ],
])('refuses a letter %s', (_, letter, fault) => {
  expect(checkLetter(bytes(letter))).toMatchObject({ ok: false, fault });
});

it('refuses bytes that are no UTF-8', () => {
  expect(checkLetter(Uint8Array.of(0x22, 0xff, 0x22))).toMatchObject({ ok: false, fault: 'letterNotJson' });
});

it('names the number of a letter it refuses where that can be read', () => {
  expect(checkLetter(bytes({ ...tags, dt: ['x'] }))).toMatchObject({ ok: false, epoch: head.epoch, seq: 7 });
});
