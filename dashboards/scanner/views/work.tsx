/** One document under work: what is counted against what is left, as large as the screen allows; scan, type, take back, submit. */

import { debts, documentActions, documentTypes, statesOf } from '@changping/contracts/document-words';
import { Suspense, useState } from 'react';
import { lastDay } from '../../shared/day-end.ts';
import { dateTime } from '../../shared/time.ts';
import { draftId, looked, undo } from '../keep/drafts.ts';
import { db } from '../keep/keep.ts';
import { useKept } from '../keep/use-kept.ts';
import { lacksLot, mayName } from '../rules/new-lots.ts';
import { ahead, isAside } from '../rules/queue.ts';
import { type Offer, type Paper, rowsOf } from '../rules/tally.ts';
import { Big } from './big.tsx';
import { Found, GateSaw, NewLots, Room, Sign } from './later.ts';
import { Lines, Plain } from './lines.tsx';
import { Manners } from './manners.tsx';
import { useTarget } from './target.tsx';
import { go, useNames, usePage } from './use-page.tsx';

export function Work({ id, action }: { id: string; action: string | undefined }) {
  const { words } = usePage();
  const names = useNames();
  const kept = useKept(() => db.papers.get(id).then((paper) => ({ paper })), id);
  const queue = useKept(() => db.queue.where('document').equals(id).toArray(), id);
  if (!kept || !queue) return null;
  if (!kept.paper)
    return (
      <main>
        <p className="empty">{words.notKept}</p>
        <button type="button" onClick={() => go('')}>
          {words.home}
        </button>
      </main>
    );
  const paper = ahead(kept.paper.paper, queue);
  const { document, steps } = paper;
  const work = steps.filter((step) => !isAside(step.action));
  const offer = steps.find((step) => step.action === action) ?? work[0] ?? steps[0];
  const others = steps.filter((step) => isAside(step.action));
  const isBack = queue.some(({ refused }) => refused);
  return (
    <main className="work">
      <header>
        <h1>
          {documentTypes[document.type][words.at]}{' '}
          <small>{statesOf(document.type)[document.state][words.at]}</small>
        </h1>
        <p className="number">
          {document.number}
          {document.there ? ` · ${names.site(document.site)} → ${names.site(document.there)}` : ''}
        </p>
      </header>
      {document.returnBy !== undefined && !document.owes.some(({ what }) => what === 'return') && (
        <p className="hint">
          {words.going.dueOn} {lastDay(document.returnBy)}
        </p>
      )}
      {document.owes.map(({ what, dueAt }) => (
        <p key={what} className={dueAt < Date.now() ? 'changed' : 'hint'}>
          {words.owes(debts[what][words.at], dateTime(dueAt))}
        </p>
      ))}
      <Steps steps={work} offer={offer} id={id} />
      {/* What a count has seen goes by itself, scan by scan: it would jump under the thumb. */}
      {(isBack || (queue.length > 0 && document.type !== 'count')) && (
        <button type="button" className={isBack ? 'note is-refused' : 'note'} onClick={() => go('unsent')}>
          {isBack ? `◆ ${words.refused}` : `${queue.length} ${words.unsent}`}
        </button>
      )}
      {offer && document.type === 'count' && /^submit/.test(offer.action) ? (
        <Room paper={paper} offer={offer} waits={queue.length} />
      ) : offer ? (
        <Step key={`${id}${offer.action}`} paper={paper} offer={offer} waits={queue.length} />
      ) : (
        <>
          <p className="empty">{queue.length ? words.stepsLater : words.noSteps}</p>
          <Suspense>
            <GateSaw paper={paper} offer={undefined} draft={undefined} />
          </Suspense>
          <Plain paper={paper} />
        </>
      )}
      {others.length > 0 && (others[0] !== offer || work.length > 0) && (
        <Steps
          steps={offer && isAside(offer.action) ? [...work, ...others] : others}
          offer={offer}
          id={id}
          isAlways
        />
      )}
    </main>
  );
}

type StepsProps = { steps: readonly Offer[]; offer: Offer | undefined; id: string; isAlways?: boolean };

const Steps = ({ steps, offer, id, isAlways = false }: StepsProps) => {
  const { words } = usePage();
  if (steps.length < 2 && !isAlways) return null;
  return (
    <nav className="steps">
      {steps.map((step) => (
        <button
          key={step.action}
          type="button"
          aria-pressed={step === offer}
          onClick={() => location.replace(`#d/${encodeURIComponent(id)}/${step.action}`)}
        >
          {documentActions[step.action][words.at]}
        </button>
      ))}
    </nav>
  );
};

function Step({ paper, offer, waits }: { paper: Paper; offer: Offer; waits: number }) {
  const { words } = usePage();
  const id = draftId(paper.document.id, offer.action);
  const kept = useKept(() => db.drafts.get(id).then((draft) => ({ draft })), id);
  const target = useTarget(paper, offer);
  const [isSigning, setSigning] = useState(false);
  if (!kept) return null;
  const { draft } = kept;
  const isOld = draft !== undefined && draft.deeds.length > 0 && draft.version !== paper.document.version;
  const rows = rowsOf(paper, offer, draft?.deeds ?? []);
  const isCounted = offer.outcomes.length > 0;
  if (isSigning || !isCounted)
    return (
      <>
        {!isCounted && paper.document.type !== 'count' && <Plain paper={paper} />}
        <Sign
          paper={paper}
          offer={offer}
          draft={draft}
          waits={waits}
          back={isCounted ? () => setSigning(false) : null}
        />
      </>
    );
  const counted = rows.reduce((sum, row) => sum + row.counted, 0);
  const whole = rows.reduce((sum, row) => sum + row.target, 0);
  const over = rows.reduce((sum, row) => sum + Math.max(0, row.counted - row.target), 0);
  const hasDeeds = (draft?.deeds.length ?? 0) > 0;
  const isNaming = mayName(paper, offer);
  const isUnclear = isNaming && lacksLot(paper, draft?.deeds ?? []).length > 0;
  return (
    <>
      {isOld && (
        <p className="changed" role="alert">
          {words.changed}
          <button type="button" onClick={() => void looked(paper, offer)}>
            {words.seenIt}
          </button>
        </p>
      )}
      <Suspense>
        <GateSaw paper={paper} offer={offer} draft={draft} />
      </Suspense>
      <Big rows={rows} draft={draft} paper={paper} offer={offer} target={target} />
      {/^(rectify|checkAgain)$/.test(offer.action) && (
        <Suspense>
          <Found document={paper.document} />
        </Suspense>
      )}
      <Manners paper={paper} offer={offer} draft={draft} />
      {isNaming && (
        <Suspense>
          <NewLots rows={rows} paper={paper} offer={offer} draft={draft} target={target} />
        </Suspense>
      )}
      <Lines rows={rows} paper={paper} offer={offer} draft={draft} target={target} />
      <div className="thumb">
        <button type="button" disabled={!hasDeeds} onClick={() => void undo(paper, offer)}>
          ↶ {words.undo}
        </button>
        <button
          type="button"
          className="main"
          disabled={!hasDeeds || isOld || isUnclear || over > 0}
          onClick={() => setSigning(true)}
        >
          {words.submit(documentActions[offer.action][words.at])}
          <small>
            {over ? words.over(over) : counted >= whole ? words.whole : words.missing(whole - counted)}
          </small>
        </button>
      </div>
    </>
  );
}
