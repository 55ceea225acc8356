import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeEpc } from './epc.ts';

const golden = readFileSync(new URL('../../test/golden/epc.csv', import.meta.url), 'utf8')
  .split('\n')
  .slice(1)
  .filter(Boolean)
  .map((line) => line.split(',') as [string, string, string, string]);

it.each(golden)('reads %s %s', (scheme, hex, tagUri, uri) => {
  expect(decodeEpc(hex)).toEqual({ scheme, tagUri, uri });
});

it.each([
  ['a factory code', 'E28011606000020000000001'],
  ['an empty code', ''],
  ['all zeros', '000000000000000000000000'],
  ['all ones', 'FFFFFFFFFFFFFFFFFFFFFFFF'],
  ['a partition there is not', '303F257BF7194E4000001A85'],
  ['a code cut short', '3034257BF7194E'],
  ['a company prefix with too many digits', '3017FFFFFFFFFFFFFFFFFFFF'],
  ['an SSCC with something in its empty end', '3174257BF4499602D2000001'],
  ['a serial of characters that are not allowed', '3674257BF6B7A602040800000000000000000000000000000000'],
])('leaves %s opaque', (_, hex) => {
  expect(decodeEpc(hex)).toBeUndefined();
});

it('never throws, whatever the code', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 1, maxLength: 62 }),
      fc.integer({ min: 48, max: 57 }),
      (bytes, header) => {
        bytes[0] = header;
        const found = decodeEpc(Buffer.from(bytes).toString('hex').toUpperCase());
        expect(found?.uri ?? 'urn:epc:id:').toMatch(/^urn:epc:id:/);
      },
    ),
    { verbose: true },
  );
});
