/** Today's work of the store: documents that wait for a hand here first, then those that wait for others. */
import { documentActions, documentTypes, statesOf } from '@changping/contracts/document-words';
import { Suspense } from 'react';
import { and } from '../../shared/words/and.ts';
import { db, type KeptPaper } from '../keep/keep.ts';
import { useFact, useKept } from '../keep/use-kept.ts';
import { openersOf } from '../rules/openers.ts';
import { ahead, isAside, isOpening, type Queued } from '../rules/queue.ts';
import { Overdue } from './later.ts';
import { useLeases } from './use-leases.ts';
import { go, useNames, usePage } from './use-page.tsx';
import { Who } from './who.tsx';

export function Home({ other }: { other(): void }) {
  const { words, site, me } = usePage();
  const leases = useLeases();
  const kits = useFact('kits')?.value ?? [];
  const names = useNames();
  const papers = useKept(() => db.papers.filter(({ isOpen }) => isOpen).toArray());
  const queue = useKept(() => db.queue.toArray());
  if (!papers || !queue) return null;
  const mine = papers.filter(({ paper: { document } }) => document.site === site || document.there === site);
  const rows = mine
    .map((kept) => ({ ...kept, paper: ahead(kept.paper, queue) }))
    .sort((one, other) => other.number.localeCompare(one.number));
  // What was sent back waits for nobody else.
  const isWork = ({ id, paper }: KeptPaper) =>
    paper.steps.some(({ action }) => !isAside(action)) ||
    queue.some(({ document, refused }) => document === id && refused);
  const toOpen = {
    ...{ goodsIn: words.newReceipt, putAway: words.newPutAway },
    ...{ transfer: words.going.transfer, handOut: words.going.handOut },
  };
  const rare = openersOf(me.roles).filter((type) => !(type in toOpen));
  const opening = queue.filter((one) => isOpening(one) && !papers.some(({ id }) => id === one.document));
  const others = rows.filter((row) => !isWork(row));
  return (
    <main>
      <h1>
        {words.home} <small>{names.site(site)}</small>
      </h1>
      <Suspense>
        <Overdue papers={rows.map(({ paper }) => paper)} />
      </Suspense>
      {rows.length + opening.length === 0 && <p className="empty">{words.nothing}</p>}
      <ul className="papers">
        {rows.filter(isWork).map((row) => (
          <PaperRow key={row.id} row={row} queue={queue} />
        ))}
        {opening.map((one) => (
          <li key={one.seq}>
            <button type="button" onClick={() => go('unsent')}>
              <strong>{documentTypes['type' in one.body ? one.body.type : 'count'][words.at]}</strong>
              <span>{words.openedOffline}</span>
            </button>
          </li>
        ))}
      </ul>
      <p className="new">
        {openersOf(me.roles)
          .filter((type) => type in toOpen)
          .map((type) => (
            <button key={type} type="button" onClick={() => go('new', type)}>
              ＋ {toOpen[type as keyof typeof toOpen]}
            </button>
          ))}
        <button type="button" className="wide" onClick={() => go('kits')}>
          {words.kits.room} <b>{kits.length}</b>
        </button>
        {me.handheld && (
          <button type="button" className="wide" onClick={() => go('leases')}>
            {words.lease.title} <b>{leases.length}</b>
          </button>
        )}
      </p>
      {rare.length > 0 && (
        <details className="rare">
          <summary>{words.more}</summary>
          <p className="new">
            {rare.map((type) => (
              <button key={type} type="button" onClick={() => go('new', type)}>
                ＋ {documentTypes[type][words.at]}
              </button>
            ))}
          </p>
        </details>
      )}
      {others.length > 0 && (
        <>
          <h2>{words.waitingFor}</h2>
          <ul className="papers">
            {others.map((row) => (
              <PaperRow key={row.id} row={row} queue={queue} />
            ))}
          </ul>
        </>
      )}
      <Who other={other} />
    </main>
  );
}

function PaperRow({ row: { id, number, paper }, queue }: { row: KeptPaper; queue: readonly Queued[] }) {
  const { words } = usePage();
  const names = useNames();
  const { document, steps } = paper;
  const work = steps.filter(({ action }) => !isAside(action));
  const left = work[0]?.left.reduce((sum, { quantity }) => sum + quantity, 0) ?? 0;
  const nameOf = ({ kind, item }: (typeof document.lines)[number]) => {
    if (kind) return names.kind(kind);
    return document.type === 'count' ? names.place(item ?? '') : (item ?? '');
  };
  const kinds = [...new Set(document.lines.map(nameOf))];
  const waits = queue.filter((one) => one.document === id);
  const isBack = waits.some(({ refused }) => refused);
  return (
    <li>
      <button type="button" onClick={() => go('d', id)}>
        <strong>
          {left > 0 && <b className="left">{left.toLocaleString('en-US')}</b>}{' '}
          {work[0]
            ? documentActions[work[0].action][words.at]
            : statesOf(document.type)[document.state][words.at]}
        </strong>
        <span>
          {documentTypes[document.type][words.at]} · {kinds.slice(0, 2).join(and[words.at])}
          {kinds.length > 2 ? '…' : ''}
          {document.there ? ` · ${names.site(document.site)} → ${names.site(document.there)}` : ''}
        </span>
        {paper.gate?.map((match) => (
          <span key={match.direction} className="gate-line">
            {words.gate.saw(match.seen, match.wanted)} · {words.gate.way[match.direction]}
          </span>
        ))}
        <span className="number">
          {number}
          {waits.length > 0 && (
            <em className={isBack ? 'is-refused' : ''}>
              {isBack ? words.refused : `${waits.length} ${words.unsent}`}
            </em>
          )}
        </span>
      </button>
    </li>
  );
}
