import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeEpc } from './epc.ts';
import { type Agreement, agrees } from './gs1-agrees.ts';
import type { Ais } from './gs1-table.ts';

const sgtin = '3034257BF7194E4000001A85';

it.each<[string, string, Ais, Agreement]>([
  ['item and serial', sgtin, { '01': '80614141123458', '21': '6789' }, 'same'],
  ['lot and expiry besides', sgtin, { '01': '80614141123458', '21': '6789', '10': 'A' }, 'same'],
  ['another serial', sgtin, { '01': '80614141123458', '21': '6780' }, 'different'],
  ['a serial with a zero before it', sgtin, { '01': '80614141123458', '21': '06789' }, 'different'],
  ['another item', sgtin, { '01': '09506000134352', '21': '6789' }, 'different'],
  ['another item without a serial', sgtin, { '01': '09506000134352' }, 'different'],
  ['the item without a serial', sgtin, { '01': '80614141123458' }, 'cannotTell'],
  ['a serial alone', sgtin, { '21': '6789' }, 'cannotTell'],
  ['a carton', '3174257BF4499602D2000000', { '00': '106141412345678908' }, 'same'],
  ['another carton', '3174257BF4499602D2000000', { '00': '350123451234567894' }, 'different'],
  ['a carton and a tag of an item', sgtin, { '00': '106141412345678908' }, 'cannotTell'],
  ['an asset', '3434257BF400000000000000', { '8004': '06141410' }, 'same'],
  ['a place', '3234257BF460720000000000', { '414': '0614141123452' }, 'same'],
  ['a place within a place', '3234257BF460720000000190', { '414': '0614141123452' }, 'cannotTell'],
  ['a returnable asset', '33B4257BF40C0E4000000190', { '8003': '00614141123452400' }, 'same'],
  ['an opaque tag', 'E28011606000020000000001', { '01': '80614141123458', '21': '6789' }, 'cannotTell'],
])('G9 says of a tag and a label with %s', (_, epc, ais, agreement) => {
  expect(agrees(decodeEpc(epc), ais)).toBe(agreement);
});

it('takes signs of a long serial as they stand on the label', () => {
  const decoded = decodeEpc('3674257BF6B7A659B2C2BF1000000000000000000000000000');
  expect(agrees(decoded, { '01': '70614141123451', '21': '32a/b' })).toBe('same');
  expect(agrees(decoded, { '01': '70614141123451', '21': '32a%2Fb' })).toBe('different');
});

it('says the same of one serial only', () => {
  fc.assert(
    fc.property(fc.nat(999_999), fc.nat(999_999), (tag, label) => {
      const epc = `3034257BF7194E4${tag.toString(16).toUpperCase().padStart(9, '0')}`;
      const agreement = agrees(decodeEpc(epc), { '01': '80614141123458', '21': String(label) });
      expect(agreement).toBe(tag === label ? 'same' : 'different');
    }),
  );
});
