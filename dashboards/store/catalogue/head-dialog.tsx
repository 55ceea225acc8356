/** The catalogue itself: what it is called and said to be, its categories, and by which of a kind's steps each tier tells near expiry. */
import { type Catalogue, tiers } from '@changping/contracts/catalogue';
import { Button } from 'antd';
import { useState } from 'react';
import { Dialog } from '../list/dialog.tsx';
import { Entry } from '../list/entry.tsx';
import { useDeed } from '../use-deed.ts';
import { useStoreWords } from '../use-store-words.tsx';
import { useCells } from './use-cells.ts';

type HeadProps = { head: Catalogue; set(head: Catalogue): void };

export function HeadEdit({ head, set }: HeadProps) {
  const { catalogue: said } = useStoreWords();
  const [isOpen, setOpen] = useState(false);
  return (
    <p>
      {head.edition} <Button onClick={() => setOpen(true)}>{said.editHead}</Button>
      {isOpen && (
        <HeadDialog
          head={head}
          set={(next) => {
            set(next);
            setOpen(false);
          }}
          close={() => setOpen(false)}
        />
      )}
    </p>
  );
}

function HeadDialog({ head: given, set, close }: HeadProps & { close(): void }) {
  const { catalogue: said, policy } = useStoreWords();
  const { tier: tierOf } = useCells(given);
  const deed = useDeed();
  const [head, setHead] = useState(given);
  const change = (more: Partial<Catalogue>) => setHead({ ...head, ...more });
  const { note, nearExpiry, categories } = head;
  const setNear = (more: Partial<Catalogue['nearExpiry']>) =>
    change({ nearExpiry: { ...nearExpiry, ...more } });
  const setCategory = (n: number, more: Partial<(typeof categories)[number]>) =>
    change({ categories: categories.map((each, i) => (i === n ? { ...each, ...more } : each)) });
  return (
    <Dialog
      title={said.editHead}
      action={policy.take}
      deed={deed}
      send={() => set(head)}
      close={close}
      isWide
    >
      <Entry label={said.edition} value={head.edition} set={(edition) => change({ edition })} isWanted />
      <Entry label={said.noteZh} value={note.zh} set={(zh) => change({ note: { ...note, zh } })} isWanted />
      <Entry label={said.noteEn} value={note.en} set={(en) => change({ note: { ...note, en } })} isWanted />
      <fieldset className="cells">
        <legend>{said.parts.near}</legend>
        {tiers.map((tier) => (
          <Entry
            key={tier}
            label={said.step(tierOf(tier))}
            type="number"
            min={1}
            max={9}
            value={`${nearExpiry.step[tier]}`}
            set={(n) => setNear({ step: { ...nearExpiry.step, [tier]: Math.floor(Number(n)) } })}
            isWanted
          />
        ))}
        <Entry label={said.stepZh} value={nearExpiry.zh} set={(zh) => setNear({ zh })} isWanted />
        <Entry label={said.stepEn} value={nearExpiry.en} set={(en) => setNear({ en })} isWanted />
      </fieldset>
      <fieldset>
        <legend>{said.categories}</legend>
        {categories.map(({ id, name, nameEn }, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: while it is written a category has no other name
          <div key={n} className="cells">
            {n < given.categories.length ? (
              <p className="code">{id}</p>
            ) : (
              <Entry label={said.categoryId} value={id} set={(to) => setCategory(n, { id: to })} isWanted />
            )}
            <Entry label={said.field.name} value={name} set={(to) => setCategory(n, { name: to })} isWanted />
            <Entry
              label={said.field.name_en}
              value={nameEn}
              set={(to) => setCategory(n, { nameEn: to })}
              isWanted
            />
          </div>
        ))}
        <Button onClick={() => change({ categories: [...categories, { id: '', name: '', nameEn: '' }] })}>
          {said.addCategory}
        </Button>
      </fieldset>
    </Dialog>
  );
}
