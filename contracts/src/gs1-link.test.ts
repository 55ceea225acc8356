import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readLink } from './gs1-link.ts';
import { instant } from './units.ts';

const now = instant(Date.UTC(2026, 10, 25));
const gtin = '09506000134352';
const read = (address: string) => readLink(address, now);

it.each([
  [
    'a lot and an expiry',
    `https://id.gs1.org/01/${gtin}/10/A-1?17=271231`,
    { '10': 'A-1', '17': '2027-12-31' },
  ],
  ['a lot with /, % and Chinese', `https://a.cn/01/${gtin}/10/7%2Fa%25%E6%89%B9`, { '10': '7/a%批' }],
  ['a % that was not escaped', `https://a.cn/01/${gtin}/10/50%`, { '10': '50%' }],
  ['escapes that are no text', `https://a.cn/01/${gtin}/10/A%FFB`, { '10': 'A%FFB' }],
  ['a plus', `https://a.cn/01/${gtin}/10/A+B`, { '10': 'A+B' }],
  ['capitals', `HTTPS://ID.GS1.ORG/01/${gtin}`, {}],
  ['a path before', `https://a.cn/p/2/01/${gtin}`, {}],
  ['a short number', 'https://a.cn/01/9506000134352', {}],
  ['names of others', `https://a.cn/01/${gtin}?utm=1&17=271231&x#21=3`, { '17': '2027-12-31' }],
])('reads %s', (_, address, ais) => {
  expect(read(address)).toEqual({ ais: { '01': gtin, ...ais } });
});

it.each([
  ['a wrong check digit', 'https://a.cn/01/09506000134351', 'checkDigit'],
  ['a number too long', `https://a.cn/01/${gtin}1`, 'length'],
  ['an unknown identifier', `https://a.cn/01/${gtin}/22/2A`, 'unknownAi'],
  ['an unknown one in the query', `https://a.cn/01/${gtin}?89=2A`, 'unknownAi'],
  ['an empty lot', `https://a.cn/01/${gtin}?10=`, 'length'],
  ['a sign that nobody sees', `https://a.cn/01/${gtin}/10/A%1DB`, 'characters'],
  ['made after it expires', `https://a.cn/01/${gtin}?11=280101&17=271231`, 'datesReversed'],
])('refuses %s', (_, address, code) => {
  expect(read(address)).toMatchObject({ type: 'fault', code });
});

it.each([
  'https://a.cn',
  'https://a.cn/',
  'https://a.cn/01',
  `https://a.cn/01/${gtin}/`,
  `https://a.cn/01/${gtin}/info`,
  `https://a.cn/01/${gtin}/page/2`,
  'https://a.cn/01/20261125',
  'https://a.cn/401/unauthorized',
  `ftp://a.cn/01/${gtin}`,
  `javascript:https://a.cn/01/${gtin}`,
])('leaves %s an address', (address) => {
  expect(read(address)).toBeUndefined();
});

it('reads back any lot and serial that was escaped', () => {
  const text = fc.string({ unit: fc.constantFrom(...'ABab01-/%+ #?&=.批号'), minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(text, text, (lot, serial) => {
      const [first, second] = [lot, serial].map(encodeURIComponent);
      expect(read(`https://a.cn/01/${gtin}/10/${first}?21=${second}`)).toEqual({
        ais: { '01': gtin, '10': lot, '21': serial },
      });
    }),
  );
});
