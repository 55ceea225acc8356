import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readElements, separator } from './gs1.ts';
import { type Ais, aiRow } from './gs1-table.ts';
import { checkDigit } from './gs1-value.ts';
import { instant } from './units.ts';

const now = instant(Date.UTC(2026, 10, 25));
const item = '0109506000134352';
const gtin = item.slice(2);
const read = (text: string) => readElements(text, now);

it('asks whether a lot has swallowed an expiry, and is sure of the item alone', () => {
  expect(read(`${item}10ABC12317271231`)).toEqual({
    ais: { '01': gtin },
    ambiguous: true,
    candidates: [
      { '01': gtin, '10': 'ABC123', '17': '2027-12-31' },
      { '01': gtin, '10': 'ABC12317271231' },
    ],
  });
});

it.each<[string, string, Ais]>([
  [
    'a lot that would be too long with its expiry',
    '10ABCDEFGHIJKLMN17271231',
    { '10': 'ABCDEFGHIJKLMN', '17': '2027-12-31' },
  ],
  ['a count and a lot', '372510ABC', { '37': '25', '10': 'ABC' }],
  ['a lot behind what ends by its length', '1727123110ABC17', { '17': '2027-12-31', '10': 'ABC17' }],
  ['a lot with a date in it that is none', '10ABC17271331', { '10': 'ABC17271331' }],
  ['a lot that is a date of 2021', '1020211105', { '10': '20211105' }],
  ['a lot that is a date of 2024', '1020240115', { '10': '20240115' }],
  ['a lot whose second 10 would be a second lot', '10AB10CD', { '10': 'AB10CD' }],
  [
    'a lot and a date that would be before its making',
    '1127010110AB17260101',
    { '11': '2027-01-01', '10': 'AB17260101' },
  ],
])('has one way only to read %s without a separator', (_, text, ais) => {
  expect(read(item + text)).toEqual({ ais: { '01': gtin, ...ais } });
});

it.each<[string, string, number]>([
  ['lot and serial', '10ABC21XYZ', 2],
  ['lot, serial and expiry', '10ABC21XYZ17271231', 4],
  ['lot, making date and expiry', '10ABC1125010117271231', 3],
  ['a lot before an item within', `10ABC02${gtin}`, 2],
])('asks about %s without a separator', (_, text, count) => {
  const found = read(item + text);
  expect(found).toMatchObject({ ais: { '01': gtin }, ambiguous: true });
  expect('candidates' in found && found.candidates.length).toBe(count);
});

it('trusts a reader that sends separators: a serial within a lot is then its text', () => {
  expect(read(`${item}10ABC21XYZ\x1d17271231`)).toEqual({
    ais: { '01': gtin, '10': 'ABC21XYZ', '17': '2027-12-31' },
  });
  expect(read(`${item}240N-1\x1d10ABC17271231`)).toMatchObject({ ais: { '240': 'N-1' }, ambiguous: true });
});

it('says that there are too many ways rather than list them', () => {
  const text = `${item}10A21B240C241D400E401F8004G8200H17271231`;
  expect(read(text)).toMatchObject({ type: 'fault', code: 'manyReadings' });
});

const digits = (size: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: size, maxLength: size });
const checkedDigits = (size: number) => digits(size - 1).map((body) => body + checkDigit(body));
const text = (size: number) =>
  fc.string({ unit: fc.constantFrom(...'ABCxyz0123456789-/%.()批号'), minLength: 1, maxLength: size });
const date = fc
  .date({ min: new Date('2015-01-01'), max: new Date('2060-12-31'), noInvalidDate: true })
  .map((day) => day.toISOString().slice(0, 10));
const values: Record<string, fc.Arbitrary<string>> = {
  '00': checkedDigits(18),
  '01': checkedDigits(14),
  '02': checkedDigits(14),
  '10': text(20),
  '15': date,
  '17': date,
  '21': text(20),
  '30': digits(3),
  '37': digits(8),
  '240': text(30),
  '241': text(30),
  '3103': digits(6),
  '400': text(30),
  '401': text(30),
  '410': checkedDigits(13),
  '414': checkedDigits(13),
  '8003': fc.tuple(checkedDigits(13), text(16)).map(([key, serial]) => `0${key}${serial}`),
  '8004': text(30),
  '8006': checkedDigits(14).map((key) => `${key}0203`),
  '8200': text(70),
};
const label = fc
  .shuffledSubarray(Object.keys(values), { minLength: 1, maxLength: 8 })
  .chain((ais) =>
    fc.tuple(...ais.map((ai) => (values[ai] as fc.Arbitrary<string>).map((value) => [ai, value] as const))),
  );
const raw = (value: string) => (/^\d{4}-\d\d-\d\d$/.test(value) ? value.slice(2).replaceAll('-', '') : value);
const isFixed = (ai: string) => aiRow(ai)?.min === aiRow(ai)?.max;

it('reads any label back that was written with its separators', () => {
  fc.assert(
    fc.property(label, fc.boolean(), (elements, wants) => {
      const written = elements
        .map(([ai, value]) => ai + raw(value) + (isFixed(ai) && !wants ? '' : separator))
        .join('');
      const found = read(written);
      const wanted = Object.fromEntries(elements);
      // A value may by chance end like a date of its own: then both ways are told.
      expect('candidates' in found ? found.candidates : [found]).toContainEqual(
        'candidates' in found ? wanted : { ais: wanted },
      );
    }),
    { numRuns: 2000 },
  );
});

it('reads any label back that was typed with brackets', () => {
  const plain = label.filter((elements) => elements.every(([, value]) => !/[()]/.test(value)));
  fc.assert(
    fc.property(plain, (elements) => {
      const typed = elements.map(([ai, value]) => `(${ai})${raw(value)}`).join('');
      expect(read(typed)).toEqual({ ais: Object.fromEntries(elements) });
    }),
  );
});

it('never tells a wrong value for sure when the separators are lost', () => {
  const lot = fc.string({ unit: fc.constantFrom(...'ABC0123456789'), minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(checkedDigits(14), lot, date, (key, value, end) => {
      const found = read(`01${key}10${value}17${raw(end)}`);
      const wanted = { '01': key, '10': value, '17': end };
      if ('candidates' in found) expect(found.candidates).toContainEqual(wanted);
      else expect(found).toEqual({ ais: wanted });
      if ('ais' in found)
        for (const [ai, each] of Object.entries(found.ais))
          expect(each).toBe(wanted[ai as keyof typeof wanted]);
    }),
    { numRuns: 2000 },
  );
});

it('finds every wrong digit of an item', () => {
  fc.assert(
    fc.property(checkedDigits(14), fc.nat(13), fc.integer({ min: 1, max: 9 }), (key, at, more) => {
      const wrong = key.slice(0, at) + ((Number(key[at]) + more) % 10) + key.slice(at + 1);
      expect(read(`01${wrong}`)).toMatchObject({ code: 'checkDigit' });
    }),
  );
});
