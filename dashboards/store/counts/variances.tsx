/** What differs, with a reason for each before it is posted; all that stands in the way; and the observations behind a number. */
import {
  countTroubles,
  type VarianceReason,
  varianceReasons,
  variances as varianceWords,
} from '@changping/contracts/count-words';
import type { Slot } from '@changping/contracts/documents';
import type { Answer } from '@changping/contracts/http';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { whole, yuan } from '../../shared/figure.ts';
import { tell } from '../../shared/tell.ts';
import { useAnswer } from '../../shared/use-answer.ts';
import { Dialog } from '../list/dialog.tsx';
import { Entry } from '../list/entry.tsx';
import { RefusalNote } from '../list/refusal-note.tsx';
import { type Column, Table } from '../list/table.tsx';
import { useNames } from '../names.tsx';
import { useDeed } from '../use-deed.ts';
import { useKey } from '../use-key.ts';
import { type Speech, useStoreWords } from '../use-store-words.tsx';
import { Go } from '../use-where.tsx';
import { Scans } from './scans.tsx';

type Judged = Answer<'/api/counts/{id}/variance'>;
type Variance = Judged['variances'][number];

type VariancesProps = { sheet: Answer<'/api/counts/{id}'>; again(): void };

export function Variances({ sheet, again }: VariancesProps) {
  const words = useStoreWords();
  const names = useNames();
  const deed = useDeed();
  const keyFor = useKey();
  const [notes, setNotes] = useState<Readonly<Record<string, string>>>({});
  const [reasons, setReasons] = useState<Readonly<Record<string, VarianceReason | ''>>>({});
  const [shown, setShown] = useState<Pick<Variance, 'piece'> & { lot: string | null }>();
  const [isAsking, setAsking] = useState(false);
  const { counts } = words;
  const path = `/api/counts/${encodeURIComponent(sheet.id)}/variance`;
  const version = `${sheet.version} ${sheet.state}`;
  const { answer, refusal, again: judge } = useAnswer('/api/counts/{id}/variance', {}, { path, version });
  if (refusal) return <RefusalNote refusal={refusal} again={judge} />;
  if (!answer) return <p className="empty">{words.states.loading}</p>;
  const { variances, troubles, isPosted } = answer;
  const isToPost = sheet.state === 'counted';
  const post = () =>
    void deed.run(async () => {
      const given = Object.entries(reasons).flatMap(([key, reason]) => {
        const note = notes[key]?.trim();
        return reason ? { key, reason, ...(note ? { note } : {}) } : [];
      });
      const kept = given.filter(({ key }) => variances.some((each) => each.key === key));
      const asked = { id: sheet.id, version: sheet.version, reasons: kept };
      await tell('/api/counts/post', { ...asked, key: keyFor(asked) });
      again();
    });
  const columns: Column<Variance>[] = [
    { name: 'what', title: counts.what, text: ({ what }) => words.said(varianceWords, what) },
    {
      name: 'goods',
      title: counts.goods,
      text: ({ kind, lot, piece }) => `${names.kind(kind)} ${piece ?? lot}`,
    },
    { name: 'from', title: counts.from, text: ({ from }) => names.spot(from.place) },
    { name: 'to', title: counts.to, text: ({ to }) => names.spot(to.place) },
    {
      name: 'condition',
      title: counts.condition,
      text: ({ from, to }) => conditions(from, to, words).join(' → '),
      cell: ({ from, to }) => <Condition told={conditions(from, to, words)} />,
    },
    ...(isPosted
      ? []
      : [
          {
            name: 'booked',
            title: counts.booked,
            isNumber: true,
            text: (row: Variance) => whole(row.booked),
          },
        ]),
    { name: 'quantity', title: counts.quantity, isNumber: true, text: ({ quantity }) => whole(quantity) },
    { name: 'money', title: counts.money, isNumber: true, text: ({ fen }) => yuan(fen) },
    {
      name: 'reason',
      title: counts.reason,
      text: (row) => whyOf(row, words),
      cell: ({ key, lot, reason, note, needsRecount }) =>
        needsRecount ? (
          <span className="mark mark-watch">
            <span aria-hidden="true">▲</span> {counts.recount}
          </span>
        ) : isToPost ? (
          <span className="judged">
            <select
              aria-label={counts.reasonOf(lot)}
              value={reasons[key] ?? ''}
              onChange={({ currentTarget }) =>
                setReasons({ ...reasons, [key]: currentTarget.value as VarianceReason | '' })
              }
            >
              <option value="">{counts.choose}</option>
              {Object.keys(varianceReasons).map((name) => (
                <option key={name} value={name}>
                  {words.said(varianceReasons, name)}
                </option>
              ))}
            </select>
            {reasons[key] && (
              <Input
                aria-label={counts.noteOf(lot)}
                placeholder={counts.note}
                maxLength={200}
                value={notes[key] ?? ''}
                onChange={({ target }) => setNotes({ ...notes, [key]: target.value })}
              />
            )}
          </span>
        ) : (
          whyOf({ reason, note }, words)
        ),
    },
    {
      name: 'scans',
      title: counts.scans,
      isAction: true,
      text: () => '',
      cell: (row) =>
        (isPosted || row.scans.length > 0) && <Button onClick={() => setShown(row)}>{counts.scans}</Button>,
    },
  ];
  const toRecount = variances.some(({ needsRecount }) => needsRecount);
  const sum = variances.reduce((all, { fen }) => all + fen, 0);
  return (
    <>
      <section>
        <h3>
          {counts.variance} <small>{counts.total(variances.length, yuan(sum))}</small>
        </h3>
        <p className="hint">
          {isPosted ? '' : `${counts.matched(whole(answer.matched))} · `}
          {counts.counters(answer.counters.map(names.person).join(counts.and))}
          {' · '}
          <Go to="countPolicies" asked={{ version: String(answer.policy) }}>
            {words.countPolicy.judgedBy(answer.policy)}
          </Go>
        </p>
        {variances.length === 0 ? (
          <p className="empty">{counts.same}</p>
        ) : (
          <Table label={counts.variance} columns={columns} rows={variances} keyOf={({ key }) => key} />
        )}
      </section>
      {troubles.length > 0 && <Troubles troubles={troubles} show={setShown} />}
      {deed.refusal && <RefusalNote refusal={deed.refusal} />}
      {isToPost && (
        <p className="buttons">
          <Button type={toRecount ? 'default' : 'primary'} loading={deed.isBusy} onClick={post}>
            {counts.post}
          </Button>
          <Button type={toRecount ? 'primary' : 'default'} onClick={() => setAsking(true)}>
            {counts.again}
          </Button>
        </p>
      )}
      {shown && (
        <Scans
          id={sheet.id}
          of={shown}
          mayChange={!isPosted}
          close={(isChanged) => {
            setShown(undefined);
            if (isChanged) judge();
          }}
        />
      )}
      {isAsking && (
        <AskAgain
          sheet={sheet}
          close={(isDone) => {
            setAsking(false);
            if (isDone) again();
          }}
        />
      )}
    </>
  );
}

