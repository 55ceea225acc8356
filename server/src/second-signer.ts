/** Who signs beside the one who is in, on the same device, with the password of an account. What he shall sign is judged before that: whoever has no business with it finds out nothing about passwords. */
import { Fault } from '@changping/contracts/faults';
import type { Instant, SiteId } from '@changping/contracts/units';
import { afterFailure, isLocked } from './domain/lockout.ts';
import { actorOf, hasSecondFactor, isToChange, lacksSecondFactor } from './entrance.ts';
import type { Accounts, Person } from './store/accounts.ts';
import type { Acts } from './store/acts.ts';
import { isPassword } from './store/secrets.ts';
import type { Asker } from './store/sessions.ts';

/** What is signed: a document, or what a handheld takes along. */
type Signed = { site: SiteId; number: string };
export type SecondSigner = {
  /** @throws Fault loginWrong, accountLocked, accountSuspended, secondUnready */
  prove(name: string, password: string, signed: Signed, asker: Asker): Promise<void>;
};
export type SecondParts = {
  accounts: Pick<Accounts, 'find' | 'get' | 'setTries'>;
  acts: Acts;
  /** The hour at which people sit there. */
  now(): Instant;
};

export function secondSigner({ accounts, acts, now }: SecondParts): SecondSigner {
  /** On a handheld that lies open passwords could be tried as at the door. */
  function wrong(person: Person, { number, site }: Signed, asker: Asker): never {
    const what = { chain: site, action: 'second.sign', object: number, reason: person.name };
    return acts.run(actorOf(asker), what, () => {
      const tries = afterFailure(person.tries, now());
      accounts.setTries(person.key, tries);
      return { before: person.tries, after: tries, refused: new Fault('loginWrong', person.name) };
    });
  }

  return {
    async prove(name, password, signed, asker) {
      const known = accounts.find(name);
      const isRight = await isPassword(password, known?.password ?? null);
      if (!known) throw new Fault('loginWrong', name);
      const person = accounts.get(known.key) as Person;
      if (isLocked(person.tries, now())) throw new Fault('accountLocked', name);
      if (!isRight) wrong(person, signed, asker);
      if (person.disabledAt !== null) throw new Fault('accountSuspended', name);
      // A password that somebody else chose proves nothing, and one factor of two is half a proof.
      if (isToChange(person, now())) throw new Fault('secondUnready', name);
      if (hasSecondFactor(person) || lacksSecondFactor(person)) throw new Fault('secondUnready', name);
    },
  };
}
