/** The lines of a document: each with its count and what is left of it, or, where nothing is to be counted now, with what became of it. */
import { type Outcome, outcomes } from '@changping/contracts/document-words';
import { Suspense } from 'react';
import { mannerOf } from '../keep/drafts.ts';
import type { Draft } from '../keep/keep.ts';
import type { Line, Offer, Paper, Row } from '../rules/tally.ts';
import { CountFound } from './later.ts';
import type { Target } from './target.tsx';
import { useNames, usePage } from './use-page.tsx';

export type CountProps = {
  rows: readonly Row[];
  paper: Paper;
  offer: Offer;
  draft: Draft | undefined;
  target: Target;
};

export function Lines({ rows, draft, offer, target }: CountProps) {
  const { words } = usePage();
  const names = useNames();
  const to = mannerOf(offer, draft)?.to;
  return (
    <ol className="lines" aria-label={words.lines}>
      {rows.map(({ line, target: wanted, counted }) => (
        <li key={line.n}>
          <button
            type="button"
            className={standing({ counted, target: wanted })}
            aria-pressed={target.line === line.n}
            onClick={() => target.set(line.n)}
          >
            <span>
              <What line={line} />
              <small className="code">{line.piece ?? line.lot}</small>
              <Held line={line} />
              {line.to && offer.action === 'putAway' && (
                <small>
                  {words.goesTo} {names.place(to ?? line.to.place)}
                </small>
              )}
            </span>
            <strong>
              <span aria-hidden="true">{counted > wanted ? '◆ ' : counted === wanted ? '✓ ' : ''}</span>
              {counted}/{wanted}
            </strong>
          </button>
        </li>
      ))}
    </ol>
  );
}

/** A place that is handed over is an item too. */
export function What({ line: { kind, item, found } }: { line: Line }) {
  const names = useNames();
  const { site } = usePage();
  if (kind) return names.kind(kind);
  if (!found) return item?.startsWith(`${site}/`) ? names.place(item) : item;
  return (
    <Suspense>
      <CountFound count={item ?? ''} found={found} />
    </Suspense>
  );
}

/** How long it has to keep, and why it is this lot. */
function Held({ line: { minimumDays, passedOver, outOfTurn } }: { line: Line }) {
  const { outOfTurn: said } = usePage().words;
  return (
    <>
      {minimumDays !== undefined && <small>{said.keeps(minimumDays)}</small>}
      {passedOver && <small>{said.passedOver(minimumDays ?? 0, passedOver)}</small>}
      {outOfTurn && <small>{said.wasOutOfTurn(outOfTurn)}</small>}
    </>
  );
}

/** A document of which nothing is to be counted now. */
export function Plain({ paper }: { paper: Paper }) {
  const { words } = usePage();
  return (
    <ol className="lines" aria-label={words.lines}>
      {paper.document.lines.map((line) => (
        <li key={line.n} className="plain">
          <span>
            <What line={line} />
            <small className="code">{line.piece ?? line.lot}</small>
            <Held line={line} />
            <small>
              {Object.entries(line.done)
                .filter(([name]) => name !== 'split')
                .map(([name, quantity]) => `${outcomes[name as Outcome][words.at]} ${quantity}`)
                .join(' · ')}
            </small>
          </span>
          <strong>{line.wanted}</strong>
        </li>
      ))}
    </ol>
  );
}

/** More than is left stands here only when the document has changed under the count. */
export const standing = ({ counted, target }: Pick<Row, 'counted' | 'target'>): string =>
  counted > target ? 'is-over' : counted === target ? 'is-whole' : counted ? 'is-begun' : '';
