/** Suspending, restoring, resetting an account, and ending a session: each says what will happen before it does. */
import { useState } from 'react';
import { tell } from '../../shared/tell.ts';
import { Dialog } from '../list/dialog.tsx';
import { Entry } from '../list/entry.tsx';
import { useDeed } from '../use-deed.ts';
import { type Speech, useStoreWords } from '../use-store-words.tsx';
import type { GivenPassword } from './given.tsx';
import type { Account } from './people-page.tsx';

export type StandingDeed =
  | { what: 'suspend'; who: Account; isSuspended: boolean }
  | { what: 'reset'; who: Account }
  | { what: 'end'; session: number; label: string };

type StandingProps = {
  deed: StandingDeed;
  done(given?: GivenPassword): void;
  close(): void;
};

export function StandingDialog({ deed, done, close }: StandingProps) {
  const words = useStoreWords();
  const { people, states } = words;
  const asked = useDeed();
  const [reason, setReason] = useState('');
  const { title, hint, action } = wordsOf(deed, words);
  const because = reason.trim() ? { reason } : {};
  const send = async () => {
    if (deed.what === 'reset') {
      const given = await asked.run(() => tell('/api/people/reset', { id: deed.who.id, ...because }));
      if (given) done({ who: nameOf(deed.who), ...given });
      return;
    }
    const isDone = await asked.run(() =>
      deed.what === 'end'
        ? tell('/api/sessions/end', { id: deed.session, ...because })
        : tell('/api/people/suspend', { id: deed.who.id, suspended: deed.isSuspended, ...because }),
    );
    if (isDone) done();
  };
  return (
    <Dialog
      title={title}
      action={action}
      deed={asked}
      send={() => void send()}
      close={close}
      isGrave={deed.what !== 'suspend' || deed.isSuspended}
    >
      <p>{hint}</p>
      <Entry label={`${people.why}${states.optional}`} value={reason} set={setReason} />
    </Dialog>
  );
}

function wordsOf(deed: StandingDeed, { people, secondPerson, colon }: Speech) {
  if (deed.what === 'end')
    return {
      title: people.endTitle(deed.label),
      hint: people.endHint,
      action: `${people.end}${colon}${deed.label}`,
    };
  const name = nameOf(deed.who);
  if (deed.what === 'reset')
    return {
      title: people.resetTitle(name),
      hint: deed.who.isWeighty ? secondPerson.resetHint : people.resetHint,
      action: `${people.reset}${colon}${name}`,
    };
  return deed.isSuspended
    ? {
        title: people.suspendTitle(name),
        hint: people.suspendHint,
        action: `${people.suspend}${colon}${name}`,
      }
    : {
        title: people.restoreTitle(name),
        hint: people.restoreHint,
        action: `${people.restore}${colon}${name}`,
      };
}

const nameOf = ({ display, name }: Account) => `${display} (${name})`;
