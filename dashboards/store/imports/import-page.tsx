/** One file: being read, wrong, ready to be entered, or entered. The server keeps it for half an hour, so the page may be left meanwhile. */
import type { Answer } from '@changping/contracts/http';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { whole } from '../../shared/figure.ts';
import { tell } from '../../shared/tell.ts';
import { dateTime } from '../../shared/time.ts';
import { useAnswer } from '../../shared/use-answer.ts';
import { RefusalNote } from '../list/refusal-note.tsx';
import { useNames } from '../names.tsx';
import { refusedHere } from '../refused-here.ts';
import { useDeed } from '../use-deed.ts';
import { useStoreWords } from '../use-store-words.tsx';
import { Go, useWhere } from '../use-where.tsx';
import { MappingForm } from './mapping-form.tsx';
import { Mistakes } from './mistakes.tsx';
import { WhatChanges } from './what-changes.tsx';

export type Importing = Answer<'/api/imports/{id}'>;

const lookEvery = 500;
/** 100,000 rows are read again and entered. */
const enteringMost = 150_000;

export function ImportPage() {
  const words = useStoreWords();
  const { imports, states } = words;
  const { asked } = useWhere();
  const [turn, setTurn] = useState(0);
  const id = asked.id ?? '';
  const path = `/api/imports/${encodeURIComponent(id)}`;
  const manner = { path, version: turn, isAsked: id !== '' };
  const { answer, refusal, again } = useAnswer('/api/imports/{id}', {}, manner);
  const isBusy = answer?.state === 'reading' || answer?.state === 'applying';
  useEffect(() => {
    if (!isBusy) return;
    const timer = setInterval(() => setTurn((n) => n + 1), lookEvery);
    return () => clearInterval(timer);
  }, [isBusy]);
  const look = () => setTurn((n) => n + 1);
  const isGone = id === '' || refusal?.code === 'notFound';
  return (
    <>
      <p className="crumbs">
        <Go to="imports">{imports.back}</Go>
      </p>
      {isGone ? (
        <p className="empty">
          {imports.gone} <Go to="imports">{imports.again}</Go>
        </p>
      ) : (
        refusal && <RefusalNote refusal={refusal} again={again} />
      )}
      {!isGone && !answer && !refusal && <p role="status">{states.loading}</p>}
      {!isGone && answer && <OneFile importing={answer} look={look} />}
    </>
  );
}

type FileProps = { importing: Importing; look(): void };

function OneFile({ importing, look }: FileProps) {
  const { imports: words } = useStoreWords();
  const names = useNames();
  const { kind, site, name, bytes, state, encoding, rows, fresh, same, fault, detail, share, errors } =
    importing;
  const isRead = (state === 'checked' || state === 'applied') && errors === 0;
  return (
    <>
      <div className="document-head">
        <h2>
          <span className="file-name">{name}</span>
        </h2>
        <p>
          {[words.kindOf[kind], kind === 'supplyClasses' ? '' : names.site(site)].filter(Boolean).join(' · ')}
        </p>
        <p className="hint">
          {words.encoding(encoding.toUpperCase() || 'CSV / XLSX', whole(Math.ceil(bytes / 1024)))}
          {isRead && ` · ${words.facts(whole(rows), whole(fresh), whole(same))}`}
        </p>
        {state !== 'applied' && <p role="status">{words.states[state]}</p>}
      </div>
      {state === 'reading' && <Progress what={words.states.reading} hint={words.readingHint} share={share} />}
      {state === 'applying' && (
        <Progress what={words.states.applying} hint={words.applyingHint} share={share} />
      )}
      {fault && (
        <>
          <RefusalNote refusal={refusedHere(fault, detail).refusal} />
          <p>
            <Go to="imports" className="button-main">
              {words.again}
            </Go>
          </p>
        </>
      )}
      {state === 'checked' && <Checked importing={importing} look={look} />}
      {state === 'applied' && <Applied importing={importing} />}
    </>
  );
}

type ProgressProps = { what: string; hint: string; share: number };

const Progress = ({ what, hint, share }: ProgressProps) => (
  <section className="next stack">
    {share > 0 && share < 1 ? <progress aria-label={what} value={share} /> : <progress aria-label={what} />}
    <p className="hint">{hint}</p>
  </section>
);

function Checked({ importing, look }: FileProps) {
  const { imports: words } = useStoreWords();
  const deed = useDeed();
  const { id, before, errors, fresh } = importing;
  const enter = async () => {
    await deed.run(() => tell('/api/imports/apply', { id }, enteringMost));
    look();
  };
  if (before) return <Applied importing={importing} />;
  return (
    <>
      {errors > 0 ? (
        <Mistakes importing={importing} />
      ) : (
        <section className="next stack" aria-label={words.would}>
          <WhatChanges importing={importing} />
          {fresh > 0 && (
            <>
              <p className="buttons">
                <Button type="primary" loading={deed.isBusy} onClick={() => void enter()}>
                  {words.applyIt(fresh)}
                </Button>
              </p>
              <p className="hint">{words.applyHint}</p>
            </>
          )}
        </section>
      )}
      {deed.refusal && <RefusalNote refusal={deed.refusal} />}
      <MappingForm importing={importing} look={look} />
    </>
  );
}

function Applied({ importing: { id, kind, before, receipt } }: { importing: Importing }) {
  const { imports: words } = useStoreWords();
  const { person } = useNames();
  const of = receipt ?? before;
  if (!of) return null;
  const isOther = of.id !== id;
  return (
    <section className="next stack">
      <p>
        <span className="mark mark-good">
          <span aria-hidden="true">●</span> {isOther ? words.nothingChanged : words.states.applied}
        </span>
      </p>
      <p>
        {isOther ? words.sameBefore(dateTime(of.at), person(of.by)) : words.applied(dateTime(of.at), of.rows)}{' '}
        <span className="code">
          {of.site} #{of.commit.n} {of.commit.hash.slice(0, 12)}
        </span>
      </p>
      <p className="buttons">
        {kind === 'stock' && (
          <Go to="imported" asked={{ id: of.id }}>
            {words.entries}
          </Go>
        )}
        <Go to="imports">{words.again}</Go>
      </p>
    </section>
  );
}
