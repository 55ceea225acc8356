import fc from 'fast-check';
import { expect, it } from 'vitest';
import { filters, type Page, readWhere, writeWhere } from './where.ts';

it.each([
  ['', { page: null, asked: {}, lang: 'zh-CN' }],
  ['?page=documents&site=RC-S&state=all', { page: 'documents', asked: { site: 'RC-S', state: 'all' } }],
  ['?page=stock&site=+&lot=L1&lang=en', { page: 'stock', asked: {}, lang: 'en' }],
  ['?page=constructor&site=RC-S', { page: null, asked: {} }],
  ['?lang=fr', { lang: 'zh-CN' }],
])('reads %s as the page and the filters that it knows', (search, where) => {
  expect(readWhere(search, null)).toMatchObject(where);
});

it('remembers the language of the last visit until the URL says another', () => {
  expect(readWhere('', 'en').lang).toBe('en');
  expect(readWhere('?lang=zh-CN', 'en').lang).toBe('zh-CN');
});

it('comes back to the same place by the URL it writes, whatever is asked for', () => {
  const place = fc.constantFrom(...(Object.keys(filters) as Page[])).chain((page) =>
    fc.record({
      page: fc.constant(page),
      asked: fc.dictionary(
        fc.constantFrom(...(filters[page] as readonly string[]), 'id'),
        fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }).map((text) => `x${text.trim()}`),
      ),
      lang: fc.constantFrom('en' as const, 'zh-CN' as const),
    }),
  );
  fc.assert(
    fc.property(place, (where) => {
      const known = Object.entries(where.asked).filter(([name]) =>
        (filters[where.page] as readonly string[]).includes(name),
      );
      const back = readWhere(writeWhere(where), null);
      expect(back).toEqual({
        ...where,
        asked: Object.fromEntries(known.map(([n, v]) => [n, v.slice(0, 80)])),
      });
    }),
  );
});
