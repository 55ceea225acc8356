import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  type Heard,
  hear,
  longestGap,
  longestStutter,
  nothingStood,
  quiet,
  shortestScan,
  stood,
} from './wedge.ts';

const plain = { isCtrl: false, isChord: false };
/** The keys one after another, each so many milliseconds after the one before. */
function typed(keys: readonly (readonly [key: string, after: number, isCtrl?: boolean])[]) {
  let at = 1000;
  let wedge = quiet;
  const heard: Heard[] = [];
  for (const [key, after, isCtrl = false] of keys) {
    at += after;
    const each = hear(wedge, { ...plain, key, at, isCtrl });
    wedge = each.wedge;
    heard.push(each);
  }
  return heard;
}
const brokenOf = (heard: readonly Heard[]) => heard.filter(({ scan }) => scan === null).length;
const scansOf = (heard: readonly Heard[]) => heard.flatMap(({ scan }) => scan ?? []);
const burst = (text: string, gap = 10) => [...text, 'Enter'].map((key) => [key, gap] as const);

it.each([
  ['a reader types a tag', burst('E28011606000020400001234'), ['E28011606000020400001234']],
  ['two labels in a row', [...burst('LOT-1'), ...burst('LOT-2')], ['LOT-1', 'LOT-2']],
  ['a person types and presses Enter', burst('LOT-1', 140), []],
  ['Enter alone', [['Enter', 10] as const], []],
  ['three signs are too few', burst('abc'), []],
  [
    'a pause in the middle: what is left is not taken for the label',
    [
      ['1', 10],
      ['2', 10],
      ['3', 10],
      ['4', 300],
      ['Enter', 10],
    ] as const,
    [],
  ],
  [
    'capitals come with Shift',
    [
      ['Shift', 5],
      ['A', 5],
      ['Shift', 5],
      ['B', 5],
      ['c', 5],
      ['d', 5],
      ['Enter', 5],
    ] as const,
    ['ABcd'],
  ],
  [
    'a separator by Ctrl and bracket',
    [
      ['1', 5],
      ['0', 5],
      ['A', 5],
      ['Control', 5],
      [']', 5, true],
      ['1', 5],
      ['Enter', 5],
    ] as const,
    ['10A\x1d1'],
  ],
  ['Tab ends it as well', [...'LOT-9', 'Tab'].map((key) => [key, 10] as const), ['LOT-9']],
])('%s', (_, keys, scans) => {
  expect(scansOf(typed(keys))).toEqual(scans);
});

it('a label with a stutter in it is told to be scanned again, and its rest is never taken for a label', () => {
  const stutter = burst('LOT-1234567').map(([key], i) => [key, i === 4 ? 200 : 10] as const);
  expect([scansOf(typed(stutter)), brokenOf(typed(stutter))]).toEqual([[], 1]);
  const again = typed([...stutter, ...burst('LOT-1234567')]);
  expect(scansOf(again)).toEqual(['LOT-1234567']);
  const later = typed([['x', 10], ...burst('LOT-1').map(([key], i) => [key, i ? 10 : 1500] as const)]);
  expect(scansOf(later), 'a key of long before is not of it').toEqual(['LOT-1']);
});

it.each([
  ['of a label that ends its line itself', [...burst('LOT-1'), ['Enter', 10] as const], true],
  ['behind a tabulator of a hostile one', [['Tab', 10] as const, ['Enter', 10] as const], true],
  ['behind two signs', burst('ab'), true],
  ['or a blank, behind a tabulator', [['Tab', 10] as const, [' ', 10] as const], true],
  ['of a person, after a scan', [...burst('LOT-1'), ['Enter', 200] as const], false],
  ['of a person, after a tabulator', [['Tab', 10] as const, ['Enter', 120] as const], false],
  ['of a person, alone', [['Enter', 10] as const], false],
])('lets no key press a button that only a reader is fast enough for: an Enter %s', (_what, keys, isOurs) => {
  expect(typed(keys).at(-1)?.isOurs).toBe(isOurs);
});

it('keeps a focused button from hearing the keys of a scan, its blanks and its Enter above all', () => {
  const heard = typed(burst('A B 12'));
  expect(heard.slice(2).every(({ isOurs }) => isOurs)).toBe(true);
  expect(typed(burst('A B 12', 200)).some(({ isOurs }) => isOurs)).toBe(false);
});

it('gives back whatever a reader types, whole and once, and never anything a person types', () => {
  const text = fc.string({
    unit: fc.constantFrom(...'ABCxyz0189-/. ()'),
    minLength: shortestScan,
    maxLength: 60,
  });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(text, fc.integer({ min: 0, max: longestGap })), { maxLength: 5 }),
      (labels) => {
        const keys = labels.flatMap(([label, gap]) => burst(label, gap));
        expect(scansOf(typed(keys))).toEqual(labels.map(([label]) => label));
      },
    ),
  );
  fc.assert(
    fc.property(text, fc.integer({ min: longestGap + 1, max: 3000 }), (label, gap) => {
      expect(scansOf(typed(burst(label, gap)))).toEqual([]);
    }),
  );
  fc.assert(
    fc.property(
      text,
      fc.array(fc.integer({ min: 0, max: longestStutter }), { minLength: 61, maxLength: 61 }),
      (label, gaps) => {
        const heard = scansOf(typed(burst(label).map(([key], i) => [key, gaps[i] ?? 0] as const)));
        expect(heard.every((scan) => scan === label)).toBe(true);
      },
    ),
  );
});

const person = (text: string) => [...text].map((key) => [key, 140] as const);
const label = (after: number) => burst('123456-890').map(([key, gap], i) => [key, i ? gap : after] as const);
const stutter = label(900).map(([key, gap], i) => [key, i === 4 ? 200 : gap] as const);
it.each([
  ['a label in an empty field', label(10), ''],
  ['a label after a number that a person typed a while ago', [...person('22'), ...label(2000)], '22'],
  ['a label right after the number', [...person('22'), ...label(300)], '22'],
  ['a label with a stutter in it', [...person('22'), ...stutter], '22'],
] as const)('tells what stood in a field before %s', (_, keys, then) => {
  let [at, wedge, before, value] = [1000, quiet, nothingStood, ''];
  for (const [key, after] of keys as readonly (readonly [string, number])[]) {
    at += after;
    const heard = hear(wedge, { ...plain, key, at });
    if (heard.scan !== undefined) value = before.label ?? before.run;
    else {
      before = stood(before, heard.wedge, value);
      value += key;
    }
    wedge = heard.wedge;
  }
  expect(value).toBe(then);
});
