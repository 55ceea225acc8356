/** Taking the last step back: named with all that it books the other way, with a reason and an approver's signature. */
import { documentActions, outcomes, statesOf } from '@changping/contracts/document-words';
import type { Document } from '@changping/contracts/documents';
import { useState } from 'react';
import { tell } from '../../shared/tell.ts';
import { dateTime } from '../../shared/time.ts';
import { Dialog } from '../list/dialog.tsx';
import { Entry } from '../list/entry.tsx';
import { useNames } from '../names.tsx';
import { useDeed } from '../use-deed.ts';
import { useKey } from '../use-key.ts';
import { useStoreWords } from '../use-store-words.tsx';

type CorrectProps = { document: Document; last: Document['steps'][number]; done(): void; close(): void };

export function CorrectDialog({ document, last, done, close }: CorrectProps) {
  const words = useStoreWords();
  const names = useNames();
  const deed = useDeed();
  const keyFor = useKey();
  const [reason, setReason] = useState('');
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const { id, version, number } = document;
  const send = async () => {
    const body = { id, version, reason, second: { name, ...(password ? { password } : {}) } };
    const taken = await deed.run(() => tell('/api/documents/correct', { ...body, key: keyFor(body) }));
    if (taken) done();
  };
  return (
    <Dialog
      title={words.correct.title(number)}
      action={`${words.correct.action}${words.colon}${words.said(documentActions, last.action)}`}
      deed={deed}
      send={() => void send()}
      close={close}
      isGrave
    >
      <p>{words.correct.hint}</p>
      <p>
        {words.correct.takes}
        {words.colon}
        <b>{words.said(documentActions, last.action)}</b> · {dateTime(last.at)} · {names.person(last.by)}
      </p>
      {last.portions.length > 0 && (
        <ul>
          {last.portions.map(({ line, as, quantity }, n) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: history is only added to
            <li key={n}>
              {words.step.ofLine(line)} · {words.said(outcomes, as)} −{quantity}
            </li>
          ))}
        </ul>
      )}
      {last.from && <p>{words.correct.becomes(words.said(statesOf(document.type), last.from))}</p>}
      <Entry label={words.step.why} value={reason} set={setReason} isWanted />
      <Entry label={words.correct.second} value={name} set={setName} isWanted />
      <Entry
        label={words.step.secondPassword}
        type="password"
        complete="new-password"
        value={password}
        set={setPassword}
        isWanted
      />
    </Dialog>
  );
}
