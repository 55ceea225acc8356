/** What an administrator does to the account of another: in force at once, or once a second one has confirmed it. Who is in by an old right is put out at once. */
import { Fault } from '@changping/contracts/faults';
import type { Answer } from '@changping/contracts/http';
import type { CommandBody } from '@changping/contracts/http-commands';
import type { Instant } from '@changping/contracts/units';
import { noTries } from './domain/lockout.ts';
import { endOf, hasLapsed } from './domain/proposal-end.ts';
import { isAdministrator, refusalOf, type UnitTree } from './domain/rights.ts';
import {
  type AccountChange,
  mayConfirm,
  needsSecond,
  rightToAsk,
  type ToldChange,
  toldOf,
} from './domain/second-administrator.ts';
import type { Accounts, Person } from './store/accounts.ts';
import type { Changed } from './store/acts.ts';
import type { Database } from './store/database.ts';
import { givenPasswords } from './store/given-passwords.ts';
import { type Proposal, proposals } from './store/proposals.ts';
import type { Asker, Sessions } from './store/sessions.ts';

/** As an audit has it. */
type Change = { before: object | null; after: object | null };
type Waits = Answer<'/api/people'>['items'][number]['waits'];
export type AccountChanges = {
  /** @throws Fault certificateTaken, rightMissing */
  ask(asker: Asker, meant: Person, content: AccountChange, at: Instant, reason: string | undefined): Change;
  /** The yes or the no to what was asked; who asked may only let it fall. @throws Fault nothingWaits, proposalLapsed, and why not this one. */
  confirm(asker: Asker, meant: Person, answer: Answered, at: Instant): Changed<{ ok: true }>;
  waitsOf(meant: Person, asker: Asker): Waits;
  /** Whoever gives a password of his own again has not lost it: nobody else's shall come in force. @returns what fell. */
  remembered(meant: Person): object | null;
  /** Nobody confirms what somebody asked who is suspended, or is known no more to be the same. @returns what fell. */
  fallBy(person: string): string[];
};
type Answered = Pick<CommandBody<'/api/people/confirm'>, 'asked' | 'yes'>;

export type AccountChangeParts = {
  accounts: Accounts;
  sessions: Sessions;
  db: Pick<Database, 'raw'>;
  tree: UnitTree;
  now(): Instant;
};

const done = { ok: true } as const;

export function accountChanges({ accounts, sessions, db, tree, now }: AccountChangeParts): AccountChanges {
  const proposed = proposals<AccountChange>(db, 'account');
  const given = givenPasswords(db);

  /** Asked once more with the yes: by then the holder may be an administrator, and the certificate somebody else's. */
  function check(meant: Person, change: AccountChange): void {
    if (change.what === 'reset' && (meant.isSample || meant.roles.some(isAdministrator)))
      throw new Fault('rightMissing', meant.name);
    if (change.what === 'certificate' && accounts.isTaken(meant.key, change.certificate?.fingerprint ?? null))
      throw new Fault('certificateTaken');
  }
  function apply(meant: Person, change: AccountChange, at: Instant): Change {
    check(meant, change);
    sessions.endAll(meant.key, at);
    proposed.drop(meant.id);
    switch (change.what) {
      case 'roles':
        accounts.setRoles(meant.key, change.roles);
        return { before: { roles: meant.roles }, after: { roles: change.roles } };
      case 'certificate':
        accounts.setCertificate(meant.key, change.certificate?.fingerprint ?? null);
        return { before: { fingerprint: meant.certificate }, after: change.certificate };
      case 'reset':
        accounts.setPassword(meant.key, change.hash, true, at);
        accounts.setTotp(meant.key, null, 0);
        accounts.setCertificate(meant.key, null);
        accounts.setTries(meant.key, noTries);
        return { before: null, after: { ...toldOf(change), fallen: proposed.dropBy(meant.name) } };
    }
  }
  const told = ({ by, content }: Proposal<AccountChange>): ToldChange & { by: string } => ({
    by,
    ...toldOf(content),
  });
  function mayAnswer(who: Person, meant: Person, { by, content }: Proposal<AccountChange>): boolean {
    const first = accounts.find(by);
    const giver = accounts.find(given(meant.name)?.by ?? '');
    return first !== undefined && mayConfirm(who, first, meant, content, giver?.id);
  }

  return {
    ask({ person }, meant, content, at, reason) {
      if (!needsSecond(meant.roles, content)) return apply(meant, content, at);
      check(meant, content);
      const before = proposed.find(meant.id);
      // Whoever confirms names the one that was seen by its instant.
      const asked = Math.max(at, (before?.at ?? 0) + 1) as Instant;
      proposed.put(meant.id, { content, by: person.name, at: asked, reason: reason ?? null });
      return { before: before ? { waits: told(before) } : null, after: { waits: toldOf(content) } };
    },
    confirm({ person }, meant, { asked, yes }, at) {
      const waits = proposed.find(meant.id);
      if (waits?.at !== asked) throw new Fault('nothingWaits', meant.name);
      const { by, content } = waits;
      const first = accounts.find(by);
      const isOwn = person.name === by;
      if (!(isOwn && !yes) && !mayAnswer(person, meant, waits)) throw new Fault('secondAdministrator', by);
      if (!yes) {
        proposed.drop(meant.id);
        return { before: told(waits), after: null, result: done };
      }
      if (hasLapsed(waits.at, at)) throw new Fault('proposalLapsed', by);
      // Who asked may have lost the right since, and the account may be another.
      const refused = refusalOf(first as Person, rightToAsk(content), meant.unit, tree);
      if (refused || first?.disabledAt !== null) throw new Fault('nothingWaits', by);
      const { before, after } = apply(meant, content, at);
      return { before, after: { by, ...after }, result: done };
    },
    waitsOf(meant, { person }) {
      const waits = proposed.find(meant.id);
      if (!waits) return null;
      const { at, reason } = waits;
      return {
        ...{ ...told(waits), at, reason, endsAt: endOf(at), isLapsed: hasLapsed(at, now()) },
        given: given(meant.name),
        mayConfirm: mayAnswer(person, meant, waits),
      };
    },
    remembered(meant) {
      const waits = proposed.find(meant.id);
      if (waits?.content.what !== 'reset') return null;
      proposed.drop(meant.id);
      return { waits: told(waits) };
    },
    fallBy: (person) => proposed.dropBy(person),
  };
}
