import { fileURLToPath } from 'node:url';
import { cellsOf, type KindCells } from '@changping/contracts/catalogue-cells';
import { checkDigit } from '@changping/contracts/gs1-value';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readRegion } from '../region.ts';
import { kindFrom } from './kind-cells.ts';

const { kinds, catalogue } = readRegion(fileURLToPath(new URL('../../region/ningxia', import.meta.url)));
const quilt = cellsOf(kinds[0] as (typeof kinds)[number]);
const house = { clock: 'manufacture', basis: 'house', source: '局发' };
const read = (more: Partial<Record<keyof KindCells, string>>) =>
  kindFrom({ ...quilt, ...more }, catalogue.categories);
const gtins = (n: number) =>
  Array.from({ length: n }, (_, i) => `${69_012_345_600 + i}`.padStart(13, '0'))
    .map((body) => body + checkDigit(body))
    .join(' ');
const wrong = (more: Partial<Record<keyof KindCells, string>>) =>
  read(more).mistakes?.map(({ kind, field, code }) => `${kind} ${field} ${code}`);

it.each(kinds.map((kind) => [kind.id, kind] as const))('reads %s back as the folder has it', (_, kind) => {
  expect(kindFrom(cellsOf(kind), catalogue.categories)).toEqual({ kind });
});

it.each<[string, Partial<Record<keyof KindCells, string>>, string[]]>([
  ['no name', { name: ' ' }, ['quilt name missing']],
  ['a name too long for a label', { name: '被'.repeat(61) }, ['quilt name tooLong|60']],
  ['letters that turn', { name: '棉\u202E被' }, ['quilt name characters']],
  ['a hyphen that nobody sees', { name: '棉\u00AD被' }, ['quilt name characters']],
  ['a pack of none', { pack_units: '0' }, ['quilt pack_units range|1|100000']],
  ['half a pack', { pack_units: '1.5' }, ['quilt pack_units whole']],
  ['a cost in words', { unit_cost_fen: '百元' }, ['quilt unit_cost_fen number']],
  ['steps that rise', { near_expiry_days: '30 60' }, ['quilt near_expiry_days falling']],
  ['no step at all', { near_expiry_days: '' }, ['quilt near_expiry_days days']],
  ['a category there is not', { category: 'luxury' }, ['quilt category noCategory|luxury']],
  ['warmer than its warmest', { celsius_min: '9', celsius_max: '4' }, ['quilt celsius_min overMaximum|9|4']],
  ['half a level', { standing_county: '5', dynamic_county: '' }, ['quilt dynamic_county number']],
  ['a bar code with a wrong check digit', { gtins: '6901234567893' }, ['quilt gtins gtin|6901234567893']],
  [
    'every bar code that is none',
    { gtins: '690123456789 6901234567892 (01)x' },
    ['quilt gtins gtin|690123456789', 'quilt gtins gtin|(01)x'],
  ],
  ['more bar codes than a cell holds', { gtins: gtins(21) }, ['quilt gtins gtinMost|20']],
  ['a class of another list', { supply_class: '4010101' }, ['quilt supply_class supplyClass']],
  ['a life without end', { ...house, storage_years: '51' }, ['quilt storage_years life']],
  ['a word for retired there is not', { retired: 'no' }, ['quilt retired oneOf|yes']],
  [
    'a life without whose word it is, and everything else that is wrong with it at once',
    { pack_units: '', source: '', basis: '', clock: 'manufacture', storage_years: '5' },
    [
      'quilt pack_units number',
      'quilt basis oneOf|law, standard, maker, house, page, sample',
      'quilt source missing',
    ],
  ],
])('refuses %s', (_, more, mistakes) => {
  expect(wrong(more)).toEqual(mistakes);
});

it('writes a bar code of any length in 14 digits, each once, and knows none where none is said', () => {
  const once = read({ gtins: ' 6901234567892  06901234567892 036000291452\n96385074 ' });
  expect(once.kind?.gtins).toEqual(['06901234567892', '00036000291452', '00000096385074']);
  expect(read({ gtins: gtins(20) }).kind?.gtins).toHaveLength(20);
  expect(read({ gtins: '' }).kind).not.toHaveProperty('gtins');
  // A draft of the time before.
  expect(read({ gtins: undefined as never }).kind).not.toHaveProperty('gtins');
});

it('takes a kind without a life for one without a reference, and names as text, whatever they look like', () => {
  const none = Object.fromEntries(
    ['storage_years', 'service_years', 'clock', 'service_clock', 'basis', 'rule', 'source', 'grade'].map(
      (field) => [field, ''],
    ),
  );
  expect(read(none).kind?.shelfLife).toMatchObject({ basis: 'none', storageYears: null, clock: null });
  expect(read({ name: '<script>alert(1)</script>' }).kind?.name).toBe('<script>alert(1)</script>');
});

it('never makes a kind of any cells that its own cells would not make again', () => {
  const any = fc.oneof(
    fc.constantFrom(
      '',
      '0',
      '1',
      '-5',
      '3-5',
      '6901234567892',
      '96385074 6901234567892',
      '9 4 1',
      '1e3',
      'yes',
      'A',
    ),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.constantFrom(...(Object.keys(quilt) as (keyof KindCells)[])), any, (field, text) => {
      const once = read({ ...house, storage_years: '5', [field]: text });
      if (!once.kind) expect(once.mistakes?.length).toBeGreaterThan(0);
      else expect(kindFrom(cellsOf(once.kind), catalogue.categories)).toEqual({ kind: once.kind });
    }),
    { numRuns: 1000 },
  );
});
