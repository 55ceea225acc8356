/** The first start: one code for each of the three administrators, used once. Only their hashes are kept here; the codes themselves are handed over by whoever started the server. */
import { type Administrator, administrators } from '@changping/contracts/roles';
import type { Instant } from '@changping/contracts/units';
import type { Database } from './database.ts';
import { hashCode, newCode } from './secrets.ts';

export type SetUpCodes = {
  /** New ones for those that were never used: whoever starts the server hands them over, and those of the start before are void. */
  make(now: Instant): { role: Administrator; code: string }[];
  /** Another one for a role whose code was used, good for an hour. It can not be read back. */
  again(role: Administrator, now: Instant): string;
  /** Whose code of the first start waits to be used. That one was made again, nobody is told. */
  waiting(): Administrator[];
  /** @returns whose code it is, if it was not used and has not ended. */
  find(code: string, now: Instant): Administrator | undefined;
  /** Within an act's transaction. */
  use(role: Administrator, now: Instant): void;
};

export function setUpCodes({ raw }: Pick<Database, 'raw'>): SetUpCodes {
  const add = raw.prepare(
    `insert into set_up_code (role, code_hash, made_at, used_at) values (?, ?, ?, null)
     on conflict (role) do update set code_hash = excluded.code_hash, made_at = excluded.made_at where used_at is null`,
  );
  const again = raw.prepare(
    `insert into set_up_code (role, code_hash, made_at, used_at, ends_at) values (?, ?, ?, null, ?)
     on conflict (role) do update set code_hash = excluded.code_hash, made_at = excluded.made_at, used_at = null, ends_at = excluded.ends_at`,
  );
  const used = raw
    .prepare('select role from set_up_code where used_at is not null or ends_at is not null')
    .pluck();
  const waiting = raw
    .prepare('select role from set_up_code where used_at is null and ends_at is null')
    .pluck();
  const find = raw
    .prepare(
      'select role from set_up_code where code_hash = ? and used_at is null and (ends_at is null or ends_at > ?)',
    )
    .pluck();
  const use = raw.prepare('update set_up_code set used_at = ? where role = ?');
  return {
    make(now) {
      const there = new Set(used.all());
      const made = administrators
        .filter((role) => !there.has(role))
        .map((role) => ({ role, code: newCode() }));
      for (const { role, code } of made) add.run(role, hashCode(code), now);
      return made;
    },
    again(role, now) {
      const code = newCode();
      again.run(role, hashCode(code), now, now + againFor);
      return code;
    },
    waiting: () => waiting.all() as Administrator[],
    find: (code, now) => find.get(hashCode(code), now) as Administrator | undefined,
    use: (role, now) => void use.run(now, role),
  };
}

const againFor = 3_600_000;
