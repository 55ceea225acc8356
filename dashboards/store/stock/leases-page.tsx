/** Goods that are leased to handhelds now: on which, by whom, until when; called back with a reason. */
import type { Answer } from '@changping/contracts/http';
import { Button } from 'antd';
import { useState } from 'react';
import { whole } from '../../shared/figure.ts';
import { tell } from '../../shared/tell.ts';
import { dateTime } from '../../shared/time.ts';
import { useList } from '../../shared/use-list.ts';
import { mayLease } from '../frame/rooms.ts';
import { Dialog } from '../list/dialog.tsx';
import { Entry } from '../list/entry.tsx';
import { List } from '../list/list.tsx';
import { Search } from '../list/search.tsx';
import { SiteFilter } from '../list/site-choice.tsx';
import type { Column } from '../list/table.tsx';
import { useOrder } from '../list/use-order.ts';
import { useMe } from '../me.tsx';
import { type Names, useNames } from '../names.tsx';
import { useDeed } from '../use-deed.ts';
import { type Speech, useStoreWords } from '../use-store-words.tsx';
import { Go, useWhere } from '../use-where.tsx';

type Lease = Answer<'/api/leases'>['items'][number];

export function LeasesPage() {
  const words = useStoreWords();
  const names = useNames();
  const { roles } = useMe();
  const [turn, setTurn] = useState(0);
  const [ending, setEnding] = useState<Lease>();
  const { asked, filter } = useWhere();
  const { sort, order } = useOrder('leases');
  const { site, text } = asked;
  const list = useList('/api/leases', { site, text, sort }, turn);
  return (
    <>
      <p className="hint">{words.lease.roomHow}</p>
      <div className="filters">
        <SiteFilter value={site ?? ''} choose={(to) => filter({ site: to })} />
        <Search label={words.lists.leaseText} />
      </div>
      <List
        label={words.lease.room}
        list={list}
        order={order}
        columns={columnsOf(words, names, mayLease(roles) ? setEnding : null)}
        keyOf={nameOf}
        none={words.lease.roomNone}
      >
        {mayLease(roles) && <Go to="lease">{words.lease.give}</Go>}
      </List>
      {ending && (
        <End
          lease={ending}
          done={() => {
            setEnding(undefined);
            setTurn((n) => n + 1);
          }}
          close={() => setEnding(undefined)}
        />
      )}
    </>
  );
}

function End({ lease: row, done, close }: { lease: Lease; done(): void; close(): void }) {
  const { lease, people, colon } = useStoreWords();
  const deed = useDeed();
  const [reason, setReason] = useState('');
  const { piece, loose, handheld } = row;
  const title = `${lease.end}${colon}${piece ?? row.lot} (${handheld})`;
  const named = piece === null ? { loose: loose ?? 0 } : { piece };
  const send = async () => {
    if (await deed.run(() => tell('/api/leases/end', { ...named, reason }))) done();
  };
  return (
    <Dialog title={title} action={title} deed={deed} send={() => void send()} close={close} isGrave>
      <p>{lease.endHow}</p>
      <Entry label={people.why} value={reason} set={setReason} isWanted />
    </Dialog>
  );
}

const nameOf = ({ piece, loose }: Lease): string => piece ?? String(loose);

const columnsOf = (
  { lease, ...words }: Speech,
  names: Names,
  end: ((lease: Lease) => void) | null,
): readonly Column<Lease>[] => [
  { name: 'piece', title: words.piece, text: ({ piece }) => piece ?? lease.loose },
  { name: 'kind', title: words.kind, text: ({ kind }) => names.kind(kind) },
  {
    name: 'lot',
    title: words.lot,
    text: ({ lot }) => lot,
    cell: ({ site, kind, lot }) => (
      <Go to="pieces" asked={{ site, kind, lot }}>
        {lot}
      </Go>
    ),
  },
  {
    name: 'quantity',
    title: lease.left,
    isNumber: true,
    text: ({ quantity, used, kind }) =>
      `${whole(quantity)} ${names.unit(kind, quantity)}${used ? ` (${lease.used} ${whole(used)})` : ''}`,
  },
  { name: 'place', title: words.place, text: ({ from }) => names.spot(from.place) },
  { name: 'site', title: words.site, text: ({ site }) => names.site(site) },
  { name: 'handheld', title: lease.handheld, text: ({ handheld }) => handheld },
  { name: 'by', title: lease.by, text: ({ by }) => names.person(by) },
  { name: 'madeAt', title: lease.madeAt, text: ({ madeAt }) => dateTime(madeAt) },
  { name: 'until', title: lease.endsAt, text: ({ until }) => dateTime(until) },
  ...(end
    ? [
        {
          name: 'actions',
          title: words.people.actions,
          isAction: true,
          text: () => '',
          cell: (row: Lease) => (
            <Button danger onClick={() => end(row)}>
              {lease.end}
            </Button>
          ),
        },
      ]
    : []),
];
