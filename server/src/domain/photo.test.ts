import { expect, it } from 'vitest';
import { isWithinDay, photoBytesOfDay, photosOfDay, photoTypeOf } from './photo.ts';

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));

// The heads as their standards print them: ITU T.81 and JFIF, PNG (third edition) 5.2, RFC 9649.
it.each([
  ['ff d8 ff e0 00 10 4a 46 49 46 00', 'image/jpeg'],
  ['ff d8 ff db 00 43', 'image/jpeg'],
  ['89 50 4e 47 0d 0a 1a 0a 00 00 00 0d', 'image/png'],
  ['52 49 46 46 24 00 00 00 57 45 42 50 56 50 38 20', 'image/webp'],
  ['52 49 46 46 24 00 00 00 57 41 56 45', null],
  ['47 49 46 38 39 61', null],
  ['3c 73 76 67 20 6f 6e 6c 6f 61 64', null],
  ['3c 21 44 4f 43 54 59 50 45', null],
  ['89 50 4e 47 0a 0d 1a 0a', null],
  ['ff d8', null],
  ['', null],
])('takes %s for %s', (hex, type) => {
  expect(photoTypeOf(bytes(hex))).toBe(type);
});

it('takes no more of one person in a day than a large patrol makes', () => {
  expect(isWithinDay({ n: photosOfDay - 1, bytes: 0 }, 1)).toBe(true);
  expect(isWithinDay({ n: photosOfDay, bytes: 0 }, 1)).toBe(false);
  expect(isWithinDay({ n: 1, bytes: photoBytesOfDay - 5 }, 5)).toBe(true);
  expect(isWithinDay({ n: 1, bytes: photoBytesOfDay - 5 }, 6)).toBe(false);
});
