import { documentTypes } from '@changping/contracts/document-words';
import { isOutsider, roles } from '@changping/contracts/roles';
import { type PlainAction, rights } from '@changping/server/domain/rights';
import { expect, it } from 'vitest';
import type { Page } from '../where.ts';
import { mayAgree, mayLease, menuOf } from './rooms.ts';

/** One of them is enough. */
const wants: Partial<Record<Page, readonly PlainAction[]>> = {
  documents: ['readDocuments'],
  counts: ['readDocuments'],
  stock: ['readStock'],
  kits: ['readStock'],
  leases: ['readStock'],
  reports: ['readStock'],
  imports: ['readStock'],
  catalogue: ['readStock', 'editCatalogue'],
  labels: ['printLabel'],
  people: ['readPeople'],
  handhelds: ['readHealth', 'reviewActFirst'],
  hooks: ['editSettings'],
  policies: ['readDocuments', 'editPolicies'],
  reviews: ['reviewActFirst'],
  audit: ['readAudit'],
};

it.each(roles.filter((role) => !isOutsider(role)))(
  'offers a %s the pages that the server would not refuse, and all of them',
  (role) => {
    const offered = menuOf([role]).filter((page) => page !== 'approvals' && page !== 'owed');
    const allowed = Object.entries(wants).filter(([, any]) => any.some((right) => rights[role].has(right)));
    expect([...offered].sort()).toEqual(allowed.map(([page]) => page).sort());
    const approves = Object.keys(documentTypes).some((type) => rights[role].has(`approve:${type}` as never));
    expect(menuOf([role]).includes('approvals')).toBe(approves);
    const steps = [...rights[role]].some((right) => right.includes(':'));
    const agrees = rights[role].has('agreePolicies');
    expect(mayAgree([role])).toBe(agrees);
    expect(menuOf([role]).includes('owed'), 'of what he took a photograph, or has to agree to').toBe(
      (steps && !approves) || agrees,
    );
  },
);

it.each([
  ['partner', ['owed', 'documents', 'stock']],
  ['guest', ['owed', 'shared', 'documents']],
] as const)(
  'offers a %s the few rooms that concern them, each of which the server answers',
  (role, rooms) => {
    expect(menuOf([role])).toEqual(rooms);
    const needed: Partial<Record<Page, PlainAction>> = { shared: 'readShared', stock: 'readStock' };
    for (const room of rooms) expect(rights[role].has(needed[room] ?? 'readDocuments'), room).toBe(true);
  },
);

it.each(roles)('lets a %s lease goods where the server would, and nowhere else', (role) => {
  expect(mayLease([role])).toBe(rights[role].has('approve:handOut'));
});
