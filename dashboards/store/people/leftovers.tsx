/** What revoked handhelds had not sent: told as it came, applied by nobody, and set aside by whoever has looked at it. */
import type { Answer } from '@changping/contracts/http';
import { Button } from 'antd';
import { useState } from 'react';
import { tell } from '../../shared/tell.ts';
import { dateTime } from '../../shared/time.ts';
import { useList } from '../../shared/use-list.ts';
import { Dialog } from '../list/dialog.tsx';
import { Entry } from '../list/entry.tsx';
import { List } from '../list/list.tsx';
import { useDeed } from '../use-deed.ts';
import { useStoreWords } from '../use-store-words.tsx';

type Leftover = Answer<'/api/handhelds/leftovers'>['items'][number];

export function Leftovers() {
  const { handhelds, people } = useStoreWords();
  const [turn, setTurn] = useState(0);
  const [open, setOpen] = useState<Leftover>();
  const list = useList('/api/handhelds/leftovers', {}, turn);
  return (
    <section>
      <h2>{handhelds.leftovers}</h2>
      <p className="hint">{handhelds.leftoversHint}</p>
      <List
        label={handhelds.leftovers}
        list={list}
        keyOf={({ id }) => id}
        none={handhelds.noLeftovers}
        columns={[
          { name: 'handheld', title: handhelds.name, text: ({ handheld, seq }) => `${handheld} ${seq}` },
          { name: 'by', title: handhelds.by, text: ({ by }) => by },
          { name: 'signedAt', title: handhelds.signedAt, text: ({ signedAt }) => dateTime(signedAt) },
          {
            name: 'body',
            title: handhelds.what,
            text: ({ command, body }) => `${command} ${JSON.stringify(body)}`,
            cell: ({ command, body }) => (
              <details>
                <summary>{command}</summary>
                <pre>{JSON.stringify(body, null, 1)}</pre>
              </details>
            ),
          },
          {
            name: 'settled',
            title: people.standing,
            text: ({ settledBy, reason }) =>
              settledBy ? `${settledBy}: ${reason ?? ''}` : handhelds.waiting,
            cell: (row) =>
              row.settledBy ? (
                `${row.settledBy}: ${row.reason ?? ''}`
              ) : (
                <Button onClick={() => setOpen(row)}>{handhelds.settle}</Button>
              ),
          },
        ]}
      />
      {open && (
        <Settle
          leftover={open}
          done={() => {
            setOpen(undefined);
            setTurn((n) => n + 1);
          }}
          close={() => setOpen(undefined)}
        />
      )}
    </section>
  );
}

function Settle({ leftover, done, close }: { leftover: Leftover; done(): void; close(): void }) {
  const { handhelds, colon } = useStoreWords();
  const deed = useDeed();
  const [reason, setReason] = useState('');
  const title = `${handhelds.settle}${colon}${leftover.handheld} ${leftover.seq}`;
  return (
    <Dialog
      title={title}
      action={title}
      deed={deed}
      send={async () => {
        if (await deed.run(() => tell('/api/handhelds/settle', { id: leftover.id, reason }))) done();
      }}
      close={close}
    >
      <Entry label={handhelds.became} value={reason} set={setReason} isWanted />
    </Dialog>
  );
}
