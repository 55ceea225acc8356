/** The kits of a store: whether each is complete, what of it is no longer good, and when the first of it ends. */
import type { Answer } from '@changping/contracts/http';
import { Button } from 'antd';
import { useState } from 'react';
import { whole } from '../../shared/figure.ts';
import { useList } from '../../shared/use-list.ts';
import { List } from '../list/list.tsx';
import { Search } from '../list/search.tsx';
import { SiteChoice, useSite } from '../list/site-choice.tsx';
import type { Column } from '../list/table.tsx';
import { useOrder } from '../list/use-order.ts';
import { useMe } from '../me.tsx';
import { type Names, useNames } from '../names.tsx';
import { type Speech, useStoreWords } from '../use-store-words.tsx';
import { Go, useWhere } from '../use-where.tsx';
import { AssembleDialog } from './assemble-dialog.tsx';
import { KitMark } from './kit-mark.tsx';

export type Kit = Answer<'/api/kits'>['items'][number];

export function KitsPage() {
  const { kits: words, lists } = useStoreWords();
  const { roles } = useMe();
  const { filter, go } = useWhere();
  const site = useSite();
  const [isMaking, setMaking] = useState(false);
  return (
    <>
      <div className="filters">
        <SiteChoice value={site ?? ''} choose={(to) => filter({ site: to })} />
        <Search label={lists.kitText} />
        {site && roles.includes('storeKeeper') && (
          <Button type="primary" onClick={() => setMaking(true)}>
            {words.assemble}
          </Button>
        )}
      </div>
      {site ? <Kits key={site} site={site} /> : <p className="empty">{words.chooseSite}</p>}
      {site && isMaking && (
        <AssembleDialog site={site} done={(id) => go('kit', { id })} close={() => setMaking(false)} />
      )}
    </>
  );
}

function Kits({ site }: { site: string }) {
  const words = useStoreWords();
  const names = useNames();
  const { asked } = useWhere();
  const { sort, order } = useOrder('kits');
  return (
    <List
      label={words.kits.room}
      list={useList('/api/kits', { site, sort, text: asked.text })}
      order={order}
      columns={columnsOf(words, names)}
      keyOf={({ id }) => id}
      none={words.kits.none}
    />
  );
}

const columnsOf = ({ kits, ...words }: Speech, names: Names): readonly Column<Kit>[] => [
  {
    name: 'number',
    title: kits.code,
    text: ({ id }) => id,
    cell: ({ id }) => (
      <Go to="kit" asked={{ id }}>
        {id}
      </Go>
    ),
  },
  { name: 'name', title: kits.name, text: ({ name }) => name },
  {
    name: 'standing',
    title: kits.standing,
    text: ({ have, want, lacking }) => (lacking.length ? kits.lacks(whole(have), whole(want)) : kits.whole),
    cell: (kit) => <KitMark kit={kit} />,
  },
  {
    name: 'lacking',
    title: kits.lacking,
    text: ({ lacking }) =>
      lacking
        .map(({ kind, quantity }) => `${names.kind(kind)} ${whole(quantity)} ${names.unit(kind, quantity)}`)
        .join(words.comma),
  },
  { name: 'endsOn', title: kits.endsOn, text: ({ endsOn }) => endsOn ?? words.states.none },
  {
    name: 'pieces',
    title: kits.members,
    isNumber: true,
    text: ({ members }) => kits.pieces(members.length),
  },
];
