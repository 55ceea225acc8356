/** A receipt or a put-away that begins at the shelf: lines come from scans or fingers, and it is opened under an id of its own, with or without a line. */
import { documentTypes } from '@changping/contracts/document-words';
import { useState } from 'react';
import type { Found } from '../hands/find.ts';
import { goodsOf } from '../hands/find.ts';
import { openHere } from '../hands/open-here.ts';
import { db, type FreshHead, type FreshLine, fact, type Kind, keepFact, newId } from '../keep/keep.ts';
import { useFact } from '../keep/use-kept.ts';
import { bodyOf, type FreshType, lackOf, noHead, type Said, scanLine, type Told } from '../rules/fresh.ts';
import type { Meant } from '../rules/meant.ts';
import type { NotCounted } from '../rules/tally.ts';
import { Field, leaveField } from './field.tsx';
import { Head } from './fresh-head.tsx';
import { KindChoice } from './kind-choice.tsx';
import { LotsOfOther } from './lots-of-other.tsx';
import { MainButton } from './main-button.tsx';
import { useTaker } from './target.tsx';
import { useInView } from './use-in-view.ts';
import { useOnce } from './use-once.ts';
import { goInstead, useNames, usePage } from './use-page.tsx';

export function Open({ type }: { type: FreshType }) {
  const { words, kinds, site, me, line: toServer } = usePage();
  const names = useNames();
  const fresh = useFact('fresh');
  const lines = fresh?.value?.[type] ?? [];
  const head = useFact('heads')?.value?.[type] ?? noHead;
  const isBrought = type !== 'putAway';
  const say = (news: Partial<FreshHead>) =>
    void db.transaction('rw', db.facts, async () => {
      const all = (await fact('heads')) ?? {};
      await keepFact('heads', { ...all, [type]: { ...(all[type] ?? noHead), ...news } });
    });
  const [told, setTold] = useState<Told[]>([]);
  const list = useInView(fresh ? lines : null);
  const keep = async (make: (before: readonly FreshLine[]) => FreshLine[]) =>
    db.transaction('rw', db.facts, async () => {
      const all = (await fact('fresh')) ?? {};
      await keepFact('fresh', { ...all, [type]: make(all[type] ?? []) });
    });
  const edit = (n: number, news: Partial<FreshLine>) =>
    void keep((all) => all.map((line, i) => (i === n ? { ...line, ...news } : line)));
  const zoneOf = (kind: string) => `${site}/${kinds.find(({ id }) => id === kind)?.zone ?? 'ordinary'}`;
  const whereOf = (kind: string, place: string | null) =>
    isBrought
      ? { from: 'supplier', to: `${site}/receiving` }
      : { from: place ?? `${site}/receiving`, to: kind ? zoneOf(kind) : '' };

  useTaker(async (found, meant) => {
    if (found.what === 'place' && type === 'putAway') {
      // The bin is that of what was scanned last.
      await keep((all) => all.map((line, i) => (i === all.length - 1 ? { ...line, to: found.place } : line)));
      return { isTaken: true, line: null };
    }
    const said = saidBy(found, meant, kinds);
    if (!said || (type === 'putAway' && found.what === 'unknown')) return null;
    let why: NotCounted | null = null;
    await keep((all) => {
      const place = found.what === 'piece' ? (goodsOf(found, meant)?.place ?? null) : null;
      const scanned = scanLine(all, said, whereOf(said.kind ?? '', place));
      setTold(scanned.told);
      why = scanned.why;
      return scanned.lines;
    });
    return why ? { isTaken: false, why } : { isTaken: true, line: null };
  });

  const open = useOnce(async () => {
    const id = newId();
    await openHere(bodyOf(id, type, site, lines, head), me.name);
    await keep(() => []);
    say(noHead);
    goInstead('d', id);
    await toServer.hurry();
  });

  return (
    <main className="open" onKeyDown={leaveField}>
      <h1>
        {type === 'goodsIn'
          ? words.newReceipt
          : type === 'putAway'
            ? words.newPutAway
            : documentTypes[type][words.at]}
      </h1>
      <Head type={type} head={head} lines={lines} set={say} />
      <p className="hint">{words.scanForLine}</p>
      {told.length > 0 && (
        <p className="changed" role="alert">
          {words.keepKnown}
          {told.map(({ known, scanned }) => `${known} ≠ ${scanned}`).join(' · ')}
        </p>
      )}
      <ol className="fresh" ref={list}>
        {lines.map((line, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line has no other name
          <li key={n}>
            <KindChoice
              value={line.kind}
              isFixed={line.piece !== null}
              isNew={type !== 'putAway'}
              set={(kind) =>
                edit(n, { kind, ...(type === 'putAway' && !line.to ? { to: zoneOf(kind) } : {}) })
              }
            />
            <Field
              label={words.lot}
              value={line.lot}
              isFixed={line.piece !== null}
              set={(lot) => edit(n, { lot })}
            />
            {isBrought && <LotsOfOther named={[line]} />}
            <Field
              label={words.quantity}
              value={String(line.quantity || '')}
              isFixed={line.piece !== null}
              isNumber
              set={(text) => edit(n, { quantity: Number(text.replaceAll(/\D/g, '')) })}
            />
            {isBrought ? (
              <>
                <Field
                  label={words.madeOn}
                  value={line.madeOn}
                  type="date"
                  set={(madeOn) => edit(n, { madeOn })}
                />
                <Field
                  label={words.expiresOn}
                  value={line.expiresOn}
                  type="date"
                  set={(expiresOn) => edit(n, { expiresOn })}
                />
              </>
            ) : (
              <p className="way">
                {names.place(line.from)} → {line.to ? names.place(line.to) : '—'}
              </p>
            )}
            <button type="button" onClick={() => void keep((all) => all.filter((_, i) => i !== n))}>
              {words.takeAway}
            </button>
          </li>
        ))}
      </ol>
      <p className="new">
        <button
          type="button"
          onClick={() =>
            void keep((all) => [
              ...all,
              {
                kind: '',
                lot: '',
                piece: null,
                quantity: 1,
                madeOn: '',
                expiresOn: '',
                ...whereOf('', null),
              },
            ])
          }
        >
          ＋ {words.addLine}
        </button>
      </p>
      <MainButton lack={lackOf(type, lines, head)} press={() => void open()}>
        {words.open} · {documentTypes[type][words.at]}
      </MainButton>
    </main>
  );
}

function saidBy(found: Found, { printed }: Meant, kinds: readonly Kind[]): Said | null {
  if (found.what === 'piece') {
    const { piece, lot, kind, quantity } = found.piece;
    return { piece, lot, kind, quantity };
  }
  const sold = kinds.find(({ id, isRetired }) => id === found.sold?.kind && !isRetired)?.id ?? '';
  const lot = found.what === 'lot' ? found.lot.lot : (printed.lot ?? (sold ? '' : null));
  if (lot === null || found.what === 'paper' || found.what === 'place') return null;
  const known = found.what === 'lot' ? found.lot : undefined;
  return {
    ...{ lot, quantity: printed.quantity ?? 1, kind: known?.kind ?? sold },
    ...{
      madeOn: known?.madeOn ?? printed.madeOn ?? '',
      expiresOn: known?.expiresOn ?? printed.expiresOn ?? '',
    },
  };
}
