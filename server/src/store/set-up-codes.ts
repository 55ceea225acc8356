/** The first start: one code for each of the three administrators, used once. Only their hashes are kept here; the codes themselves are handed over by whoever started the server. */
import { type Administrator, administrators } from '@changping/contracts/roles';
import type { Instant } from '@changping/contracts/units';
import type { Database } from './database.ts';
import { hashToken, newCode } from './secrets.ts';

export type SetUpCodes = {
  /** Makes those that were never made. @returns them, to be handed over; they can not be read back. */
  make(now: Instant): { role: Administrator; code: string }[];
  /** Whose code waits to be used. */
  waiting(): Administrator[];
  /** @returns whose code it is, if it was not used. */
  find(code: string): Administrator | undefined;
  /** Within an act's transaction. */
  use(role: Administrator, now: Instant): void;
};

export function setUpCodes({ raw }: Pick<Database, 'raw'>): SetUpCodes {
  const add = raw.prepare(
    'insert into set_up_code (role, code_hash, made_at, used_at) values (?, ?, ?, null) on conflict do nothing',
  );
  const known = raw.prepare('select role from set_up_code').pluck();
  const waiting = raw.prepare('select role from set_up_code where used_at is null').pluck();
  const find = raw.prepare('select role from set_up_code where code_hash = ? and used_at is null').pluck();
  const use = raw.prepare('update set_up_code set used_at = ? where role = ?');
  return {
    make(now) {
      const there = new Set(known.all());
      const made = administrators
        .filter((role) => !there.has(role))
        .map((role) => ({ role, code: newCode() }));
      for (const { role, code } of made) add.run(role, hashOf(code), now);
      return made;
    },
    waiting: () => waiting.all() as Administrator[],
    find: (code) => find.get(hashOf(code)) as Administrator | undefined,
    use: (role, now) => void use.run(now, role),
  };
}

/** However it is typed. */
const hashOf = (code: string): string => hashToken(code.toUpperCase().replaceAll(/[^A-Z0-9]/g, ''));
