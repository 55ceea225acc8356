/** The observations behind one number of a count. */
import type { Answer } from '@changping/contracts/http';
import { photoHash } from '@changping/contracts/photo-hash';
import { Button } from 'antd';
import { useState } from 'react';
import { tell } from '../../shared/tell.ts';
import { dateTime } from '../../shared/time.ts';
import { useAnswer } from '../../shared/use-answer.ts';
import { StepPhotos } from '../documents/step-photos.tsx';
import { Dialog } from '../list/dialog.tsx';
import { Entry } from '../list/entry.tsx';
import { Pane } from '../list/pane.tsx';
import { RefusalNote } from '../list/refusal-note.tsx';
import { type Column, Table } from '../list/table.tsx';
import { useNames } from '../names.tsx';
import { useDeed } from '../use-deed.ts';
import { useStoreWords } from '../use-store-words.tsx';

type Scan = Answer<'/api/counts/{id}/scans'>['items'][number];
/** `mayChange`: the count is still under way. */
type ScansProps = {
  id: string;
  of: { lot: string | null; piece: string | null };
  mayChange: boolean;
  close(isChanged: boolean): void;
};

export function Scans({ id, of: { lot, piece }, mayChange, close }: ScansProps) {
  const words = useStoreWords();
  const names = useNames();
  const { counts } = words;
  const path = `/api/counts/${encodeURIComponent(id)}/scans`;
  const asked = { limit: 500, ...(piece ? { piece } : lot ? { lot } : {}) };
  const [meant, setMeant] = useState<Scan>();
  const [isChanged, setChanged] = useState(false);
  const { answer, refusal, again } = useAnswer('/api/counts/{id}/scans', asked, { path });
  const kept = useAnswer(
    '/api/documents/{id}/photos',
    {},
    {
      path: `/api/documents/${encodeURIComponent(id)}/photos`,
      isAsked: !!answer?.items.some(({ photo }) => photo !== null && photoHash.test(photo)),
    },
  ).answer?.items;
  const here = kept && new Set(kept.map(({ hash }) => hash));
  const columns: Column<Scan>[] = [
    { name: 'counter', title: counts.counter, text: ({ counter }) => names.person(counter) },
    { name: 'round', title: counts.round, isNumber: true, text: ({ round }) => `${round}` },
    { name: 'means', title: counts.means, text: ({ by }) => counts.meansOf[by] },
    { name: 'place', title: counts.place, text: ({ place }) => names.spot(place) },
    {
      name: 'quantity',
      title: counts.quantity,
      isNumber: true,
      text: ({ quantity }) => (quantity === null ? words.states.none : `${quantity}`),
    },
    {
      name: 'condition',
      title: counts.condition,
      text: ({ quality, grade }) =>
        [
          ...(quality ? [words.stock.qualityOf[quality]] : []),
          ...(grade ? [words.stock.gradeOf[grade]] : []),
        ].join(' · ') || words.states.none,
    },
    {
      name: 'check',
      title: counts.check,
      text: ({ check }) => (check ? counts.checkOf[check] : words.states.none),
      cell: ({ check }) =>
        check === 'failed' ? (
          <b className="mark mark-act">
            <span aria-hidden="true">■</span> {counts.checkOf.failed}
          </b>
        ) : check ? (
          counts.checkOf[check]
        ) : (
          words.states.none
        ),
    },
    {
      name: 'photo',
      title: words.documents.photos,
      text: ({ photo }) => photo ?? '',
      cell: ({ photo }) => photo && <StepPhotos document={id} names={[photo]} here={here} />,
    },
    { name: 'n', title: counts.position, isNumber: true, text: ({ n }) => `${n}` },
    { name: 'at', title: counts.at, text: ({ happenedAt }) => dateTime(happenedAt) },
    {
      name: 'aside',
      title: counts.aside,
      text: ({ aside }) => (aside ? counts.asideBy(names.person(aside.by), aside.reason) : words.states.none),
      cell: (row) =>
        row.aside ? (
          counts.asideBy(names.person(row.aside.by), row.aside.reason)
        ) : mayChange ? (
          <Button onClick={() => setMeant(row)}>{counts.setAside}</Button>
        ) : (
          words.states.none
        ),
    },
  ];
  return (
    <Pane title={counts.scansOf(piece ?? lot ?? '')} leave={() => close(isChanged)} isWide>
      {refusal && <RefusalNote refusal={refusal} again={again} />}
      {answer && (
        <Table
          label={counts.scansOf(piece ?? lot ?? '')}
          columns={columns}
          rows={answer.items}
          keyOf={(row) => row.id}
        />
      )}
      <div className="form-end">
        <Button onClick={() => close(isChanged)}>{counts.close}</Button>
      </div>
      {meant && (
        <SetAside
          id={id}
          scan={meant}
          close={(isDone) => {
            setMeant(undefined);
            if (!isDone) return;
            setChanged(true);
            again();
          }}
        />
      )}
    </Pane>
  );
}

type SetAsideProps = { id: string; scan: Scan; close(isDone: boolean): void };

/** It stays in the book, with who set it aside and why. */
function SetAside({ id, scan, close }: SetAsideProps) {
  const { counts } = useStoreWords();
  const names = useNames();
  const deed = useDeed();
  const [reason, setReason] = useState('');
  const send = () =>
    void deed.run(async () => {
      await tell('/api/counts/set-aside', { id, scans: [scan.id], reason });
      close(true);
    });
  return (
    <Dialog
      title={`${counts.setAside} · ${names.person(scan.counter)}`}
      action={counts.setAside}
      deed={deed}
      send={send}
      close={() => close(false)}
    >
      <p className="hint">
        {names.spot(scan.place)} · {scan.piece ?? scan.lot} · {scan.quantity ?? 1}
      </p>
      <Entry label={counts.setAsideWhy} value={reason} set={setReason} isWanted />
    </Dialog>
  );
}
