/** One document under work: what is counted against what is left, as large as the screen allows; scan, type, take back, submit. */
import {
  documentActions,
  documentStates,
  documentTypes,
  type Outcome,
  outcomes,
} from '@changping/contracts/document-words';
import { useEffect, useRef, useState } from 'react';
import { addDeed, draftId, looked, mannerOf, undo } from '../keep/drafts.ts';
import { type Draft, db } from '../keep/keep.ts';
import { useKept } from '../keep/use-kept.ts';
import { ahead, isAside } from '../rules/queue.ts';
import { type Offer, type Paper, type Row, rowsOf, typed } from '../rules/tally.ts';
import { Manners } from './manners.tsx';
import { Sign } from './sign.tsx';
import { type Target, useTarget } from './target.tsx';
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
        <p className="empty">{words.unknown}</p>
      </main>
    );
  const paper = ahead(kept.paper.paper, queue);
  const { document, steps } = paper;
  const work = steps.filter((step) => !isAside(step.action));
  const offer = steps.find((step) => step.action === action) ?? work[0] ?? steps[0];
  const others = steps.filter((step) => isAside(step.action));
  return (
    <main className="work">
      <header>
        <h1>
          {documentTypes[document.type][words.at]} <small>{documentStates[document.state][words.at]}</small>
        </h1>
        <p className="number">
          {document.number}
          {document.there ? ` · ${names.site(document.site)} → ${names.site(document.there)}` : ''}
        </p>
      </header>
      <Steps steps={work} offer={offer} id={id} />
      {queue.length > 0 && (
        <button type="button" className="note" onClick={() => go('unsent')}>
          {queue.length} {words.unsent} · {words.stepsLater}
        </button>
      )}
      {offer ? (
        <Step key={`${id}${offer.action}`} paper={paper} offer={offer} waits={queue.length} />
      ) : (
        <>
          <p className="empty">{queue.length ? words.stepsLater : words.noSteps}</p>
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
        {!isCounted && <Plain paper={paper} />}
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
      <Big rows={rows} draft={draft} paper={paper} offer={offer} target={target} />
      <Manners paper={paper} offer={offer} draft={draft} />
      <Lines rows={rows} paper={paper} offer={offer} draft={draft} target={target} />
      <div className="thumb">
        <button type="button" disabled={!hasDeeds} onClick={() => void undo(paper, offer)}>
          ↶ {words.undo}
        </button>
        <button
          type="button"
          className="main"
          disabled={!hasDeeds || isOld || over > 0}
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

type CountProps = {
  rows: readonly Row[];
  paper: Paper;
  offer: Offer;
  draft: Draft | undefined;
  target: Target;
};

/** The line in hand: the one that was scanned last, or the first that is not whole. */
function Big({ rows, paper, offer, draft, target }: CountProps) {
  const { words } = usePage();
  const names = useNames();
  const row =
    rows.find(({ line }) => line.n === target.line) ??
    rows.find((each) => each.counted < each.target) ??
    rows[0];
  const manner = mannerOf(offer, draft);
  const [text, setText] = useState<string>();
  const n = row?.line.n;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another line is another number
  useEffect(() => setText(undefined), [n, manner?.as]);
  const top = useRef<HTMLElement>(null);
  const deeds = draft?.deeds.length ?? 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever was counted is to be seen
  useEffect(() => {
    if (deeds) top.current?.scrollIntoView({ block: 'nearest' });
  }, [deeds, manner?.as, manner?.reason]);
  if (!row || !manner) return null;
  const set = (quantity: number) => {
    const deed = typed(rows, draft?.deeds ?? [], row.line.n, quantity, manner);
    if (deed) void addDeed(paper, offer, deed);
    target.set(row.line.n);
  };
  const as = row.by[manner.as] ?? 0;
  const room = row.target - row.counted;
  return (
    <section ref={top} className={`big ${standing(row)}`} aria-live="polite">
      <h2>
        {row.line.kind ? names.kind(row.line.kind) : row.line.item}
        <small className="code">{row.line.piece ?? row.line.lot}</small>
      </h2>
      <p className="figure">
        <strong id="counted">{row.counted}</strong>
        <span>/ {row.target}</span>
        <small>{names.unit(row.line.kind)}</small>
      </p>
      <p className="by">
        {Object.entries(row.by).map(([name, quantity]) => (
          <span key={name}>
            {outcomes[name as Outcome][words.at]} {quantity}
          </span>
        ))}
      </p>
      <form
        className="number"
        onSubmit={(event) => {
          event.preventDefault();
          if (text) set(Number(text));
          setText(undefined);
        }}
      >
        <button type="button" aria-label="−1" disabled={as < 1} onClick={() => set(as - 1)}>
          −
        </button>
        <input
          inputMode="numeric"
          pattern="[0-9]*"
          aria-label={words.numberOf}
          value={text ?? as}
          onFocus={(event) => event.currentTarget.select()}
          onChange={(event) => setText(event.currentTarget.value.replaceAll(/\D/g, ''))}
          onBlur={() => {
            if (text) set(Number(text));
            setText(undefined);
          }}
        />
        <button type="button" aria-label="+1" disabled={room < 1} onClick={() => set(as + 1)}>
          ＋
        </button>
        <button type="button" disabled={room < 1} onClick={() => set(as + room)}>
          {words.all}
        </button>
      </form>
    </section>
  );
}

function Lines({ rows, draft, offer, target }: CountProps) {
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
              {line.kind ? names.kind(line.kind) : line.item}
              <small className="code">{line.piece ?? line.lot}</small>
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

/** A document of which nothing is to be counted now. */
function Plain({ paper }: { paper: Paper }) {
  const { words } = usePage();
  const names = useNames();
  return (
    <ol className="lines" aria-label={words.lines}>
      {paper.document.lines.map((line) => (
        <li key={line.n} className="plain">
          <span>
            {line.kind ? names.kind(line.kind) : line.item}
            <small className="code">{line.piece ?? line.lot}</small>
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
const standing = ({ counted, target }: Pick<Row, 'counted' | 'target'>): string =>
  counted > target ? 'is-over' : counted === target ? 'is-whole' : counted ? 'is-begun' : '';
