/** Coming in: with a password, with the one-time code of the first start, or with a sample account of a demo; and being known by what one holds afterwards. A stranger's guess for nobody's account leaves a count and no row, or strangers could make the book grow. */
import { Fault, type FaultCode } from '@changping/contracts/faults';
import type { Answer } from '@changping/contracts/http';
import type { CommandAnswer, CommandBody } from '@changping/contracts/http-commands';
import type { Instant } from '@changping/contracts/units';
import type { AccountChanges } from './account-changes.ts';
import { afterFailure, afterSuccess, isLocked } from './domain/lockout.ts';
import { mustChange, normalised, passwordFaults } from './domain/password.ts';
import { isAdministrator } from './domain/rights.ts';
import { sessionMs } from './domain/session-end.ts';
import { bound } from './domain/token-scope.ts';
import { type Accounts, nameOf, type Person } from './store/accounts.ts';
import type { Actor, Acts } from './store/acts.ts';
import type { Held } from './store/handhelds.ts';
import { csrfOf, hashPassword, isPassword, stepOf } from './store/secrets.ts';
import { regionChain } from './store/seed.ts';
import type { Asker, Entered, Session, Sessions, Stranger } from './store/sessions.ts';
import type { SetUpCodes } from './store/set-up-codes.ts';

type Me = CommandAnswer<'/api/session'>;
/** What is shown beside the password. */
type Second = { code: string | undefined; certificate: string | null | undefined };

export type Entrance = {
  open(body: CommandBody<'/api/session'>, who: Stranger): Promise<Entered>;
  sample(body: CommandBody<'/api/session/sample'>, who: Stranger): Entered;
  setUp(body: CommandBody<'/api/set-up'>, who: Stranger): Promise<Entered>;
  door(who: Stranger): Answer<'/api/door'>;
  /** `isHand`: a page that listens by itself is no hand on it. @throws Fault notLoggedIn, sessionIdle, sessionTooLong, accountSuspended. */
  asker(token: string, address: string, isHand?: boolean): Asker;
  me(asker: Asker): Me;
  end(asker: Asker): void;
};
export type EntranceParts = {
  accounts: Accounts;
  sessions: Sessions;
  codes: SetUpCodes;
  changes: Pick<AccountChanges, 'fallBy'>;
  acts: Acts;
  region: string;
  siteOf(unit: string): { name: string; nameEn: string } | undefined;
  /** A demo: its sample accounts may be used from this computer. */
  hasSamples: boolean;
  now(): Instant;
};

export const actorOf = ({ person, address, session, handheld }: Asker): Actor => ({
  account: person.name,
  role: person.roles.join('+'),
  device: handheld ? deviceOf(handheld) : session.kind === 'token' ? tokenOf(session) : null,
  address,
});

/** With the unit that it is bound to. */
const tokenOf = ({ label, scope }: Session): string => (scope ? `${label} @${scope.unit}` : label);

/** With the number under which it sent this. */
const deviceOf = ({ name, word }: Held): string =>
  word?.signed ? `${name} ${word.epoch.slice(0, 8)}/${word.signed.seq}` : name;

