import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeEpc } from './epc.ts';
import { tagsOf } from './epc-of-gs1.ts';
import { agrees } from './gs1-agrees.ts';
import { checkDigit } from './gs1-value.ts';

/** EPC Tag Data Standard 1.9, examples of SGTIN-96 and SGTIN-198. */
it.each([
  ['80614141123458', '6789', '3074257BF7194E4000001A85'],
  ['70614141123451', '32a/b', '3674257BF6B7A659B2C2BF100000000000000000000000000000'],
])('finds the tag of (01)%s(21)%s', (gtin, serial, tag) => {
  expect(tagsOf(gtin, serial)).toContain(tag);
});

it('names nothing but tags of exactly that GTIN and serial, each once', () => {
  const digits = fc.stringMatching(/^\d{13}$/);
  const serial = fc.oneof(fc.stringMatching(/^\d{1,12}$/), fc.stringMatching(/^[A-Za-z0-9\-./:]{1,20}$/));
  fc.assert(
    fc.property(digits, serial, (body, serial) => {
      const gtin = body + checkDigit(body);
      const tags = tagsOf(gtin, serial);
      expect(new Set(tags).size).toBe(tags.length);
      expect(tags.length).toBeGreaterThanOrEqual(56);
      for (const tag of tags) expect(agrees(decodeEpc(tag), { '01': gtin, '21': serial }), tag).toBe('same');
    }),
    { numRuns: 30 },
  );
});

it.each(['', '棉', 'x'.repeat(21)])('knows no tag with the serial %j', (serial) => {
  expect(tagsOf('80614141123458', serial)).toEqual([]);
});
