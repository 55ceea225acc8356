/** Who last gave an account a password that its owner did not choose, as the audit has it: its first one, or a new one. Reads only. */
import type { Instant } from '@changping/contracts/units';
import type { Database } from './database.ts';

export type GivenPasswords = (account: string) => { by: string; at: Instant } | null;

export function givenPasswords({ raw }: Pick<Database, 'raw'>): GivenPasswords {
  // Of one that had to be confirmed who asked has it, not who confirmed.
  const last = raw.prepare(
    `select coalesce(after ->> '$.by', account) as by, at from audit where object = ? and result = 'ok' and (
       action = 'account.create' or (action = 'account.reset' and after ->> '$.waits' is null)
       or (action = 'account.confirm' and after ->> '$.what' = 'reset'))
     order by key desc limit 1`,
  );
  return (account) => (last.get(account) as ReturnType<GivenPasswords> | undefined) ?? null;
}
