/** What went before its approval, for the supervisor: by whom, until when it was to be signed, how it ended, and what was found. */
import { tell } from '../../shared/tell.ts';
import { dateTime } from '../../shared/time.ts';
import { useList } from '../../shared/use-list.ts';
import { Search } from '../list/search.tsx';
import { SettleList } from '../list/settle-list.tsx';
import { SiteFilter } from '../list/site-choice.tsx';
import { useOrder } from '../list/use-order.ts';
import { useNames } from '../names.tsx';
import { useStoreWords } from '../use-store-words.tsx';
import { Go, useWhere } from '../use-where.tsx';

export function ReviewsPage() {
  const words = useStoreWords();
  const names = useNames();
  const { approving } = words;
  const { asked, filter } = useWhere();
  const { sort, order } = useOrder('reviews');
  const list = useList('/api/reviews', { site: asked.site, text: asked.text, sort });
  return (
    <>
      <p className="hint">{approving.reviewsHint}</p>
      <div className="filters">
        <SiteFilter value={asked.site ?? ''} choose={(site) => filter({ site })} />
        <Search label={words.lists.numberText} />
      </div>
      <SettleList
        label={words.pages.reviews}
        list={list}
        order={order}
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
            text: ({ actedBy, actedAt }) => `${names.person(actedBy)} · ${dateTime(actedAt)}`,
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
        ]}
        title={approving.finding}
        action={approving.review}
        nameOf={({ number }) => number}
        asked={approving.finding}
        settled={({ reviewedBy, finding }) => (reviewedBy ? { by: reviewedBy, said: finding } : undefined)}
        settle={({ document }, finding) => tell('/api/reviews/settle', { document, finding })}
      />
    </>
  );
}
