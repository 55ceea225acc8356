/** Pieces of the store are looked for, or scanned, and put into a kit. */
import { readOwn } from '@changping/contracts/scan-own';
import { Button } from 'antd';
import { useState } from 'react';
import { whole } from '../../shared/figure.ts';
import { tell } from '../../shared/tell.ts';
import { useAnswer } from '../../shared/use-answer.ts';
import { Dialog } from '../list/dialog.tsx';
import { Entry } from '../list/entry.tsx';
import { Ticks } from '../list/ticks.tsx';
import { useNames } from '../names.tsx';
import { useDeed } from '../use-deed.ts';
import { useKey } from '../use-key.ts';
import { useStoreWords } from '../use-store-words.tsx';
import type { Kit } from './kits-page.tsx';

type AddProps = { kit: Kit; done(): void; close(): void };
const foundMost = 50;

export function AddDialog({ kit: { id, site, plan, members }, done, close }: AddProps) {
  const { kits: words } = useStoreWords();
  const names = useNames();
  const deed = useDeed();
  const keyOf = useKey();
  const [typed, setTyped] = useState('');
  const [text, setText] = useState('');
  const [pieces, setPieces] = useState<readonly string[]>([]);
  const { answer } = useAnswer(
    '/api/labels',
    { site, what: 'piece', text, limit: foundMost },
    { isAsked: text !== '' },
  );
  const found = (answer?.items ?? []).filter(
    ({ id: piece, kind }) =>
      plan.some((planned) => planned.kind === kind) && !members.some((member) => member.piece === piece),
  );
  const find = () => setText(meant(typed));
  const send = () =>
    void deed.run(async () => {
      const wish = { kit: id, pieces: [...pieces] };
      await tell('/api/kits/add', { key: keyOf(wish), ...wish });
      done();
    });
  return (
    <Dialog
      title={`${words.add} · ${id}`}
      action={pieces.length ? words.addNow(pieces.length) : words.add}
      {...{ deed, close }}
      // The Enter of a scanner finds, and adds nothing.
      send={() => (meant(typed) !== text ? find() : pieces.length > 0 && send())}
    >
      <p className="hint">{words.addHow}</p>
      <Entry label={words.findWhat} value={typed} set={setTyped} />
      <p className="buttons">
        <Button onClick={find}>{words.find}</Button>
      </p>
      {answer && found.length === 0 && <p className="empty">{words.notFound}</p>}
      {found.length > 0 && (
        <Ticks
          legend={words.members}
          options={found.map(({ id: piece, kind, quantity, place }) => ({
            value: piece,
            label: `${piece} · ${names.kind(kind)} ${whole(quantity ?? 0)} ${names.unit(kind, quantity ?? 0)} · ${names.spot(place)}`,
          }))}
          chosen={pieces}
          choose={setPieces}
        />
      )}
    </Dialog>
  );
}

/** A label of ours names its piece. */
function meant(typed: string): string {
  const own = readOwn(typed.trim());
  return own.type === 'own' ? own.id : typed.trim();
}
