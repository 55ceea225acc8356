/** Goods that are in no store: who holds what since when and until when, and what is on the road; each opens to its document. */
import { documentStates } from '@changping/contracts/document-words';
import type { Answer } from '@changping/contracts/http';
import { whole } from '../../shared/figure.ts';
import { dateTime } from '../../shared/time.ts';
import { useList } from '../../shared/use-list.ts';
import { List } from '../list/list.tsx';
import type { Column } from '../list/table.tsx';
import { useOrder } from '../list/use-order.ts';
import { useNames } from '../names.tsx';
import { type Speech, useStoreWords } from '../use-store-words.tsx';
import { Go } from '../use-where.tsx';

type Held = Answer<'/api/stock/outside'>['items'][number];
export const isOutside = (where: string | undefined): where is 'hands' | 'road' =>
  where === 'hands' || where === 'road';
type OutsideProps = { where: 'hands' | 'road'; site: string | undefined; kind: string | undefined };

export function Outside({ where, site, kind }: OutsideProps) {
  const words = useStoreWords();
  const names = useNames();
  const { outside } = words;
  const { sort, order } = useOrder('outside');
  const list = useList('/api/stock/outside', { where, site, kind, sort });
  const whose: Column<Held> =
    where === 'hands'
      ? { name: 'place', title: outside.holder, text: ({ place }) => holderOf(place, words) }
      : {
          name: 'to',
          title: outside.to,
          text: ({ site: from, there }) =>
            `${names.site(from)} → ${there === null ? words.states.none : names.site(there)}`,
        };
  const due: Column<Held> = {
    name: 'dueAt',
    title: outside.due,
    text: ({ dueAt }) => (dueAt === null ? outside.noDue : dateTime(dueAt)),
    cell: ({ dueAt }) =>
      dueAt === null ? (
        outside.noDue
      ) : dueAt < Date.now() ? (
        <b className="mark mark-act">
          <span aria-hidden="true">■</span> {dateTime(dueAt)} · {outside.overdue}
        </b>
      ) : (
        dateTime(dueAt)
      ),
  };
  return (
    <List
      label={outside[where]}
      list={list}
      order={order}
      keyOf={({ place, document, lot, quality, grade, owner }) =>
        [place, document, lot, quality, grade, owner].join(' ')
      }
      none={where === 'hands' ? outside.noneInHands : outside.noneOnRoad}
      columns={[
        whose,
        { name: 'kind', title: words.kind, text: (row) => names.kind(row.kind) },
        {
          name: 'lot',
          title: words.lot,
          text: ({ lot }) => lot,
          cell: ({ lot }) => <span className="code">{lot}</span>,
        },
        {
          name: 'quantity',
          title: words.stock.quantity,
          isNumber: true,
          text: (row) => `${whole(row.quantity)} ${names.unit(row.kind, row.quantity)}`,
        },
        {
          name: 'pieces',
          title: words.stock.pieces,
          isNumber: true,
          text: ({ pieces }) => (pieces === 0 ? words.states.none : whole(pieces)),
        },
        {
          name: 'quality',
          title: words.stock.quality,
          text: ({ quality, grade }) =>
            [
              words.stock.qualityOf[quality] ?? quality,
              ...(grade === 'reserve' ? [] : [words.stock.gradeOf[grade] ?? grade]),
            ].join(' · '),
        },
        { name: 'since', title: outside.since, text: ({ since }) => dateTime(since) },
        ...(where === 'hands' ? [due] : []),
        ...(where === 'hands' && !site
          ? [{ name: 'site', title: words.site, text: (row: Held) => names.site(row.site) }]
          : []),
        {
          name: 'document',
          title: outside.document,
          text: ({ number }) => number,
          cell: ({ document, number }) => (
            <Go to="document" asked={{ id: document }}>
              {number}
            </Go>
          ),
        },
        {
          name: 'state',
          title: outside.state,
          text: ({ state }) => words.said(documentStates, state as keyof typeof documentStates),
        },
      ]}
    />
  );
}

function holderOf(place: string, { outside, colon }: Speech): string {
  const [as = '', ...name] = place.split('/');
  return `${outside.as[as] ?? as}${colon}${name.join('/')}`;
}
