/** A new account: it has no roles yet, and its first password is shown once. */
import { useState } from 'react';
import { tell } from '../../shared/tell.ts';
import { Dialog } from '../list/dialog.tsx';
import { Entry } from '../list/entry.tsx';
import { StoreChoice } from '../list/store-choice.tsx';
import { useDeed } from '../use-deed.ts';
import { useStoreWords } from '../use-store-words.tsx';

type CreateProps = {
  done(given: { who: string; password: string }): void;
  close(): void;
};

export function CreateDialog({ done, close }: CreateProps) {
  const { people, states, colon } = useStoreWords();
  const deed = useDeed();
  const [name, setName] = useState('');
  const [display, setDisplay] = useState('');
  const [unit, setUnit] = useState('');
  const [reason, setReason] = useState('');
  const send = async () => {
    const body = { name, display, unit, ...(reason.trim() ? { reason } : {}) };
    const given = await deed.run(() => tell('/api/people/create', body));
    if (given) done({ who: `${display} (${name})`, password: given.password });
  };
  return (
    <Dialog
      title={people.create}
      action={`${people.create}${colon}${name || '…'}`}
      deed={deed}
      send={() => void send()}
      close={close}
      isReady={unit !== ''}
    >
      <p className="hint">{people.createHint}</p>
      <Entry label={people.name} value={name} set={setName} isWanted />
      <Entry label={people.display} value={display} set={setDisplay} isWanted />
      <StoreChoice label={people.unit} value={unit} choose={setUnit} isWhole />
      <Entry label={`${people.why}${states.optional}`} value={reason} set={setReason} />
    </Dialog>
  );
}
