/** The database's versions, in order; a version once released is never changed. They run on every dialect Kysely has. */
import type { Migration } from 'kysely';
import { first } from './first.ts';
import { gates } from './gates.ts';

export const migrations: Record<string, Migration> = {
  '0001-first': { up: first },
  '0002-gates': { up: gates },
};
