/** The tagged pieces behind a number of the stock. */
import { whole } from '../../shared/figure.ts';
import { dateTime } from '../../shared/time.ts';
import { useList } from '../../shared/use-list.ts';
import { List } from '../list/list.tsx';
import { Search } from '../list/search.tsx';
import { useSite } from '../list/site-choice.tsx';
import { useOrder } from '../list/use-order.ts';
import { useNames } from '../names.tsx';
import { useStoreWords } from '../use-store-words.tsx';
import { Go, useWhere } from '../use-where.tsx';

export function PiecesPage() {
  const words = useStoreWords();
  const names = useNames();
  const { asked } = useWhere();
  const { kind, lot } = asked;
  const site = useSite();
  const { sort, order } = useOrder('pieces');
  const list = useList('/api/pieces', { site, kind, lot, sort, text: asked.text });
  return (
    <>
      <p className="crumbs">
        <Go to="stock" asked={{ ...(site ? { site } : {}), ...(kind ? { kind } : {}) }}>
          {words.pages.stock}
        </Go>
        <span>{[site && names.site(site), kind && names.kind(kind), lot].filter(Boolean).join(' · ')}</span>
      </p>
      <div className="filters">
        <Search label={words.lists.pieceText} />
      </div>
      {list.withheld ? <p className="hint">{words.counts.hiddenPieces}</p> : null}
      <List
        label={words.pages.pieces}
        list={list}
        order={order}
        keyOf={({ epc }) => epc}
        none={words.stock.nonePieces}
        columns={[
          {
            name: 'epc',
            title: words.stock.epc,
            text: ({ epc }) => epc,
            cell: ({ epc }) => (
              <Go to="piece" asked={{ epc }} className="code">
                {epc}
              </Go>
            ),
          },
          { name: 'piece', title: words.piece, text: ({ piece }) => piece },
          { name: 'lot', title: words.lot, text: (row) => row.lot },
          {
            name: 'quantity',
            title: words.stock.quantity,
            isNumber: true,
            text: (row) => `${whole(row.quantity)} ${names.unit(row.kind, row.quantity)}`,
          },
          { name: 'place', title: words.place, text: ({ place }) => names.spot(place) },
          {
            name: 'quality',
            title: words.stock.quality,
            text: ({ quality }) => words.stock.qualityOf[quality] ?? quality,
          },
          {
            name: 'seen',
            title: words.stock.seen,
            text: ({ seen }) =>
              seen
                ? `${dateTime(seen.at)} ${names.site(seen.site)} ${words.stock.change[seen.change]}`
                : words.stock.notSeen,
          },
        ]}
      />
    </>
  );
}
