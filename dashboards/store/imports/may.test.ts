import { type ImportKind, importKinds } from '@changping/contracts/import-words';
import { roles } from '@changping/contracts/roles';
import { type PlainAction, rights } from '@changping/server/domain/rights';
import { expect, it } from 'vitest';
import { kindsOf } from './may.ts';

const takes: Record<ImportKind, PlainAction> = {
  stock: 'importStock',
  tags: 'bindTag',
  supplyClasses: 'editCatalogue',
};

it.each(roles)('offers a %s the imports that the server would take from them, and all of them', (role) => {
  const allowed = (Object.keys(importKinds) as ImportKind[]).filter((kind) => rights[role].has(takes[kind]));
  expect(kindsOf([role]).sort()).toEqual(allowed.sort());
});
