/** One document: what it is about, what became of each line, who did what when, and what whoever looks may do now. */
import { debts, documentActions, documentTypes } from '@changping/contracts/document-words';
import type { AvailableStep, Document, Portion } from '@changping/contracts/documents';
import type { GateMatch } from '@changping/contracts/gate-match';
import { isOutsider } from '@changping/contracts/roles';
import { Button } from 'antd';
import { useState } from 'react';
import { lastDay } from '../../shared/day-end.ts';
import { dateTime } from '../../shared/time.ts';
import { useAnswer } from '../../shared/use-answer.ts';
import { isOffered } from '../frame/rooms.ts';
import { RefusalNote } from '../list/refusal-note.tsx';
import { useMe } from '../me.tsx';
import { useNames } from '../names.tsx';
import { PrintButton } from '../reports/print-button.tsx';
import { useStoreWords } from '../use-store-words.tsx';
import { Go, useWhere } from '../use-where.tsx';
import { type Approval, ApprovalNow } from './approval-now.tsx';
import { CorrectDialog } from './correct-dialog.tsx';
import { GateSaw } from './gate-saw.tsx';
import { LinesTable } from './lines-table.tsx';
import { type PhotoOwed, PhotosOwed } from './photos-owed.tsx';
import { lastToCorrect } from './standing.ts';
import { StateMark } from './state-mark.tsx';
import { StepDialog } from './step-dialog.tsx';
import { StepsLine } from './steps-line.tsx';
import { useWaiting } from './waiting.tsx';
import { Weight, type Worth } from './weight.tsx';

export function DocumentPage() {
  const { asked } = useWhere();
  const { states, documents } = useStoreWords();
  const id = asked.id ?? '';
  const { answer, refusal, again } = useAnswer(
    '/api/documents/{id}',
    {},
    { path: `/api/documents/${encodeURIComponent(id)}`, isAsked: id !== '' },
  );
  if (!id) return <p className="empty">{documents.none}</p>;
  if (!answer)
    return refusal ? (
      <RefusalNote refusal={refusal} again={again} />
    ) : (
      <p className="empty">{states.loading}</p>
    );
  return (
    <One
      document={answer.document as Document}
      steps={answer.steps as AvailableStep[]}
      gate={answer.gate as GateMatch[]}
      approval={answer.approval}
      worth={answer.worth}
      posting={answer.posting}
      photosOwed={answer.photosOwed ?? []}
      again={again}
    />
  );
}

const grave: ReadonlySet<string> = new Set(['refuse', 'cancel', 'withdraw', 'decline', 'dispose']);

type OneProps = {
  document: Document;
  steps: readonly AvailableStep[];
  gate: readonly GateMatch[];
  approval: Approval | undefined;
  worth: Worth;
  /** While what its last step moves is still being posted. */
  posting: { done: number; total: number } | undefined;
  photosOwed: readonly PhotoOwed[];
  again(): void;
};

function One({ document, steps, gate, approval, worth, posting, photosOwed, again }: OneProps) {
  const words = useStoreWords();
  const names = useNames();
  const { roles } = useMe();
  const { go } = useWhere();
  const [taking, setTaking] = useState<AvailableStep | 'correct'>();
  const [seen, setSeen] = useState<readonly Portion[]>();
  const { number, type, site, there, state, version, owes, returnBy, neededBy, steps: taken } = document;
  const policy = taken[0]?.policy;
  const isOver =
    steps.length === 0 && owes.length === 0 && ['closed', 'arrived', 'refused', 'cancelled'].includes(state);
  // What differs is posted where it is seen.
  const offered = steps.filter(({ action }) => type !== 'count' || action !== 'post');
  const main = offered.find(({ action }) => !grave.has(action));
  const last = lastToCorrect(document);
  const mayCorrect =
    last && roles.some((role) => role !== 'supervisor' && role !== 'policyOwner' && !isOutsider(role));
  const waiting = useWaiting();
  const done = () => {
    waiting?.again();
    setTaking(undefined);
    setSeen(undefined);
    again();
  };
  return (
    <article className="document">
      <header className="document-head">
        <h2 className="code">{number}</h2>
        <p>
          {words.said(documentTypes, type)} · {names.site(site)}
          {there !== null && ` → ${names.site(there)}`}
        </p>
        <p>
          <StateMark type={type} state={state} isOver={isOver} />{' '}
          <small>{words.documents.version(version)}</small>
        </p>
        <Weight of={{ ...document, worth }} />
        {posting && (
          <p className="mark mark-watch" role="status">
            <span aria-hidden="true">◆</span> {words.documents.posting(posting.done, posting.total)}
          </p>
        )}
        {policy !== undefined && isOffered('policies', roles) && (
          <p>
            <Go to="policies" asked={{ version: `${policy}` }}>
              {words.policy.judgedBy(policy)}
            </Go>
          </p>
        )}
        {neededBy !== undefined && <p>{words.sharing.needed(lastDay(neededBy))}</p>}
        {returnBy !== undefined && !owes.some(({ what }) => what === 'return') && (
          <p>{words.documents.returnBy(lastDay(returnBy))}</p>
        )}
        {owes.map(({ what, dueAt }) => (
          <p key={what} className={`mark mark-${dueAt < Date.now() ? 'act' : 'watch'}`}>
            <span aria-hidden="true">◆</span>{' '}
            {words.documents.owes(words.said(debts, what), dateTime(dueAt), dueAt < Date.now())}
          </p>
        ))}
        <PhotosOwed owed={photosOwed} />
      </header>
      <section aria-label={words.documents.next} className="next">
        <h3>{words.documents.next}</h3>
        {steps.length === 0 && <p>{isOver ? words.documents.isOverNow : words.documents.nothing}</p>}
        <p className="buttons">
          {type === 'count' && (
            <Button onClick={() => go('count', { id: document.id })}>{words.counts.toCount}</Button>
          )}
          {offered.map((step) => (
            <Button
              key={`${step.action} ${step.site}`}
              {...(step === main ? { type: 'primary' as const } : {})}
              danger={grave.has(step.action)}
              onClick={() => setTaking(step)}
            >
              {words.said(documentActions, step.action)}
            </Button>
          ))}
          {steps.some(({ action }) => action === 'noteArrival') && (
            <Button onClick={() => go('open', { type: 'goodsIn', site, order: document.id })}>
              {words.open.receiveOrder}
            </Button>
          )}
          <PrintButton document={document.id} />
          {mayCorrect && <Button onClick={() => setTaking('correct')}>{words.correct.action}</Button>}
        </p>
      </section>
      {approval && <ApprovalNow approval={approval} />}
      {gate.map((match) => (
        <GateSaw
          key={match.direction}
          match={match}
          step={steps.find(({ action }) => action === match.action)}
          fill={(step) => {
            setSeen(match.portions);
            setTaking(step);
          }}
        />
      ))}
      <LinesTable document={document} />
      <StepsLine document={document} />
      {taking === 'correct' && last && (
        <CorrectDialog document={document} last={last} done={done} close={() => setTaking(undefined)} />
      )}
      {taking && taking !== 'correct' && (
        <StepDialog
          document={document}
          step={taking}
          approval={approval}
          worth={worth}
          seen={seen}
          done={done}
          close={() => {
            setSeen(undefined);
            setTaking(undefined);
          }}
        />
      )}
    </article>
  );
}
