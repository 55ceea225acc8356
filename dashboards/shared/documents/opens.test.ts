import { type DocumentType, documentTypes } from '@changping/contracts/document-words';
import { isOutsider, roles } from '@changping/contracts/roles';
import { tables } from '@changping/server/domain/documents/tables';
import { rights } from '@changping/server/domain/rights';
import { expect, it } from 'vitest';
import { shapes } from './draft.ts';
import { typesOf } from './opens.ts';

it.each(roles)('offers a %s every type of document that the server lets them open, and no other', (role) => {
  const types = Object.keys(documentTypes) as DocumentType[];
  // A count is begun on its own page, and a neighbour asks on one that names no goods of ours.
  const allowed = types.filter(
    (type) => type !== 'count' && !isOutsider(role) && rights[role].has(`${tables[type].opens}:${type}`),
  );
  expect([...typesOf([role])].sort()).toEqual(allowed.sort());
  for (const type of typesOf([role])) expect(shapes, type).toHaveProperty(type);
});