/** As what the book had it and as what it was found; once where it is the same. */
function conditions(from: Slot, to: Slot, { stock }: Speech): string[] {
  const told = ({ quality, grade }: Slot) => `${stock.qualityOf[quality]} · ${stock.gradeOf[grade]}`;
  return [...new Set([told(from), told(to)])];
}

const Condition = ({ told: [before, after] }: { told: readonly string[] }) =>
  after === undefined ? (
    before
  ) : (
    <>
      {before} →{' '}
      <b className="mark mark-watch">
        <span aria-hidden="true">◆</span> {after}
      </b>
    </>
  );

const whyOf = ({ reason, note }: Pick<Variance, 'reason' | 'note'>, words: Speech): string =>
  [...(reason ? [words.said(varianceReasons, reason)] : []), ...(note ? [note] : [])].join(words.colon) ||
  words.states.none;

type TroublesProps = Pick<Judged, 'troubles'> & {
  show(of: { lot: string | null; piece: string | null }): void;
};

function Troubles({ troubles, show }: TroublesProps) {
  const words = useStoreWords();
  const names = useNames();
  const { counts } = words;
  const columns: Column<Judged['troubles'][number]>[] = [
    {
      name: 'blocks',
      title: '',
      text: ({ blocks }) => (blocks ? `▲ ${counts.blocks}` : `● ${counts.told}`),
    },
    { name: 'code', title: counts.why, text: ({ code }) => words.said(countTroubles, code) },
    { name: 'place', title: counts.place, text: ({ place }) => names.spot(place) },
    { name: 'goods', title: counts.goods, text: ({ lot, piece }) => piece ?? lot ?? '' },
    {
      name: 'scans',
      title: counts.scans,
      isAction: true,
      text: () => '',
      cell: (row) => row.scans.length > 0 && <Button onClick={() => show(row)}>{counts.scans}</Button>,
    },
  ];
  return (
    <section>
      <h3>{counts.troubles}</h3>
      <Table
        label={counts.troubles}
        columns={columns}
        rows={troubles}
        keyOf={({ code, place, lot, piece, scans }) => `${code} ${place} ${lot} ${piece} ${scans[0]}`}
      />
    </section>
  );
}

type AskProps = { sheet: Answer<'/api/counts/{id}'>; close(isDone: boolean): void };

function AskAgain({ sheet: { id, version }, close }: AskProps) {
  const { counts } = useStoreWords();
  const deed = useDeed();
  const keyFor = useKey();
  const [reason, setReason] = useState('');
  const send = () =>
    void deed.run(async () => {
      const asked = { id, version, action: 'askAgain' as const, reason };
      await tell('/api/documents/step', { ...asked, key: keyFor(asked) });
      close(true);
    });
  return (
    <Dialog title={counts.again} action={counts.again} deed={deed} send={send} close={() => close(false)}>
      <Entry label={counts.againWhy} value={reason} set={setReason} isWanted />
    </Dialog>
  );
}
