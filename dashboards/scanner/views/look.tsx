/** A checklist that is walked: what to look at comes from scans of bins and goods, from the usual points, or from a finger; opened with or without a line. */
import { documentTypes } from '@changping/contracts/document-words';
import { useState } from 'react';
import { openBody } from '../../shared/documents/draft.ts';
import { openingWords } from '../../shared/words/opening.ts';
import { openHere } from '../hands/open-here.ts';
import { keepItems, useItems } from '../keep/items.ts';
import { newId } from '../keep/keep.ts';
import { lackIf } from '../rules/lack.ts';
import { Field, leaveField } from './field.tsx';
import { MainButton } from './main-button.tsx';
import { useTaker } from './target.tsx';
import { useOnce } from './use-once.ts';
import { goInstead, useNames, usePage } from './use-page.tsx';

export function Look({ type }: { type: 'patrol' | 'spotCheck' }) {
  const { words, site, me, line } = usePage();
  const own = openingWords[words.at];
  const names = useNames();
  const items = useItems(type);
  const [text, setText] = useState('');
  const add = (item: string) =>
    keepItems(type, (all) => (all.includes(item) ? [...all] : [...all, item.slice(0, 200)]));
  useTaker(async (found) => {
    const item =
      found.what === 'place'
        ? names.place(found.place)
        : found.what === 'piece'
          ? `${names.kind(found.piece.kind)} ${found.piece.piece}`
          : found.what === 'lot'
            ? `${names.kind(found.lot.kind)} ${found.lot.lot}`
            : null;
    if (item === null) return null;
    if (items?.includes(item)) return { isTaken: false, why: 'already' };
    await add(item);
    return { isTaken: true, line: null };
  });
  const open = useOnce(async () => {
    const id = newId();
    const none = { there: '', target: '', giver: '', owner: '', taken: [], bought: [] };
    const said = { reason: '', ref: '', phone: '', photos: [] };
    await openHere(openBody({ ...none, ...said, id, type, site, items: (items ?? []).join('\n') }), me.name);
    await keepItems(type, () => []);
    goInstead('d', id);
    await line.hurry();
  });
  if (!items) return null;
  return (
    <main className="open" onKeyDown={leaveField}>
      <h1>{documentTypes[type][words.at]}</h1>
      <p className="hint">{own.itemHow}</p>
      <p className="chips">
        {own.usual.map((item) => (
          <button
            key={item}
            type="button"
            aria-pressed={items.includes(item)}
            onClick={() =>
              void (items.includes(item)
                ? keepItems(type, (all) => all.filter((each) => each !== item))
                : add(item))
            }
          >
            {item}
          </button>
        ))}
      </p>
      <Field label={own.item} value={text} set={setText} />
      {text.trim() !== '' && (
        <button
          type="button"
          onClick={() => {
            void add(text.trim());
            setText('');
          }}
        >
          ＋ {own.add} · {text.trim()}
        </button>
      )}
      <h2>{own.items}</h2>
      {items.length === 0 && <p className="empty">{own.noItems}</p>}
      <ol className="fresh">
        {items.map((item) => (
          <li key={item}>
            <p className="what">
              <strong>{item}</strong>
            </p>
            <button
              type="button"
              onClick={() => void keepItems(type, (all) => all.filter((each) => each !== item))}
            >
              {words.takeAway}
            </button>
          </li>
        ))}
      </ol>
      <MainButton lack={lackIf(items.length === 0, 'items')} press={() => void open()}>
        {words.open} · {documentTypes[type][words.at]}
      </MainButton>
    </main>
  );
}
