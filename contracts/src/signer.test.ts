import { expect, it } from 'vitest';
import { roles } from './roles.ts';
import { readSigner, signerTold } from './signer.ts';

it.each(roles)('reads %s of a unit back', (role) => {
  expect(readSigner(signerTold(role, 'CS-640425'))).toEqual({ role, unit: 'CS-640425' });
});

it.each(['approver', 'approver@', '@', 'toString@RC-S', 'ma@RC-S', '司机老马 (无账号)', ''])(
  'takes “%s” for no role of a unit',
  (text) => {
    expect(readSigner(text)).toBeNull();
  },
);

it('reads of who holds no role any more the unit', () => {
  expect(readSigner(signerTold(undefined, 'RC-S'))).toEqual({ role: null, unit: 'RC-S' });
});
