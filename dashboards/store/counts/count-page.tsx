/** One count: where people have been, and for an approver who counted nothing what differs, each number open to what was seen. */
import type { Answer } from '@changping/contracts/http';
import { Button } from 'antd';
import { useEffect } from 'react';
import { useAnswer } from '../../shared/use-answer.ts';
import { StateMark } from '../documents/state-mark.tsx';
import { RefusalNote } from '../list/refusal-note.tsx';
import { type Column, Table } from '../list/table.tsx';
import { useNames } from '../names.tsx';
import { useStoreWords } from '../use-store-words.tsx';
import { useWhere } from '../use-where.tsx';
import { Variances } from './variances.tsx';

type Sheet = Answer<'/api/counts/{id}'>;
type Row = Sheet['rows'][number];
const lookEvery = 10_000;

export function CountPage() {
  const words = useStoreWords();
  const names = useNames();
  const { asked, go } = useWhere();
  const id = asked.id ?? '';
  const path = `/api/counts/${encodeURIComponent(id)}`;
  const { answer: sheet, refusal, again } = useAnswer('/api/counts/{id}', {}, { path, isAsked: id !== '' });
  const isRunning = sheet?.state === 'counting' || sheet?.state === 'recounting';
  // It is begun, handed in and posted elsewhere too.
  const isOpen = sheet !== undefined && sheet.state !== 'closed';
  useEffect(() => {
    if (!isOpen) return undefined;
    const timer = setInterval(again, lookEvery);
    return () => clearInterval(timer);
  }, [isOpen, again]);
  const { counts } = words;
  if (!sheet)
    return refusal ? (
      <RefusalNote refusal={refusal} again={again} />
    ) : (
      <p className="empty">{words.states.loading}</p>
    );
  const columns: Column<Row>[] = [
    { name: 'place', title: counts.place, text: ({ place }) => names.spot(place) },
    {
      name: 'kinds',
      title: counts.kinds,
      text: ({ lots }) => [...new Set(lots.map(({ kind }) => names.kind(kind)))].join(counts.and),
    },
    {
      name: 'by',
      title: counts.by,
      text: ({ covered }) =>
        covered.length
          ? covered
              .map(({ counter, round }) => `✓ ${names.person(counter)}${round > 1 ? ` ×${round}` : ''}`)
              .join(counts.and)
          : `○ ${counts.notYet}`,
    },
  ];
  return (
    <article className="document">
      <header className="document-head">
        <h2 className="code">{sheet.number}</h2>
        <p>{names.site(sheet.site)}</p>
        <p>
          <StateMark type="count" state={sheet.state as never} isOver={sheet.state === 'closed'} />
        </p>
        <p>
          <Button onClick={() => go('document', { id })}>{counts.toDocument}</Button>
        </p>
      </header>
      {sheet.blind && <p className="hint">{counts.blind}</p>}
      {!sheet.blind && sheet.freeze !== null && <Variances sheet={sheet} again={again} />}
      <details open={isRunning}>
        <summary>
          {counts.progress} {sheet.rows.filter(({ covered }) => covered.length).length} / {sheet.rows.length}
        </summary>
        <Table label={counts.progress} columns={columns} rows={sheet.rows} keyOf={({ place }) => place} />
      </details>
    </article>
  );
}