export function entrance(parts: EntranceParts): Entrance {
  const { accounts, sessions, codes, changes, acts, region, siteOf, hasSamples, now } = parts;

  const enter = ({ key: account }: Person, { agent, address, handheld }: Stranger, at: Instant): string =>
    sessions.open(
      {
        account,
        handheld: handheld?.key ?? null,
        kind: 'browser',
        isReadOnly: 0,
        label: agent,
        address,
        endsAt: (at + sessionMs) as Instant,
      },
      at,
    );
  const entered = (token: string, { address, handheld = null }: Stranger): Entered => ({
    token,
    me: entrance.me({ ...entrance.asker(token, address), handheld }),
  });

  const asActor = (person: Person, { address, handheld }: Stranger): Actor => ({
    account: person.name,
    role: person.roles.join('+'),
    device: handheld?.name ?? null,
    address,
  });
  const act = (action: string, object: string) => ({ chain: regionChain, action, object });

  const entrance: Entrance = {
    async open({ name, password, code }, who) {
      const known = accounts.find(name);
      const isRight = await isPassword(password, known?.password ?? null);
      // Who sits at the demo's own computer comes in with a click, and in no other way.
      if (!known || known.isSample) throw new Fault('loginWrong');
      const at = now();
      const token = acts.run(asActor(known, who), act('session.open', known.name), () => {
        // Others may have tried while this password was being stretched.
        const person = accounts.get(known.key) as Person;
        const { failures } = person.tries;
        if (isLocked(person.tries, at)) throw new Fault('accountLocked');
        const fault = isRight
          ? secondFactor(person, { code, certificate: who.certificate }, at)
          : 'loginWrong';
        if (fault) {
          const tries = afterFailure(person.tries, at);
          // Forgetting it is no guess.
          if (fault !== 'secondFactorNeeded' && fault !== 'certificateNeeded')
            accounts.setTries(person.key, tries);
          return { before: { failures }, after: tries, refused: new Fault(fault) };
        }
        if (person.disabledAt !== null) throw new Fault('accountSuspended');
        accounts.setTries(person.key, afterSuccess(person.tries, at));
        return { before: null, after: { agent: who.agent }, result: enter(person, who, at) };
      });
      return entered(token, who);
    },
    sample({ name }, who) {
      if (!who.isLocal || !hasSamples) throw new Fault('loginLocal');
      const person = accounts.find(name);
      if (!person?.isSample) throw new Fault('notFound', `sample account ${name}`);
      const at = now();
      const token = acts.run(asActor(person, who), act('session.sample', person.name), () => ({
        before: null,
        after: { agent: who.agent },
        result: enter(person, who, at),
      }));
      return entered(token, who);
    },
    async setUp({ code, name, display, password }, who) {
      if (!codes.find(code, now())) throw new Fault('codeWrong');
      const fault = passwordFault(password, name, []);
      const hash = fault ? '' : await hashPassword(password);
      const at = now();
      const role = codes.find(code, at);
      if (!role) throw new Fault('codeWrong');
      const actor = { account: nameOf(name), role, device: null, address: who.address };
      const token = acts.run(actor, act('account.setUp', nameOf(name)), () => {
        if (fault) throw fault;
        const person = accounts.add(
          { name, display, unit: region, roles: [role], password: hash, isGiven: false, isSample: false },
          at,
        );
        if (!person) throw new Fault('nameTaken', name);
        codes.use(role, at);
        // A code made anew is for somebody who could not come in any more: nobody else keeps that way in.
        const before = accounts.list().filter(({ key, roles }) => key !== person.key && roles.includes(role));
        const fallen = before.flatMap((each) => {
          accounts.suspend(each.key, at);
          sessions.endAll(each.key, at);
          return changes.fallBy(each.name);
        });
        return {
          before: null,
          after: { role, display, suspended: before.map(({ name: of }) => of), fallen },
          result: enter(person, who, at),
        };
      });
      return entered(token, who);
    },
    door: ({ isLocal }) => ({
      setUp: codes.waiting(),
      samples:
        isLocal && hasSamples
          ? accounts
              .list()
              .filter(({ isSample }) => isSample)
              .map((person) => ({ ...cardOf(person), at: siteOf(person.unit) ?? null }))
          : [],
    }),
    asker(token, address, isHand = true) {
      const session = sessions.find(token, now());
      if (!session) throw new Fault('notLoggedIn');
      if (session === 'idle') throw new Fault('sessionIdle');
      if (session === 'tooLong') throw new Fault('sessionTooLong');
      const person = accounts.get(session.account);
      if (!person) throw new Fault('notLoggedIn');
      if (person.disabledAt !== null) throw new Fault('accountSuspended');
      if (person.isSample && !hasSamples) throw new Fault('loginLocal');
      if (isHand) sessions.touch(session, now());
      return { person: bound(person, session.scope), session, csrf: csrfOf(token), address };
    },
    me: ({ person, csrf, handheld }) => ({
      ...cardOf(person),
      csrf,
      mustChange: isToChange(person, now()),
      needsSecondFactor: lacksSecondFactor(person),
      handheld: handheld ? { id: handheld.id, name: handheld.name, site: handheld.site } : null,
    }),
    end(asker) {
      const at = now();
      acts.run(actorOf(asker), act('session.end', asker.person.name), () => {
        sessions.end(asker.session.key, at);
        return { before: null, after: null, result: undefined };
      });
    },
  };
  return entrance;

  /** Either is enough. @returns why it is not. */
  function secondFactor(person: Person, { code, certificate }: Second, at: Instant): FaultCode | null {
    if (person.certificate !== null && certificate === person.certificate) return null;
    if (person.totp === null) return person.certificate === null ? null : 'certificateNeeded';
    if (!code) return 'secondFactorNeeded';
    const step = stepOf(person.totp, code.replaceAll(/\s/g, ''), at, person.totpStep);
    if (step === null) return 'secondFactorWrong';
    accounts.setTotp(person.key, person.totp, step);
    return null;
  }
}

/** Every fault of it at once: the first as the code, the others beside it. */
export function passwordFault(password: string, name: string, matches: readonly boolean[]): Fault | null {
  const [first, ...others] = passwordFaults(normalised(password), { name: nameOf(name), matches });
  return first ? new Fault(first, others.join(' ')) : null;
}

export const cardOf = ({ id, name, display, unit, roles, isSample }: Person) => ({
  ...{ id, name, display, unit, roles: [...roles], isSample },
});

/** A sample account has no password to change. */
export const isToChange = ({ isGiven, passwordAt, isSample }: Person, now: Instant): boolean =>
  !isSample && mustChange({ isGiven, changedAt: passwordAt }, now);

export const hasSecondFactor = ({ totp, certificate }: Person): boolean =>
  totp !== null || certificate !== null;

export const lacksSecondFactor = (person: Person): boolean =>
  !person.isSample && !hasSecondFactor(person) && person.roles.some(isAdministrator);
