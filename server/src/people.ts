/** What people do with accounts: their own, and the administrators with everybody's. Who is in by an old right is put out at once. */

import { Fault } from '@changping/contracts/faults';
import type { Answer, Query } from '@changping/contracts/http';
import type { CommandAnswer, CommandBody } from '@changping/contracts/http-commands';
import type { peopleCommands } from '@changping/contracts/http-people';
import { isOutsider } from '@changping/contracts/roles';
import type { Instant } from '@changping/contracts/units';
import type { AccountChanges } from './account-changes.ts';
import { arranged, isNamed, type Orders } from './domain/arranged.ts';
import { afterFailure, isLocked } from './domain/lockout.ts';
import {
  conflictsOf,
  isAdministrator,
  may,
  type PlainAction,
  refusalOf,
  refusalOfGrant,
  rights,
  type UnitTree,
} from './domain/rights.ts';
import { isWeighty, needsSecond } from './domain/second-administrator.ts';
import { reaches, refusalOfScope } from './domain/token-scope.ts';
import { actorOf, cardOf, hasSecondFactor, passwordFault } from './entrance.ts';
import { readPersonCertificate } from './person-certificate.ts';
import { type Accounts, nameOf, type Person } from './store/accounts.ts';
import type { Acts, Changed } from './store/acts.ts';
import { hashPassword, isPassword, newCode, newTotpSecret, stepOf } from './store/secrets.ts';
import { regionChain } from './store/seed.ts';
import type { Asker, Session, Sessions } from './store/sessions.ts';

/** Those of the commands that somebody who is in gives. */
type Own = Exclude<
  keyof typeof peopleCommands,
  '/api/session' | '/api/session/sample' | '/api/set-up' | '/api/session/end'
>;
export type People = {
  [C in Own]: (body: CommandBody<C>, asker: Asker) => CommandAnswer<C> | Promise<CommandAnswer<C>>;
} & {
  names(asker: Asker): Answer<'/api/names'>;
  list(query: Query<'/api/people'>, asker: Asker): Answer<'/api/people'>;
  /** Where whoever asks is in. */
  own(query: Query<'/api/sessions'>, asker: Asker): Answer<'/api/sessions'>;
};
export type PeopleParts = {
  accounts: Accounts;
  sessions: Sessions;
  changes: AccountChanges;
  acts: Acts;
  tree: UnitTree;
  region: string;
  /** Are people asked for certificates of their own? */
  asksCertificates: boolean;
  now(): Instant;
};

const done = { ok: true } as const;
const day = 86_400_000;
/** Secrets that were shown and wait for the first code of them. */
const shownMax = 100;

