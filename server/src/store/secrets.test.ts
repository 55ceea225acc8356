import type { Instant } from '@changping/contracts/units';
import { expect, it } from 'vitest';
import {
  hashPassword,
  hashToken,
  isPassword,
  newCode,
  newToken,
  newTotpSecret,
  stepOf,
  totpOf,
} from './secrets.ts';

it('knows a password again and no other', async () => {
  const stored = await hashPassword('应急物资 2026 常平');
  expect(stored).toMatch(/^scrypt\$32768\$8\$3\$[\w-]{22}\$[\w-]{43}$/);
  expect(await isPassword('应急物资 2026 常平', stored)).toBe(true);
  // Full-width digits of a Chinese keyboard are the same digits.
  expect(await isPassword('应急物资 ２０２６ 常平', stored)).toBe(true);
  expect(await isPassword('应急物资 2026 常平 ', stored)).toBe(false);
  expect(await hashPassword('应急物资 2026 常平')).not.toBe(stored);
});

it('lets nobody in who has no password, and takes its time over it', async () => {
  expect(await isPassword('', null)).toBe(false);
  expect(await isPassword('anything', null)).toBe(false);
  expect(await isPassword('anything', 'plain$anything')).toBe(false);
});

it('makes tokens and codes that nobody guesses', () => {
  const tokens = new Set(Array.from({ length: 1000 }, newToken));
  expect(tokens.size).toBe(1000);
  for (const token of tokens) expect(token).toMatch(/^[\w-]{43}$/);
  expect(newCode()).toMatch(/^[A-HJKMNP-TV-Z0-9]{4}(-[A-HJKMNP-TV-Z0-9]{4}){2}$/);
  expect(hashToken('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});

// RFC 6238, appendix B, the last six of its eight digits; the secret is "12345678901234567890".
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
it.each([
  [59, '287082'],
  [1111111109, '081804'],
  [1111111111, '050471'],
  [1234567890, '005924'],
  [2000000000, '279037'],
  [20000000000, '353130'],
])('shows at second %i what RFC 6238 says', (second, code) => {
  expect(totpOf(secret, Math.floor(second / 30))).toBe(code);
});

it('takes a code of half a minute ago, but none twice', () => {
  const now = 1111111111_000 as Instant;
  const step = Math.floor(now / 30_000);
  expect(stepOf(secret, totpOf(secret, step), now, 0)).toBe(step);
  expect(stepOf(secret, totpOf(secret, step - 1), now, 0)).toBe(step - 1);
  expect(stepOf(secret, totpOf(secret, step - 2), now, 0)).toBe(null);
  expect(stepOf(secret, totpOf(secret, step), now, step)).toBe(null);
  expect(newTotpSecret()).toMatch(/^[A-Z2-7]{32}$/);
});
