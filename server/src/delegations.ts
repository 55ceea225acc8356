/** Who stands in for whom: given by whoever holds the duties himself, for a term, and taken back by the same. */

import { type DocumentType, type Duty, documentTypes, duties } from '@changping/contracts/document-words';
import { Fault } from '@changping/contracts/faults';
import type { Answer, Query } from '@changping/contracts/http';
import type { CommandAnswer, CommandBody } from '@changping/contracts/http-commands';
import { isOutsider } from '@changping/contracts/roles';
import type { Instant } from '@changping/contracts/units';
import { arranged, isNamed, type Orders } from './domain/arranged.ts';
import { delegationMs } from './domain/delegation.ts';
import { conflictsOf, isAdministrator, may, rights, type UnitTree } from './domain/rights.ts';
import { actorOf } from './entrance.ts';
import type { Accounts, Person } from './store/accounts.ts';
import type { Acts } from './store/acts.ts';
import type { Delegations, Lent } from './store/delegations.ts';
import { regionChain } from './store/seed.ts';
import type { Asker } from './store/sessions.ts';

type Lending = '/api/delegations/give' | '/api/delegations/revoke';
export type DelegationParts = {
  rows: Delegations;
  accounts: Pick<Accounts, 'find'>;
  acts: Acts;
  tree: UnitTree;
  /** As documents have it. */
  now(): Instant;
};
export type DelegationDesk = {
  deeds: { [L in Lending]: (body: CommandBody<L>, asker: Asker) => CommandAnswer<L> };
  list(query: Query<'/api/delegations'>, asker: Asker): Answer<'/api/delegations'>;
};

const listed = 500;

export function delegationDesk({ rows, accounts, acts, tree, now }: DelegationParts): DelegationDesk {
  return {
    deeds: {
      '/api/delegations/give'({ to, until, actions, types, reason, since }, asker) {
        const what = { chain: regionChain, action: 'delegation.give', object: to, reason };
        return acts.run(actorOf(asker), what, () => {
          const at = now();
          const { person } = asker;
          const deputy = accounts.find(to);
          refuseBound(asker);
          refuseDeputy(person, deputy);
          refuseUnheld(person, actions, types);
          const start = Math.max(since ?? at, at) as Instant;
          if (until <= start || until - start > delegationMs) throw new Fault('delegationTerm');
          const term = { since: start, until: until as Instant };
          const loan = { ...term, actions, types, reason, lender: person.key, deputy: deputy.key };
          const id = rows.give(loan, at);
          const after = { id, to: deputy.name, ...term, actions, types };
          return { before: null, after, result: { id } };
        });
      },
      '/api/delegations/revoke'({ id, reason }, asker) {
        const lent = rows.find(id);
        const own = lent?.from === asker.person.name ? lent : undefined;
        const object = own?.to ?? id;
        const what = { chain: regionChain, action: 'delegation.revoke', object, reason: reason ?? null };
        return acts.run(actorOf(asker), what, () => {
          refuseBound(asker);
          // Of others' is not even told whether it is there.
          if (!own) throw new Fault('notFound', `delegation ${id}`);
          const at = now();
          rows.revoke(id, at);
          const { revokedAt } = own;
          return { before: { revokedAt }, after: { id, revokedAt: revokedAt ?? at }, result: { ok: true } };
        });
      },
    },
    list(query, { person }) {
      const at = now();
      const reads = ({ fromUnit, toUnit }: Lent) =>
        may(person, 'readPeople', fromUnit, tree) && may(person, 'readPeople', toUnit, tree);
      const isOwn = ({ from, to }: Lent) =>
        person.within === undefined && (from === person.name || to === person.name);
      const seen = rows
        .list(listed)
        .filter((lent) => isOwn(lent) || reads(lent))
        .filter(({ from, to }) => isNamed(query.text ?? '', from, to));
      const { items, next } = arranged(seen, byLent, ({ id }) => id, query);
      return { items: items.map((lent) => shown(lent, at)), next };
    },
  };
}

const byLent: Orders<Lent> = {
  givenAt: ({ givenAt }) => givenAt,
  from: ({ from }) => from,
  to: ({ to }) => to,
  term: ({ until }) => until,
};

/** Who takes it over would have all that the owner of the token may. @throws Fault */
function refuseBound({ person, session }: Asker): void {
  if (person.within !== undefined) throw new Fault('rightMissing', session.label);
}

/** @throws Fault */
function refuseDeputy(person: Person, deputy: Person | undefined): asserts deputy is Person {
  if (!deputy || deputy.key === person.key || deputy.disabledAt !== null) throw new Fault('delegationTo');
  if (!deputy.roles.length || deputy.roles.some((role) => isAdministrator(role) || isOutsider(role)))
    throw new Fault('delegationTo');
  const conflicts = conflictsOf([...person.roles, ...deputy.roles]);
  if (conflicts.length)
    throw new Fault('rolesConflict', conflicts.map((pair) => pair.join(' + ')).join(', '));
}

/** Nobody lends what he has not. @throws Fault */
function refuseUnheld(
  { roles }: Person,
  actions: readonly Duty[] | null,
  types: readonly DocumentType[] | null,
): void {
  const lends = !roles.some((role) => isAdministrator(role) || isOutsider(role));
  const holds = (duty: Duty): boolean =>
    (types ?? (Object.keys(documentTypes) as DocumentType[])).some((type) =>
      roles.some((role) => rights[role].has(`${duty}:${type}`)),
    );
  const unheld = actions?.find((duty) => !holds(duty));
  const any = (Object.keys(duties) as Duty[]).some(holds);
  if (!lends || unheld !== undefined || !any) throw new Fault('dutyMissing', unheld ?? '');
}

function shown({ fromUnit: _, toUnit: __, actions, types, ...lent }: Lent, at: Instant) {
  const { since, until, revokedAt } = lent;
  const state = revokedAt !== null ? 'revoked' : at >= until ? 'ended' : at < since ? 'coming' : 'standing';
  return { ...lent, actions: actions && [...actions], types: types && [...types], state } as const;
}
