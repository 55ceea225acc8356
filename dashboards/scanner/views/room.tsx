/** A room counted blind: tags, labels and fingers in one, place by place, condition beside it; no number of the book is here to be copied. */
import { documentActions } from '@changping/contracts/document-words';
import { useEffect, useState } from 'react';
import { and } from '../../shared/words/and.ts';
import type { Found } from '../hands/find.ts';
import { db, newId, type Sheet } from '../keep/keep.ts';
import { lookOf, type Noted, observe, takeBack } from '../keep/observed.ts';
import { useFact, useKept } from '../keep/use-kept.ts';
import { fillSheet } from '../line/fill.ts';
import { Failed } from '../line/reach.ts';
import type { Meant } from '../rules/meant.ts';
import type { Observation } from '../rules/observe.ts';
import type { Offer, Paper } from '../rules/tally.ts';
import { Photos, photosOf } from './photos.tsx';
import { Sign } from './sign.tsx';
import { useTaker } from './target.tsx';
import { useNames, usePage } from './use-page.tsx';

/** What moves while people count is told so soon, where there is a line. */
const lookEvery = 5_000;

export function Room({ paper, offer, waits }: { paper: Paper; offer: Offer; waits: number }) {
  const { words, line } = usePage();
  const { id } = paper.document;
  const kept = useKept(() => db.sheets.get(id).then((sheet) => ({ sheet })), id);
  const noted = useKept(() => db.noted.where('document').equals(id).toArray(), id);
  useEffect(() => {
    const look = () => {
      if (line.state().isThere)
        fillSheet(id).catch((error: unknown) => {
          if (!(error instanceof Failed)) throw error;
        });
    };
    look();
    const timer = setInterval(look, lookEvery);
    return () => clearInterval(timer);
  }, [id, line]);
  const [isSigning, setSigning] = useState(false);
  if (!kept || !noted) return null;
  if (!kept.sheet) return <p className="empty">{words.count.noSheet}</p>;
  if (isSigning)
    return (
      <Sign paper={paper} offer={offer} draft={undefined} waits={waits} back={() => setSigning(false)} />
    );
  return <Blind paper={paper} sheet={kept.sheet} noted={noted} submit={() => setSigning(true)} />;
}

type Look = Pick<Observation, 'quality' | 'grade' | 'check'>;
type BlindProps = { paper: Paper; sheet: Sheet; noted: readonly Noted[]; submit(): void };

