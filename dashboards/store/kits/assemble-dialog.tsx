/** A new kit: its name, and what belongs in it. Its pieces come after. */
import { Button } from 'antd';
import { useState } from 'react';
import { tell } from '../../shared/tell.ts';
import { Choice } from '../list/choice.tsx';
import { Dialog } from '../list/dialog.tsx';
import { Entry } from '../list/entry.tsx';
import { useNames } from '../names.tsx';
import { useDeed } from '../use-deed.ts';
import { useKey } from '../use-key.ts';
import { useStoreWords } from '../use-store-words.tsx';

type AssembleProps = { site: string; done(kit: string): void; close(): void };
type Planned = { kind: string; quantity: number };
const oneKind: Planned = { kind: '', quantity: 0 };
const kindsMost = 40;

export function AssembleDialog({ site, done, close }: AssembleProps) {
  const { kits: words, lists, states } = useStoreWords();
  const names = useNames();
  const deed = useDeed();
  const keyOf = useKey();
  const [name, setName] = useState('');
  const [rows, setRows] = useState<readonly Planned[]>([oneKind]);
  const plan = rows.filter(({ kind, quantity }) => kind !== '' && quantity > 0);
  const send = () =>
    void deed.run(async () => {
      const wish = { site, name, plan, pieces: [] };
      const { id } = await tell('/api/kits/assemble', { key: keyOf(wish), ...wish });
      done(id);
    });
  return (
    <Dialog
      title={words.assemble}
      action={words.assemble}
      {...{ deed, send, close }}
      isReady={name.trim() !== '' && plan.length > 0}
    >
      <p className="hint">{words.assembleHow}</p>
      <Entry label={words.name} value={name} set={setName} isWanted />
      <fieldset>
        <legend>{words.plan}</legend>
        {rows.map((row, at) => {
          const change = (more: Partial<Planned>) =>
            setRows(rows.map((each, n) => (n === at ? { ...each, ...more } : each)));
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name but their place
            <div key={at} className="filters">
              <Choice
                label={words.kind}
                value={row.kind}
                all={states.choose}
                options={[...names.kinds.keys()]
                  .filter((kind) => kind === row.kind || !rows.some((each) => each.kind === kind))
                  .map((kind) => ({ value: kind, label: names.kind(kind) }))}
                choose={(kind) => change({ kind })}
              />
              <Entry
                label={lists.inUnits(words.quantity, names.unit(row.kind || null, 2))}
                type="number"
                min={1}
                value={row.quantity ? String(row.quantity) : ''}
                set={(text) => change({ quantity: Math.floor(Number(text) || 0) })}
              />
            </div>
          );
        })}
        <Button disabled={rows.length >= kindsMost} onClick={() => setRows([...rows, oneKind])}>
          {words.addKind}
        </Button>
      </fieldset>
    </Dialog>
  );
}
