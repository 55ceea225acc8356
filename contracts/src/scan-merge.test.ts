import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Known, merge } from './scan-merge.ts';

it.each<[string, Known, Known, Known, string[]]>([
  ['an empty expiry', { expiresOn: '2027-12-31' }, { expiresOn: '' }, { expiresOn: '2027-12-31' }, []],
  ['no expiry', { expiresOn: '2027-12-31' }, { expiresOn: null }, { expiresOn: '2027-12-31' }, []],
  ['blanks', { lot: 'A' }, { lot: '  ' }, { lot: 'A' }, []],
  ['a number that is none', { count: 3 }, { count: Number.NaN }, { count: 3 }, []],
  [
    'a value that was missing',
    { lot: null, serial: '' },
    { lot: 'A', serial: '7' },
    { lot: 'A', serial: '7' },
    [],
  ],
  ['a new field', { lot: 'A' }, { count: 0 }, { lot: 'A', count: 0 }, []],
  ['another lot', { lot: 'A', count: 1 }, { lot: 'B' }, { lot: 'A', count: 1 }, ['lot']],
  ['the same as text', { count: 25 }, { count: '25' }, { count: 25 }, []],
  ['nothing instead of zero', { count: 0 }, { count: 5 }, { count: 0 }, ['count']],
])('meets %s', (_, known, scanned, merged, conflicts) => {
  const found = merge(known, scanned);
  expect(found.merged).toEqual(merged);
  expect(found.conflicts.map(({ field }) => field)).toEqual(conflicts);
});

it('never changes or loses what is known, and tells everything it does not take', () => {
  const value = fc.oneof(
    fc.constantFrom('', ' ', null, undefined, 0),
    fc.string({ maxLength: 3 }),
    fc.nat(3),
  );
  const fields = fc.dictionary(fc.constantFrom('lot', 'serial', 'expiresOn', 'count', 'constructor'), value);
  const isEmpty = (each: Known[string]) => each === null || each === undefined || `${each}`.trim() === '';
  fc.assert(
    fc.property(fields, fields, (known, scanned) => {
      const { merged, conflicts } = merge(known, scanned);
      for (const [field, each] of Object.entries(known)) if (!isEmpty(each)) expect(merged[field]).toBe(each);
      for (const [field, each] of Object.entries(scanned))
        if (!isEmpty(each) && `${merged[field]}`.trim() !== `${each}`.trim())
          expect(conflicts).toContainEqual({ field, known: known[field], scanned: each });
    }),
  );
});
