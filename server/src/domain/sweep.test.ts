import fc from 'fast-check';
import { expect, it } from 'vitest';
import { judgeSweep, type Swept } from './sweep.ts';

const noon = 1_795_000_000_000;
const sweep = { site: 'RC-S', zone: 'ordinary', endedAt: noon };
const piece = (tag: number, more: Partial<Swept> = {}): Swept => ({
  tag,
  site: 'RC-S',
  zone: 'ordinary',
  placedAt: noon - 1,
  ...more,
});

it.each<[string, Swept[], Swept[], Record<number, string>]>([
  ['all is where it belongs', [piece(1), piece(2)], [piece(1), piece(2)], {}],
  ['one is missing', [piece(1), piece(2)], [piece(1)], { 2: 'missing' }],
  ['one lies in the wrong room', [], [piece(3, { zone: 'cold' })], { 3: 'extra' }],
  ['one belongs to another store', [], [piece(4, { site: 'RC-N' })], { 4: 'strange' }],
  ['one is bound to nothing', [], [piece(5, { site: null, zone: null, placedAt: null })], { 5: 'strange' }],
  ['what was put away after the sweep is not missing', [piece(6, { placedAt: noon + 1 })], [], {}],
  [
    'what was moved on after the sweep heard it is not extra',
    [],
    [piece(7, { zone: 'cold', placedAt: noon + 1 })],
    {},
  ],
])('%s', (_, booked, heard, found) => {
  expect(Object.fromEntries(judgeSweep(sweep, booked, heard).found)).toEqual(found);
});

it('accounts for every tag once: heard where it belongs, or one finding', () => {
  const pieces = fc.uniqueArray(
    fc.record({
      tag: fc.nat(50),
      site: fc.constantFrom('RC-S', 'RC-N', null),
      zone: fc.constantFrom('ordinary', 'cold', null),
      placedAt: fc.constant(noon - 1),
    }),
    { selector: ({ tag }) => tag },
  );
  fc.assert(
    fc.property(pieces, fc.func(fc.boolean()), (all, isHeard) => {
      const booked = all.filter(({ site, zone }) => site === 'RC-S' && zone === 'ordinary');
      const heard = all.filter(({ tag }) => isHeard(tag));
      const { expected, found } = judgeSweep(sweep, booked, heard);
      const missing = [...found.values()].filter((what) => what === 'missing').length;
      const inPlace = booked.filter(({ tag }) => isHeard(tag)).length;
      expect(expected).toBe(missing + inPlace);
      expect(found.size).toBe(missing + heard.length - inPlace);
    }),
    { verbose: true },
  );
});
