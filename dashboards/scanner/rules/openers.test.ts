import { roles } from '@changping/contracts/roles';
import { tables } from '@changping/server/domain/documents/tables';
import { rights } from '@changping/server/domain/rights';
import { expect, it } from 'vitest';
import { daily, openersOf, seldom } from './openers.ts';

it('offers to each role what it may open, and nothing besides', () => {
  for (const role of roles)
    expect(openersOf([role]), role).toEqual(
      [...daily, ...seldom].filter((type) => rights[role].has(`${tables[type].opens}:${type}`)),
    );
});
