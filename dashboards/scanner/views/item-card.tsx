/** What was scanned: what it is, whether it is still good, how much and where; and the documents it is on. */
import { useEffect } from 'react';
import { dateTime } from '../../shared/time.ts';
import { and } from '../../shared/words/and.ts';
import { type Found, otherSold } from '../hands/find.ts';
import { sound } from '../hands/sound.ts';
import { db } from '../keep/keep.ts';
import { useKept } from '../keep/use-kept.ts';
import { judge, worstOf } from '../rules/judge.ts';
import type { Printed } from '../rules/meant.ts';
import { SoldNote } from './later.ts';
import { Mark } from './mark.tsx';
import { useLeases } from './use-leases.ts';
import { go, useNames, usePage, useToday } from './use-page.tsx';

type CardProps = {
  found: Extract<Found, { what: 'piece' | 'lot' }>;
  printed: Printed;
  isQuiet?: boolean;
  isSlim?: boolean;
};

export function ItemCard({ found, printed, isQuiet = false, isSlim = false }: CardProps) {
  const { words } = usePage();
  const names = useNames();
  const lot = found.lot;
  const piece = found.what === 'piece' ? found.piece : null;
  const kind = piece?.kind ?? lot?.kind ?? null;
  const code = piece?.lot ?? lot?.lot ?? '';
  /** Null: it is being counted, and no number of the book may be copied. */
  const amount = piece ? piece.quantity : lot ? lot.quantity : 0;
  const lease = useLeases().find((each) =>
    piece ? each.piece === piece.piece : each.piece === null && each.lot === code,
  );
  const papers = useKept(
    async () => {
      const all = await db.papers.filter(({ isOpen }) => isOpen).toArray();
      return all.filter(({ paper }) =>
        paper.document.lines.some((line) => line.piece === piece?.piece || line.lot === code),
      );
    },
    code + (piece?.piece ?? ''),
  );
  const worst = piece ? { quality: piece.quality, part: null } : worstOf(lot?.held ?? []);
  const effectiveOn = lot?.effectiveOn ?? null;
  const sold = otherSold(found);
  const judged = judge({ ...worst, effectiveOn, nearDays: names.nearDays(kind) }, useToday());
  const { why, days } = judged;
  /** What the label contradicts is nowhere said to be good. */
  const mark = sold && judged.mark !== 'act' ? 'watch' : judged.mark;
  const told =
    worst.part && why === worst.quality
      ? words.partOf(worst.part, amount ?? 0, names.unit(kind, worst.part), words.whys[why])
      : sold && mark !== judged.mark
        ? sold.kind
          ? words.notCounted.otherKind
          : words.unsold
        : words.whys[why];
  // biome-ignore lint/correctness/useExhaustiveDependencies: a tone for each scan, also of the same goods
  useEffect(() => {
    if (!isQuiet) sound(mark);
  }, [found]);
  const differs = printed.expiresOn !== null && lot?.expiresOn != null && lot.expiresOn !== printed.expiresOn;
  const note = sold && <SoldNote sold={sold} kind={kind} />;
  if (isSlim)
    return (
      <article className={`card is-${mark}`} aria-live="polite">
        <p className="verdict">
          <Mark mark={mark}>{mark === 'good' ? words.marks.good : told}</Mark>
          <span>
            {names.kind(kind)} {piece?.quantity ?? ''} {effectiveOn ?? ''}
          </span>
        </p>
        {note}
        <p className="code">{code}</p>
      </article>
    );
  return (
    <article className={`card is-${mark}`} aria-live="polite">
      <p className="verdict">
        <Mark mark={mark}>{words.marks[mark]}</Mark>
        <span>{mark === 'good' || mark === 'none' ? (days === null ? '' : words.left(days)) : told}</span>
      </p>
      {note}
      <h2>{names.kind(kind)}</h2>
      <p className="quantity">
        {amount === null ? (
          <strong>{words.count.hidden}</strong>
        ) : (
          <>
            <strong>{amount.toLocaleString('en-US')}</strong> {names.unit(kind, amount)}
          </>
        )}
      </p>
      <dl>
        <dt>{words.expiresOn}</dt>
        <dd>
          {effectiveOn ?? words.whys.noReference} {days !== null && <small>{words.left(days)}</small>}
        </dd>
        {differs && (
          <>
            <dt>{words.printedOn}</dt>
            <dd>
              {printed.expiresOn} <small>{words.differs}</small>
            </dd>
          </>
        )}
        <dt>{words.place}</dt>
        <dd>
          {piece
            ? names.place(piece.place)
            : [...new Set(lot?.held.map(({ site }) => names.site(site)))].join(and[words.at])}
        </dd>
        <dt>{words.lot}</dt>
        <dd className="code">{code}</dd>
        {piece && (
          <>
            <dt>{words.piece}</dt>
            <dd className="code">{piece.piece}</dd>
          </>
        )}
        {lease && (
          <>
            <dt>{words.lease.leasedUntil}</dt>
            <dd>
              {dateTime(lease.until)}
              {!piece && ` · ${lease.quantity.toLocaleString('en-US')} ${names.unit(kind, lease.quantity)}`}
            </dd>
          </>
        )}
        {piece?.seen && (
          <>
            <dt>{words.seen}</dt>
            <dd>{dateTime(piece.seen.at)}</dd>
          </>
        )}
      </dl>
      {papers && papers.length > 0 && (
        <p className="on">
          {words.onDocuments}
          {papers.map(({ id, number }) => (
            <button key={id} type="button" onClick={() => go('d', id)}>
              {number}
            </button>
          ))}
        </p>
      )}
      <p className="on">
        {piece ? (
          <>
            <button type="button" onClick={() => go('tag', piece.piece)}>
              {words.shelf.bindOther}
            </button>
            <button type="button" onClick={() => go('case', piece.piece)}>
              {words.shelf.open}
            </button>
          </>
        ) : (
          <button type="button" onClick={() => go('close', code)}>
            {words.shelf.close}
          </button>
        )}
      </p>
    </article>
  );
}
