/** The rows of delegations: given, taken back, never deleted, for signatures rest on them. Writing runs inside an act's transaction. */
import type { DocumentType, Duty } from '@changping/contracts/document-words';
import type { Role } from '@changping/contracts/roles';
import type { Instant } from '@changping/contracts/units';
import type { Delegation } from '../domain/delegation.ts';
import type { Database } from './database.ts';
import { uuid7 } from './uuid.ts';

export type Lent = {
  id: string;
  from: string;
  fromUnit: string;
  to: string;
  toUnit: string;
  since: Instant;
  until: Instant;
  actions: readonly Duty[] | null;
  types: readonly DocumentType[] | null;
  reason: string;
  givenAt: Instant;
  revokedAt: Instant | null;
};
export type NewLoan = Pick<Lent, 'since' | 'until' | 'actions' | 'types' | 'reason'> & {
  lender: number;
  deputy: number;
};
export type Delegations = {
  give(loan: NewLoan, now: Instant): string;
  revoke(id: string, now: Instant): void;
  find(id: string): Lent | undefined;
  /** The newest first. */
  list(limit: number): Lent[];
  /** What may count at this moment, of lenders whose account is in use, with the roles they have today. People by name. */
  standing(now: Instant): Delegation[];
};

export function delegations({ raw }: Pick<Database, 'raw'>): Delegations {
  const give = raw.prepare(
    `insert into delegation (id, lender, deputy, since, until, actions, types, reason, given_at, revoked_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, null)`,
  );
  const revoke = raw.prepare('update delegation set revoked_at = ? where id = ? and revoked_at is null');
  const columns = `delegation.id, lender.name as "from", lender.unit as fromUnit, deputy.name as "to", deputy.unit as toUnit,
    since, until, actions, types, reason, given_at as givenAt, revoked_at as revokedAt,
    (select group_concat(role) from account_role where account = lender.key) as roles`;
  const joined = `select ${columns} from delegation join account as lender on lender.key = delegation.lender
    join account as deputy on deputy.key = delegation.deputy`;
  const find = raw.prepare(`${joined} where delegation.id = ?`);
  const list = raw.prepare(`${joined} order by delegation.key desc limit ?`);
  const standing = raw.prepare(
    `${joined} where until > ? and since <= ? and revoked_at is null and lender.disabled_at is null order by delegation.key`,
  );
  return {
    give({ lender, deputy, since, until, actions, types, reason }, now) {
      const id = uuid7(now);
      give.run(id, lender, deputy, since, until, text(actions), text(types), reason, now);
      return id;
    },
    revoke: (id, now) => void revoke.run(now, id),
    find: (id) => [find.get(id) as Row | undefined].flatMap((row) => (row ? lentOf(row) : []))[0],
    list: (limit) => (list.all(limit) as Row[]).map(lentOf),
    standing: (now) =>
      (standing.all(now, now) as Row[]).map((row) => {
        const { from: name, fromUnit: unit, to, since, until, actions, types, revokedAt } = lentOf(row);
        const from = { id: name, unit, roles: (row.roles?.split(',') ?? []) as Role[] };
        return { from, to, since, until, actions, types, revokedAt };
      }),
  };
}

type Row = Omit<Lent, 'actions' | 'types'> & {
  actions: string | null;
  types: string | null;
  roles: string | null;
};
const lentOf = ({ roles: _, actions, types, ...row }: Row): Lent => ({
  ...row,
  actions: actions === null ? null : (JSON.parse(actions) as Duty[]),
  types: types === null ? null : (JSON.parse(types) as DocumentType[]),
});
const text = (names: readonly string[] | null): string | null =>
  names === null ? null : JSON.stringify(names);
