/** What went before its approval, for the supervisor: by whom, until when it was to be signed, how it ended, and what was found. */
import type { Answer } from '@changping/contracts/http';
import { Button } from 'antd';
import { useState } from 'react';
import { tell } from '../../shared/tell.ts';
import { dateTime } from '../../shared/time.ts';
import { useList } from '../../shared/use-list.ts';
import { Dialog } from '../list/dialog.tsx';
import { Entry } from '../list/entry.tsx';
import { List } from '../list/list.tsx';
import { useNames } from '../names.tsx';
import { useDeed } from '../use-deed.ts';
import { useStoreWords } from '../use-store-words.tsx';
import { Go } from '../use-where.tsx';

type Acted = Answer<'/api/reviews'>['items'][number];

export function ReviewsPage() {
  const words = useStoreWords();
  const names = useNames();
  const { approving } = words;
  const [turn, setTurn] = useState(0);
  const [open, setOpen] = useState<Acted>();
  const list = useList('/api/reviews', {}, turn);
  return (
    <>
      <p className="hint">{approving.reviewsHint}</p>
      <List
        label={words.pages.reviews}
        list={list}
        keyOf={({ document }) => document}
        none={approving.noReviews}
        columns={[
          {
            name: 'number',
            title: words.number,
            text: ({ number }) => number,
            cell: ({ document, number }) => (
              <Go to="document" asked={{ id: document }} className="code">
                {number}
              </Go>
            ),
          },
          { name: 'site', title: words.site, text: ({ site }) => names.site(site) },
          {
            name: 'acted',
            title: approving.acted,
            text: ({ actedBy, actedAt }) => `${actedBy} · ${dateTime(actedAt)}`,
          },
          { name: 'due', title: approving.due, text: ({ dueAt }) => dateTime(dueAt) },
          {
            name: 'state',
            title: words.state,
            text: ({ state }) => approving.reviewOf[state],
            cell: ({ state }) => (
              <span
                className={`mark mark-${state === 'inTime' ? 'good' : state === 'waiting' ? 'watch' : 'act'}`}
              >
                <span aria-hidden="true">◆</span> {approving.reviewOf[state]}
              </span>
            ),
          },
          {
            name: 'finding',
            title: approving.finding,
            text: ({ reviewedBy, finding }) => (reviewedBy ? `${reviewedBy}: ${finding ?? ''}` : ''),
            cell: (row) =>
              row.reviewedBy ? (
                `${row.reviewedBy}: ${row.finding ?? ''}`
              ) : (
                <Button onClick={() => setOpen(row)}>{approving.review}</Button>
              ),
          },
        ]}
      />
      {open && (
        <Review
          acted={open}
          done={() => {
            setOpen(undefined);
            setTurn((n) => n + 1);
          }}
          close={() => setOpen(undefined)}
        />
      )}
    </>
  );
}

function Review({ acted, done, close }: { acted: Acted; done(): void; close(): void }) {
  const { approving, colon } = useStoreWords();
  const deed = useDeed();
  const [finding, setFinding] = useState('');
  const title = `${approving.review}${colon}${acted.number}`;
  return (
    <Dialog
      title={title}
      action={title}
      deed={deed}
      send={async () => {
        if (await deed.run(() => tell('/api/reviews/settle', { document: acted.document, finding }))) done();
      }}
      close={close}
    >
      <Entry label={approving.finding} value={finding} set={setFinding} isWanted />
    </Dialog>
  );
}
