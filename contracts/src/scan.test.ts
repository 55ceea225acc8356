import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseScan, type Scan } from './scan.ts';
import { scanFaults } from './scan-faults.ts';
import { ownCode } from './scan-own.ts';
import { instant } from './units.ts';

const now = instant(Date.UTC(2026, 10, 25));
const gtin = '09506000134352';
const item = `01${gtin}`;
const scan = (text: string): Scan => parseScan(text, now);
const ais = (values: Record<string, string>) => ({ type: 'gs1', ais: { '01': gtin, ...values } });

it.each([
  ['a GS1-128', `]C1${item}`],
  ['a Data Matrix', `]d2${item}`],
  ['a QR code', `]Q3${item}`],
  ['a DataBar', `]e0${item}`],
  ['no prefix', item],
  ['an Enter behind it', `${item}\r\n`],
  ['brackets', `(01)${gtin}`],
  ['brackets of a Chinese keyboard', `（01）${gtin}`],
  ['an EAN by its prefix', ']E09506000134352'],
])('reads the item of %s', (_, text) => {
  expect(scan(text)).toEqual(ais({}));
});

it.each([
  '\x1d',
  '\x1e',
  '\x00',
  '\t',
  '<GS>',
  '<gs>',
  '{GS}',
  '[GS]',
  '{FNC1}',
  '^]',
  '\\x1d',
  '\\x1D',
  '\\u001d',
  '␝',
  '^',
  '|',
  '~',
])('takes %j for the separator that it was', (sign) => {
  expect(scan(`${item}10ABC123${sign}17271231`)).toEqual(ais({ '10': 'ABC123', '17': '2027-12-31' }));
  expect(scan(`]C1${sign}${item}21S-1${sign}`)).toEqual(ais({ '21': 'S-1' }));
});

it.each([
  ['a separator that nobody needs', `${item}\x1d17271231\x1d10A`, { '17': '2027-12-31', '10': 'A' }],
  ['the same value twice', `${item}10A\x1d${item}`, { '10': 'A' }],
  ['a lot with / and %', `(01)${gtin}(10)7/a%2F`, { '10': '7/a%2F' }],
  ['a lot in Chinese', `]d2${item}10批次（三）\x1d17271231`, { '10': '批次（三）', '17': '2027-12-31' }],
  ['a Chinese lot typed in brackets', `(01)${gtin}(10)批（12）`, { '10': '批（12）' }],
  ['the last day of a month', `${item}17270200`, { '17': '2027-02-28' }],
  ['the last day of a leap February', `${item}17280200`, { '17': '2028-02-29' }],
  ['the latest year', `${item}17761231`, { '17': '2076-12-31' }],
  ['the earliest year', `${item}11770101`, { '11': '1977-01-01' }],
  ['a net weight', `${item}3103001500`, { '3103': '001500' }],
  ['made on the day it ends', `${item}1127010117270101`, { '11': '2027-01-01', '17': '2027-01-01' }],
  ['three of five', `]d28006${gtin}0305\x1d10A`, { '01': undefined, '8006': `${gtin}0305`, '10': 'A' }],
])('reads %s', (_, text, values) => {
  const { '01': key, ...rest } = { '01': gtin as string | undefined, ...values };
  expect(scan(text)).toEqual({ type: 'gs1', ais: { ...(key ? { '01': key } : {}), ...rest } });
});

it.each([
  ['an identifier that is not known', `${item}9912`, 'unknownAi', '99'],
  ['one of three digits', `(01)${gtin}(254)1`, 'unknownAi', '254'],
  ['one of four digits', `]d2${item}4302X`, 'unknownAi', '4302'],
  ['an item number too short', '(01)0950600013435', 'length', '01'],
  ['an item number too long', `(01)${gtin}2`, 'length', '01'],
  ['a number cut short by a separator', ']C1010950600013435\x1d10A', 'length', '01'],
  ['a lot too long', `(01)${gtin}(10)123456789012345678901`, 'length', '10'],
  ['an empty lot', `(01)${gtin}(10)`, 'length', '10'],
  ['a letter in a count', `(37)2x`, 'characters', '37'],
  ['a separator within a bracketed value', `(10)A\x1dB`, 'characters', '10'],
  ['a wrong check digit', '0109506000134351', 'checkDigit', '01'],
  ['a wrong check digit with 24 digits, as a tag has them', '010950600013435117251231', 'checkDigit', '01'],
  ['a carton with a wrong check digit', '00106141412345678909', 'checkDigit', '00'],
  ['a place with a wrong check digit', '(414)9506000134353', 'checkDigit', '414'],
  ['an asset with a wrong check digit', '(8003)00614141123453AB', 'checkDigit', '8003'],
  ['month 13', `${item}17271301`, 'date', '17'],
  ['30 February', `${item}17280230`, 'date', '17'],
  ['piece three of two', `(8006)${gtin}0302`, 'pieceOfTotal', '8006'],
  ['two lots', `(01)${gtin}(10)A(10)B`, 'repeated', '10'],
  ['made after it expires', `${item}1127010217270101`, 'datesReversed', undefined],
  ['packed after it is best', `(01)${gtin}(13)270102(15)270101`, 'datesReversed', undefined],
  ['a prefix and nothing', ']C1', 'empty', undefined],
  ['nothing', ' \r\n', 'empty', undefined],
  ['what nobody sees', '\u200b\u202e', 'empty', undefined],
])('refuses %s', (_, text, code, ai) => {
  expect(scan(text)).toMatchObject({ type: 'fault', code, ...(ai ? { ai } : {}) });
  const { why } = scan(text) as { why: string };
  expect(why).toContain(scanFaults[code as keyof typeof scanFaults].en);
  if (ai) expect(why).toContain(`(${ai})`);
});

