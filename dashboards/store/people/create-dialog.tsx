/** A new account: it has no roles yet, and its first password is shown once. */
import { useState } from 'react';
import { tell } from '../../shared/tell.ts';
import { Dialog } from '../list/dialog.tsx';
import { Entry } from '../list/entry.tsx';
import { useNames } from '../names.tsx';
import { useDeed } from '../use-deed.ts';
import { useStoreWords } from '../use-store-words.tsx';

type CreateProps = {
  units: readonly string[];
  done(given: { who: string; password: string }): void;
  close(): void;
};

export function CreateDialog({ units, done, close }: CreateProps) {
  const { people, states, colon } = useStoreWords();
  const names = useNames();
  const deed = useDeed();
  const [name, setName] = useState('');
  const [display, setDisplay] = useState('');
  const [unit, setUnit] = useState('');
  const [reason, setReason] = useState('');
  const send = async () => {
    const body = { name, display, unit: unit.trim(), ...(reason.trim() ? { reason } : {}) };
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
    >
      <p className="hint">{people.createHint}</p>
      <Entry label={people.name} value={name} set={setName} isWanted />
      <Entry label={people.display} value={display} set={setDisplay} isWanted />
      <Entry
        label={people.unit}
        hint={`${people.unitHint} (${names.region?.region ?? ''})`}
        value={unit}
        set={setUnit}
        isWanted
        options={units.map((value) => ({ value, label: names.home(value) }))}
      />
      <Entry label={`${people.why}${states.optional}`} value={reason} set={setReason} />
    </Dialog>
  );
}