export function people(parts: PeopleParts): People {
  const { accounts, sessions, changes, acts, tree, region, asksCertificates, now } = parts;
  const shown = new Map<number, string>();

  type Shown = CommandAnswer<'/api/second-factor'>;
  function act<Result>(
    asker: Asker,
    [action, object, reason]: readonly [action: string, object: string, reason?: string | undefined],
    work: (at: Instant) => Changed<Result>,
  ): Result {
    const at = now();
    const what = { chain: regionChain, action, object, reason: reason ?? null };
    return acts.run(actorOf(asker), what, () => work(at));
  }
  /** Others may have tried while this one was being stretched. @throws Fault accountLocked */
  function wrongPassword(key: number, isRight: boolean, at: Instant) {
    const { tries } = accounts.get(key) as Person;
    if (isLocked(tries, at)) throw new Fault('accountLocked');
    if (isRight) return null;
    const counted = afterFailure(tries, at);
    accounts.setTries(key, counted);
    return { before: tries, after: counted, refused: new Fault('loginWrong') };
  }
  /** @throws Fault notFound, or why this one may not. */
  function other({ person }: Asker, action: PlainAction, id: string): Person {
    const meant = accounts.byId(id);
    const refused = refusalOf(person, action, meant?.unit ?? region, tree);
    if (refused) throw new Fault(refused);
    if (!meant) throw new Fault('notFound', `account ${id}`);
    return meant;
  }

  return {
    async '/api/password'({ old, password }, asker) {
      const { key, name } = asker.person;
      const [isRight, ...matches] = await Promise.all(
        [accounts.get(key)?.password ?? null, ...accounts.passwordsOf(key)].map((hash, at) =>
          isPassword(at === 0 ? old : password, hash),
        ),
      );
      const fault = isRight ? passwordFault(password, name, matches) : null;
      const hash = isRight && !fault ? await hashPassword(password) : '';
      return act(asker, ['password.change', name], (at) => {
        // Who sits down at somebody's open page must not try passwords there.
        const wrong = wrongPassword(key, isRight === true, at);
        if (wrong) return wrong;
        if (fault) throw fault;
        accounts.setPassword(key, hash, false, at);
        sessions.endAll(key, at, asker.session.key);
        return { before: changes.remembered(asker.person), after: null, result: done };
      });
    },
    async '/api/second-factor'({ password, code }, asker) {
      const { key, name, password: hash } = asker.person;
      const isRight = await isPassword(password, hash);
      const fresh = code ? null : await newTotp(name);
      return act<Shown>(asker, [code ? 'secondFactor.confirm' : 'secondFactor.make', name], (at) => {
        const wrong = wrongPassword(key, isRight, at);
        if (wrong) return wrong;
        // Whoever sits down at an open page must not put a phone of their own in the place of this one's.
        if (hasSecondFactor(asker.person)) throw new Fault('secondFactorSet');
        if (fresh) {
          if (shown.size >= shownMax) shown.clear();
          shown.set(key, fresh.secret);
          return { before: null, after: null, result: fresh };
        }
        const secret = shown.get(key);
        const step = secret === undefined ? null : stepOf(secret, `${code}`.replaceAll(/\s/g, ''), at, -1);
        if (secret === undefined || step === null) throw new Fault('secondFactorWrong');
        accounts.setTotp(key, secret, step);
        shown.delete(key);
        return { before: null, after: null, result: { secret: null, uri: null, qr: null } };
      });
    },
    async '/api/people/create'({ name, display, unit, reason }, asker) {
      const password = newCode();
      const mayMake = may(asker.person, 'createUsers', unit, tree);
      const hash = mayMake ? await hashPassword(password) : '';
      return act(asker, ['account.create', nameOf(name), reason], (at) => {
        const refused = refusalOf(asker.person, 'createUsers', unit, tree);
        if (refused) throw new Fault(refused);
        const made = accounts.add(
          { name, display, unit, roles: [], password: hash, isGiven: true, isSample: false },
          at,
        );
        if (!made) throw new Fault('nameTaken', name);
        return { before: null, after: cardOf(made), result: { id: made.id, password } };
      });
    },
    '/api/people/roles': ({ id, roles, reason }, asker) =>
      act(asker, ['account.roles', accounts.byId(id)?.name ?? id, reason], (at) => {
        const meant = other(asker, 'grantRoles', id);
        const added = roles.filter((role) => !meant.roles.includes(role));
        const kept = { ...meant, roles: meant.roles.filter((role) => roles.includes(role)) };
        for (const role of added) {
          const refused = refusalOfGrant(asker.person, kept, role, tree);
          if (refused) throw new Fault(refused, role);
        }
        if (meant.id === asker.person.id) throw new Fault('grantToSelf');
        const conflicts = conflictsOf(roles);
        if (conflicts.length)
          throw new Fault('rolesConflict', conflicts.map((pair) => pair.join(' + ')).join(', '));
        const wanted = { what: 'roles', roles: [...new Set(roles)] } as const;
        return { ...changes.ask(asker, meant, wanted, at, reason), result: done };
      }),
    '/api/people/suspend': ({ id, suspended, reason }, asker) =>
      act(asker, ['account.suspend', accounts.byId(id)?.name ?? id, reason], (at) => {
        const meant = other(asker, 'suspendUsers', id);
        if (meant.id === asker.person.id) throw new Fault('samePerson');
        accounts.suspend(meant.key, suspended ? at : null);
        sessions.endAll(meant.key, at);
        const before = { suspended: meant.disabledAt !== null };
        if (!suspended) return { before, after: { suspended }, result: done };
        return { before, after: { suspended, fallen: changes.fallBy(meant.name) }, result: done };
      }),
    async '/api/people/reset'({ id, reason }, asker) {
      const password = newCode();
      const mayReset = asker.person.roles.some((role) => rights[role].has('resetPasswords'));
      const hash = mayReset ? await hashPassword(password) : '';
      return act(asker, ['account.reset', accounts.byId(id)?.name ?? id, reason], (at) => {
        const meant = other(asker, 'resetPasswords', id);
        if (meant.id === asker.person.id) throw new Fault('samePerson');
        const wanted = { what: 'reset', hash } as const;
        const waits = needsSecond(meant.roles, wanted);
        return { ...changes.ask(asker, meant, wanted, at, reason), result: { id, password, waits } };
      });
    },
    '/api/people/certificate': ({ id, certificate, reason }, asker) =>
      act(asker, ['account.certificate', accounts.byId(id)?.name ?? id, reason], (at) => {
        const meant = other(asker, 'grantRoles', id);
        // Whoever sits down at an open page must not put a certificate of their own in the place of this one's.
        if (meant.id === asker.person.id) throw new Fault('samePerson');
        const shown = certificate === null ? null : readPersonCertificate(certificate, at);
        if (shown && !asksCertificates) throw new Fault('certificateUnasked');
        const wanted = { what: 'certificate', certificate: shown } as const;
        return { ...changes.ask(asker, meant, wanted, at, reason), result: done };
      }),
    '/api/people/confirm': ({ id, asked, yes, reason }, asker) =>
      act(asker, ['account.confirm', accounts.byId(id)?.name ?? id, reason], (at) => {
        const meant = other(asker, 'readPeople', id);
        return changes.confirm(asker, meant, { asked, yes }, at);
      }),
    '/api/sessions/end': ({ id, reason }, asker) =>
      act(asker, ['session.cut', String(id), reason], (at) => {
        const { person, session } = asker;
        if (person.within !== undefined && id !== session.key) throw new Fault('rightMissing', session.label);
        const account = sessions.whose(id, at);
        const whose = account === undefined ? undefined : accounts.get(account);
        const isOwn = whose?.key === person.key;
        if (!isOwn && !may(person, 'revokeDevices', whose?.unit ?? region, tree))
          throw new Fault('rightMissing');
        if (!whose) throw new Fault('notFound', `session ${id}`);
        sessions.end(id, at);
        return { before: { account: whose.name }, after: null, result: done };
      }),
    async '/api/tokens'({ label, days, isReadOnly, password, scope = null }, asker) {
      const isRight = asker.person.isSample || (await isPassword(password, asker.person.password));
      return act<CommandAnswer<'/api/tokens'>>(asker, ['token.make', label], (at) => {
        // It would outlive the handheld's revocation, and work anywhere.
        if (asker.handheld || asker.session.handheld !== null) throw new Fault('handheldMakesNone');
        // A token that makes tokens would outlive its own end.
        if (asker.session.kind === 'token') throw new Fault('rightMissing');
        // An administrator's second factor would be asked for once and then for a year no more.
        if (asker.person.roles.some(isAdministrator) && !isReadOnly) throw new Fault('rightMissing');
        const refused = scope && refusalOfScope(asker.person, scope, tree);
        if (refused) throw new Fault(refused, 'a token');
        // Whoever sits down at an open page must not leave with what outlives it.
        const wrong = wrongPassword(asker.person.key, isRight, at);
        if (wrong) return wrong;
        const endsAt = (at + days * day) as Instant;
        const { key: account } = asker.person;
        const { address } = asker;
        const token = sessions.open(
          { account, kind: 'token', isReadOnly: Number(isReadOnly), scope, label, address, endsAt },
          at,
        );
        return { before: null, after: { label, days, isReadOnly, scope }, result: { token, endsAt } };
      });
    },
    list(query, asker) {
      const { person } = asker;
      const at = now();
      const { text = '', role } = query;
      const seen = accounts
        .list()
        .filter(({ unit }) => may(person, 'readPeople', unit, tree))
        .filter(({ name, display }) => isNamed(text, name, display))
        .filter(({ roles }) => role === undefined || roles.includes(role));
      const { items, next } = arranged(seen, byPerson, ({ key }) => key, query);
      return {
        items: items.map((each) => ({ ...rowOf(each, sessions, at), waits: changes.waitsOf(each, asker) })),
        next,
      };
    },
    names({ person }) {
      const isOutside = person.roles.some(isOutsider);
      const seen = accounts
        .list()
        .filter(({ unit }) => (isOutside ? unit === person.unit : reaches(person, unit, tree)));
      return { items: seen.map(({ name, display }) => ({ name, display })), next: null };
    },
    own(query, { person, session }) {
      const seen = sessions
        .openOf(person.key, now())
        .filter(({ key }) => person.within === undefined || key === session.key);
      const all = seen.map((each) => ({
        ...{ ...sessionOf(each), handheld: each.on, isThis: each.key === session.key },
      }));
      return arranged(all, bySession, ({ id }) => id, query);
    },
  };
}

