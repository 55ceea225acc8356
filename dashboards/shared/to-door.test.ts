import { expect, it } from 'vitest';
import { isForDoor } from './to-door.ts';

it.each([
  ['notLoggedIn', true],
  ['sessionIdle', true],
  ['changePasswordFirst', true],
  ['loginWrong', false],
  ['secondUnready', false],
  ['rightMissing', false],
  [undefined, false],
] as const)('sends whoever reads %s to the door: %s', (code, is) => {
  expect(isForDoor(code)).toBe(is);
});