it.each([
  ['a link', 'https://example.com/a?b=c'],
  ['a link whose path is numbers', 'https://example.com/01/20261125'],
  ['a page of the web that is not allowed', 'https://example.com/401/unauthorized'],
  ['a script', 'javascript:alert(document.cookie)'],
  ['a script in a GS1 code', ']Q3javascript:alert(1)', 'javascript:alert(1)'],
  ['data', 'data:text/html,<script>1</script>'],
  ['SQL', "'; DROP TABLE pieces; --"],
  ['markup', '<img src=x onerror=alert(1)>'],
  ['a bin', '10-22-03'],
  ['a date', '20261125'],
  ['a number of a paper', '2112345'],
  ['signs that turn the text around', 'LOT\u202e321\x07\x1b[2J', 'LOT321[2J'],
  ['a code of another kind', ']C0HELLO', 'HELLO'],
  ['4,296 signs', 'x'.repeat(4296)],
])('shows %s as plain text', (_, text, shown = text) => {
  expect(scan(text)).toEqual({ type: 'plain', text: shown });
});

it('says of thirteen digits that they may be an item, and no more', () => {
  expect(scan('6901234567892')).toEqual({ type: 'plain', text: '6901234567892', gtin: '06901234567892' });
  expect(scan('6901234567893')).toEqual({ type: 'plain', text: '6901234567893' });
});

it('takes the code of a tag for one, opaque or not, with letters or without', () => {
  expect(scan('3034257bf7194e4000001a85')).toMatchObject({
    ...{ type: 'epc', epc: '3034257BF7194E4000001A85' },
    decoded: { uri: 'urn:epc:id:sgtin:0614141.812345.6789' },
  });
  for (const epc of ['E28011606000020000000001', '000000000000000000000123', '012024000000000000000123'])
    expect(scan(epc)).toEqual({ type: 'epc', epc });
  expect(scan('1234567890123456')).toMatchObject({ type: 'plain' });
});

it('reads our own label with or without a prefix', () => {
  const code = ownCode('bin', 'A-01-03');
  expect(scan(code)).toEqual({ type: 'own', what: 'bin', id: 'A-01-03' });
  expect(scan(`]Q1${code}\n`)).toEqual({ type: 'own', what: 'bin', id: 'A-01-03' });
});

const shapes = [
  '01',
  '10',
  '17',
  '21',
  '240',
  '8003',
  '9',
  '0',
  '(',
  ')',
  '/',
  '%',
  '\x1d',
  ']C1',
  'https://a/',
  '批',
];
const strange = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc
    .array(fc.oneof(fc.constantFrom(...shapes, item, 'CP1:P:'), fc.string({ maxLength: 4 })), {
      maxLength: 60,
    })
    .map((parts) => parts.join('')),
);

it('answers whatever comes, and what it shows has no sign that nobody sees', () => {
  const types = ['gs1', 'digitalLink', 'epc', 'own', 'plain', 'fault'];
  fc.assert(
    fc.property(strange, (text) => {
      const read = scan(text);
      expect(types).toContain(read.type);
      const shown = read.type === 'plain' ? read.text : 'ais' in read ? Object.values(read.ais).join('') : '';
      expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
    }),
    { numRuns: 3000 },
  );
});

it.each([
  ['the largest QR code', 'x'.repeat(4296)],
  ['the largest of digits', item.padEnd(4296, '9')],
  ['all separators', `]d2${'\x1d'.repeat(4000)}`],
  ['all brackets', '(01)'.repeat(1000)],
  ['all slashes', `https://a${'/'.repeat(4200)}`],
  ['a path of pairs', `https://a/${'99/1/'.repeat(800)}`],
  ['a query of pairs', `https://a/01/${gtin}?${'17=1&'.repeat(800)}`],
  ['all escapes', `https://a/01/${gtin}/10/${'%E6'.repeat(1300)}`],
  [
    'all ways to be read',
    `]d2${['10', '21', '240', '241', '400', '401', '8004'].map((ai) => `${ai}3013713710121`).join('')}`,
  ],
])('is done with %s at once', (_, text) => {
  const began = performance.now();
  for (let i = 0; i < 20; i++) scan(text);
  // Some milliseconds on a busy machine; a reading that doubles with every sign would take years.
  expect((performance.now() - began) / 20).toBeLessThan(50);
});