const byPerson: Orders<Person> = {
  name: ({ name }) => name,
  display: ({ display }) => display,
  unit: ({ unit }) => unit,
  createdAt: ({ createdAt }) => createdAt,
};
const bySession: Orders<Answer<'/api/sessions'>['items'][number]> = {
  device: ({ kind, label, handheld }) => `${kind} ${handheld ?? label}`,
  address: ({ address }) => address,
  seenAt: ({ seenAt }) => seenAt,
  endsAt: ({ endsAt }) => endsAt,
};

const rowOf = (person: Person, sessions: Sessions, at: Instant) => ({
  ...cardOf(person),
  createdAt: person.createdAt,
  lockedUntil: person.tries.lockedUntil,
  disabledAt: person.disabledAt,
  hasSecondFactor: hasSecondFactor(person),
  isWeighty: person.roles.some(isWeighty),
  certificate: person.certificate,
  sessions: sessions.openOf(person.key, at).map(sessionOf),
});

const sessionOf = ({ key: id, kind, label, scope, address, seenAt, endsAt }: Session) => ({
  ...{ id, kind, label, address, seenAt, endsAt },
  scope: scope && { unit: scope.unit, roles: [...scope.roles] },
});

/** As a phone takes it, by its camera or typed; the encoder is fetched for the few who ask. */
async function newTotp(name: string) {
  const { codeOutline } = await import('./work/code-outline.ts');
  const secret = newTotpSecret();
  const label = encodeURIComponent(`常平:${name}`);
  const uri = `otpauth://totp/${label}?secret=${secret}&issuer=Changping`;
  return { secret, uri, qr: codeOutline('qrcode', uri) };
}