function Blind({ paper, sheet, noted, submit }: BlindProps) {
  const { words, me } = usePage();
  const names = useNames();
  const ahead = useFact('ahead')?.value ?? 0;
  const { count } = words;
  const { document } = paper;
  const { round, rows } = sheet;
  const of = { document: document.id, number: document.number, round, by: me.name };
  const isBeen = ({ covered }: Sheet['rows'][number]) => covered.some((each) => each.round === round);
  const [place, setPlace] = useState(() => {
    const last = [...noted].sort((one, other) => other.seq - one.seq)[0]?.place;
    const at = rows.find((row) => row.place === last && !isBeen(row)) ?? rows.find((row) => !isBeen(row));
    return (at ?? rows[0])?.place ?? '';
  });
  /** Where the chain stood when somebody came to the place. */
  const [from, setFrom] = useState({ place, n: sheet.head });
  const [look, setLook] = useState<Look>({});
  const [told, setTold] = useState('');
  const row = rows.find((each) => each.place === place);
  const mine = noted.filter((each) => each.round === round);
  const here = mine.filter((each) => each.place === place);
  const move = (to: string) => {
    setPlace(to);
    setFrom({ place: to, n: sheet.head });
  };
  const note = async (seen: Partial<Observation> & Pick<Observation, 'by'>) => {
    const at = Date.now() + ahead;
    const [photo] = await photosOf(lookOf(document.id));
    const given = Object.fromEntries(
      Object.entries({ ...look, ...seen, photo: photo?.hash }).filter(([, value]) => value),
    );
    const { quantity } = seen;
    await observe(
      of,
      {
        ...given,
        id: newId(),
        place,
        n: sheet.head,
        at,
        by: seen.by,
        ...(quantity === undefined ? {} : { quantity }),
      },
      null,
    );
    setLook({});
  };
  useTaker(async (found, meant) => {
    if (found.what === 'place') {
      const to = rows.find((each) => each.place === found.place);
      if (!to) return { isTaken: false, why: 'notHere' };
      move(to.place);
      return { isTaken: true, line: null };
    }
    const seen = seenBy(found, meant);
    if (!seen) return null;
    const isTwice = mine.some(
      (each) => (seen.piece && each.piece === seen.piece) || (seen.epc && each.epc === seen.epc),
    );
    if (isTwice) return { isTaken: false, why: 'already' };
    await note(seen);
    setTold(seen.piece ?? seen.epc ?? seen.lot ?? '');
    return { isTaken: true, line: null };
  });
  const lots = [
    ...(row?.lots ?? []),
    ...[...new Set(here.flatMap(({ lot }) => lot ?? []))]
      .filter((lot) => !row?.lots.some((each) => each.lot === lot))
      .map((lot) => ({ kind: null, lot })),
  ];
  const been = rows.filter(isBeen).length;
  return (
    <section className="room">
      <p className="hint">
        ◐ {count.blind}
        {round > 1 && <strong> · {count.again}</strong>}
      </p>
      <label className="where">
        <span>
          {count.where} <small>{count.progress(been, rows.length)}</small>
        </span>
        <select value={place} onChange={({ currentTarget }) => move(currentTarget.value)}>
          {rows.map((each) => (
            <option key={each.place} value={each.place}>
              {isBeen(each) ? '✓ ' : ''}
              {names.place(each.place)}
            </option>
          ))}
        </select>
      </label>
      <p className="hint">
        {row && row.covered.length > 0
          ? count.been(
              [...new Set(row.covered.map(({ counter }) => names.person(counter)))].join(and[words.at]),
            )
          : count.notBeen}
      </p>
      <p className="figure" aria-live="polite">
        <strong id="noted">{here.length}</strong> <small>{count.seen}</small>{' '}
        <small className="code">{told}</small>
      </p>
      <fieldset className="segment" aria-label={count.state}>
        {(
          [
            [count.unlooked, {}],
            [count.good, { quality: 'usable', grade: look.grade ?? 'reserve', check: 'passed' }],
            [count.broken, { quality: 'damaged', grade: look.grade ?? 'reserve' }],
            [count.fails, { check: 'failed' }],
          ] satisfies [string, Look][]
        ).map(([name, is]) => (
          <button
            key={name}
            type="button"
            aria-pressed={look.quality === (is as Look).quality && look.check === (is as Look).check}
            onClick={() => setLook(is)}
          >
            {name}
          </button>
        ))}
      </fieldset>
      {look.quality && (
        <label className="where">
          <span>{count.grade}</span>
          <select
            value={look.grade ?? 'reserve'}
            onChange={({ currentTarget }) =>
              setLook({ ...look, grade: currentTarget.value as NonNullable<Look['grade']> })
            }
          >
            {Object.entries(count.gradeOf).map(([grade, name]) => (
              <option key={grade} value={grade}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      <ol className="lines" aria-label={words.lines}>
        {lots.map(({ kind, lot }) => (
          <Lot
            key={lot}
            name={kind ? names.kind(kind) : lot}
            lot={lot}
            seen={here
              .filter((each) => each.lot === lot)
              .reduce((sum, each) => sum + (each.quantity ?? 1), 0)}
            add={(quantity) => void note({ by: 'manual', lot, quantity })}
          />
        ))}
      </ol>
      <Photos document={document.id} draft={lookOf(document.id)} isWanted={false} most={1} />
      <p className="new">
        <button type="button" disabled={!mine.length} onClick={() => void takeBack(of, count.undone)}>
          ↶ {count.undo}
        </button>
        <button
          type="button"
          onClick={() => {
            const n = from.place === place ? from.n : sheet.head;
            void observe(of, null, { id: newId(), place, from: n, to: sheet.head, at: Date.now() + ahead });
            const next = rows.find((each) => each.place !== place && !isBeen(each));
            if (next) move(next.place);
          }}
        >
          ✓ {count.done}
        </button>
      </p>
      <div className="thumb">
        <button type="button" className="main" onClick={submit}>
          {documentActions[round > 1 ? 'submitAgain' : 'submit'][words.at]}
          <small>{count.progress(been, rows.length)}</small>
        </button>
      </div>
    </section>
  );
}

type LotProps = { name: string; lot: string; seen: number; add(quantity: number): void };

function Lot({ name, lot, seen, add }: LotProps) {
  const { count } = usePage().words;
  const [text, setText] = useState('');
  return (
    <li>
      <form
        className="number"
        onSubmit={(event) => {
          event.preventDefault();
          if (text) add(Number(text));
          setText('');
        }}
      >
        <span>
          {name}
          <small className="code">{lot}</small>
        </span>
        <strong>{seen}</strong>
        <input
          inputMode="numeric"
          aria-label={`${count.quantity} ${lot}`}
          value={text}
          maxLength={9}
          onChange={({ currentTarget }) => setText(currentTarget.value.replaceAll(/\D/g, ''))}
        />
        <button type="submit">{count.add}</button>
      </form>
    </li>
  );
}

function seenBy(
  found: Found,
  { keys, printed }: Meant,
): (Partial<Observation> & Pick<Observation, 'by'>) | null {
  const isTag = keys[0]?.by === 'epc';
  if (found.what === 'piece') return { by: isTag ? 'tag' : 'barcode', piece: found.piece.piece };
  // A tag that this store has no piece of: the server may know whose it is.
  if (found.what === 'unknown' && isTag) return { by: 'tag', epc: keys[0]?.value };
  const lot = found.what === 'lot' ? found.lot.lot : found.what === 'unknown' ? printed.lot : null;
  return lot === null ? null : { by: 'barcode', lot, quantity: printed.quantity ?? 1 };
}
