import { expect, it } from 'vitest';
import { bits, integer, oid, sequence, text, time } from './der.ts';

// X.690 8.19 and 8.3, RFC 5280 4.1.2.5, and openssl asn1parse -genstr.
it.each([
  ['the joint-iso example of X.690', oid('2.999.3'), '0603883703'],
  ['ecdsa-with-SHA256', oid('1.2.840.10045.4.3.2'), '06082a8648ce3d040302'],
  ['subjectAltName', oid('2.5.29.17'), '0603551d11'],
  ['nought', integer(Buffer.from([0, 0])), '020100'],
  ['127', integer(Buffer.from([0x7f])), '02017f'],
  ['128, which is not -128', integer(Buffer.from([0x80])), '02020080'],
  ['256', integer(Buffer.from([0, 1, 0])), '02020100'],
  [
    'the last second of the short form',
    time(Date.UTC(2049, 11, 31, 23, 59, 59)),
    '170d3439313233313233353935395a',
  ],
  ['the first of the long form', time(Date.UTC(2050, 0, 1)), '180f32303530303130313030303030305a'],
  ['six bits', bits(Buffer.from([0x06]), 1), '03020106'],
  ['Chinese', text('常'), '0c03e5b8b8'],
  ['129 bytes', sequence(Buffer.alloc(129)).subarray(0, 4), '30818100'],
  ['256 bytes', sequence(Buffer.alloc(256)).subarray(0, 4), '30820100'],
])('writes %s as the standard does', (_, bytes, hex) => {
  expect(bytes.toString('hex')).toBe(hex);
});
