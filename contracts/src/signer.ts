/** One of our signers as the other end of a document is told of him: a role at a unit, approver@RC-S, and no name; of who holds no role any more, the unit. An account is never called so, but may well be called as a role is. */
import { type Role, roles } from './roles.ts';

export const signerTold = (role: Role | undefined, unit: string): string => `${role ?? ''}@${unit}`;

/** @returns null for the name of an account, and for whoever has none. */
export function readSigner(text: string): { role: Role | null; unit: string } | null {
  const [, named, unit = ''] = /^([^@]*)@(.+)$/s.exec(text) ?? [];
  const role = named === '' ? null : roles.find((each) => each === named);
  return role === undefined ? null : { role, unit };
}
