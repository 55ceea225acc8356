/** All the roles of an account at once, as they were and as they become. */
import { roles as allRoles, type Role } from '@changping/contracts/roles';
import { useState } from 'react';
import { tell } from '../../shared/tell.ts';
import { Dialog } from '../list/dialog.tsx';
import { Entry } from '../list/entry.tsx';
import { Ticks } from '../list/ticks.tsx';
import { useDeed } from '../use-deed.ts';
import { useStoreWords } from '../use-store-words.tsx';
import { type Account, rolesTold } from './people-page.tsx';

export function RolesDialog({ who, done, close }: { who: Account; done(): void; close(): void }) {
  const words = useStoreWords();
  const { people, states } = words;
  const deed = useDeed();
  const [held, setHeld] = useState<readonly Role[]>(who.roles);
  const [reason, setReason] = useState('');
  const name = `${who.display} (${who.name})`;
  const send = async () => {
    const body = { id: who.id, roles: [...held], ...(reason.trim() ? { reason } : {}) };
    const isDone = await deed.run(() => tell('/api/people/roles', body));
    if (isDone) done();
  };
  return (
    <Dialog
      title={people.grantTitle(name)}
      action={`${people.grant}${words.colon}${name}`}
      deed={deed}
      send={() => void send()}
      close={close}
    >
      <p className="hint">{people.grantHint}</p>
      <p className="hint">{words.secondPerson.grantHint}</p>
      <Ticks
        legend={people.roles}
        options={allRoles.map((role) => ({ value: role, label: words.roles[role] }))}
        chosen={held}
        choose={setHeld}
      />
      <p>
        {people.becomes}
        {words.colon}
        {rolesTold(who.roles, words)} → <b>{rolesTold(held, words)}</b>
      </p>
      <Entry label={`${people.why}${states.optional}`} value={reason} set={setReason} />
    </Dialog>
  );
}
