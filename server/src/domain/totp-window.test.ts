import { createHmac } from 'node:crypto';
import type { Instant } from '@changping/contracts/units';
import { expect, it } from 'vitest';
import { totpCode, totpMessage, totpSteps } from './totp-window.ts';

const secret = '12345678901234567890';
const macOf = (step: number) => createHmac('sha1', secret).update(totpMessage(step)).digest();

// RFC 4226, appendix D.
it.each([
  [0, '755224'],
  [1, '287082'],
  [2, '359152'],
  [3, '969429'],
  [4, '338314'],
  [5, '254676'],
  [6, '287922'],
  [7, '162583'],
  [8, '399871'],
  [9, '520489'],
])('gives the code of count %i as the RFC does', (step, code) => {
  expect(totpCode(macOf(step))).toBe(code);
});

// RFC 6238, appendix B, SHA-1, 8 digits.
it.each([
  [59, '94287082'],
  [1111111109, '07081804'],
  [1111111111, '14050471'],
  [1234567890, '89005924'],
  [2000000000, '69279037'],
  [20000000000, '65353130'],
])('gives the code at second %i as the RFC does', (second, code) => {
  const [step] = totpSteps((second * 1000) as Instant, null);
  expect(totpCode(macOf(step as number), 8)).toBe(code);
});

it('tries the code of now first, then its neighbours, and none that was taken or is older than one that was', () => {
  const now = (30_000 * 100 + 17) as Instant;
  expect(totpSteps(now, null)).toEqual([100, 99, 101]);
  expect(totpSteps(now, 99)).toEqual([100, 101]);
  expect(totpSteps(now, 100)).toEqual([101]);
  expect(totpSteps(now, 101)).toEqual([]);
  expect(totpSteps(0 as Instant, null)).toEqual([0, 1]);
});
