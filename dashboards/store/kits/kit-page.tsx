/** One kit: what belongs in it and what is lacking, its pieces, and those that left it with what took them along. */
import type { Answer } from '@changping/contracts/http';
import { Button } from 'antd';
import { useState } from 'react';
import { whole } from '../../shared/figure.ts';
import { dateTime } from '../../shared/time.ts';
import { useAnswer } from '../../shared/use-answer.ts';
import { Fact } from '../list/fact.tsx';
import { RefusalNote } from '../list/refusal-note.tsx';
import { type Column, Table } from '../list/table.tsx';
import { useMe } from '../me.tsx';
import { type Names, useNames } from '../names.tsx';
import { type Speech, useStoreWords } from '../use-store-words.tsx';
import { Go, useWhere } from '../use-where.tsx';
import { AddDialog } from './add-dialog.tsx';
import { KitMark } from './kit-mark.tsx';
import { ReasonDialog } from './reason-dialog.tsx';

type Kit = Answer<'/api/kits/{id}'>;
type Member = Kit['members'][number];
type Gone = Kit['gone'][number];
type Doing = 'add' | 'takeOut' | 'dissolve';

export function KitPage() {
  const words = useStoreWords();
  const { states } = words;
  const { asked, go } = useWhere();
  const [turn, setTurn] = useState(0);
  const path = `/api/kits/${encodeURIComponent(asked.id ?? '')}`;
  const { answer, refusal, again } = useAnswer('/api/kits/{id}', {}, { path, version: turn });
  if (!answer)
    return refusal ? (
      <RefusalNote refusal={refusal} again={again} />
    ) : (
      <p className="empty">{states.loading}</p>
    );
  return (
    <Shown
      kit={answer}
      changed={() => setTurn((n) => n + 1)}
      over={() => go('kits', { site: answer.site })}
    />
  );
}

type ShownProps = { kit: Kit; changed(): void; over(): void };

function Shown({ kit, changed, over }: ShownProps) {
  const words = useStoreWords();
  const { kits, pages, labels } = words;
  const names = useNames();
  const { roles } = useMe();
  const [doing, setDoing] = useState<Doing>();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const { id, site, name, endsOn, members, gone } = kit;
  const isKeeper = roles.includes('storeKeeper');
  const close = () => setDoing(undefined);
  const done = () => {
    close();
    setChosen([]);
    changed();
  };
  const toggle = (piece: string) =>
    setChosen(chosen.includes(piece) ? chosen.filter((each) => each !== piece) : [...chosen, piece]);
  return (
    <>
      <p className="crumbs">
        <Go to="kits" asked={{ site }}>
          {pages.kits}
        </Go>
        <span className="code">{id}</span>
      </p>
      <dl className="facts">
        <Fact name={kits.name}>
          <b>{name}</b>
        </Fact>
        <Fact name={words.site}>{names.site(site)}</Fact>
        <Fact name={kits.standing}>
          <KitMark kit={kit} />
        </Fact>
        <Fact name={kits.endsOn}>{endsOn ?? words.states.none}</Fact>
      </dl>
      {isKeeper && (
        <p className="buttons">
          <Button type="primary" onClick={() => setDoing('add')}>
            {kits.add}
          </Button>
          <Button disabled={chosen.length === 0} onClick={() => setDoing('takeOut')}>
            {chosen.length ? kits.takeOutNow(chosen.length) : kits.takeOut}
          </Button>
          <Go to="labels" asked={{ site, what: 'kit', text: id }}>
            {labels.toLabel}
          </Go>
          <Button danger onClick={() => setDoing('dissolve')}>
            {kits.dissolve}
          </Button>
          {chosen.length === 0 && members.length > 0 && <span className="hint">{words.lists.tickFirst}</span>}
        </p>
      )}
      <section>
        <h2>{kits.plan}</h2>
        <Table
          label={kits.plan}
          columns={planColumns(words, names, kit)}
          rows={kit.plan}
          keyOf={({ kind }) => kind}
        />
      </section>
      <section>
        <h2>{kits.members}</h2>
        {members.length === 0 ? (
          <p className="empty">{kits.empty}</p>
        ) : (
          <Table
            label={kits.members}
            columns={[...(isKeeper ? [tick(words, chosen, toggle)] : []), ...memberColumns(words, names)]}
            rows={members}
            keyOf={({ piece }) => piece}
          />
        )}
      </section>
      {gone.length > 0 && (
        <section>
          <h2>{kits.gone}</h2>
          <Table
            label={kits.gone}
            columns={goneColumns(words, names)}
            rows={gone}
            keyOf={({ piece, at }) => `${piece} ${at}`}
          />
        </section>
      )}
      {doing === 'add' && <AddDialog {...{ kit, done, close }} />}
      {doing === 'takeOut' && <ReasonDialog {...{ kit: id, pieces: chosen, done, close }} />}
      {doing === 'dissolve' && <ReasonDialog {...{ kit: id, done: over, close }} />}
    </>
  );
}

type Planned = Kit['plan'][number];
const planColumns = ({ kits }: Speech, names: Names, { lacking }: Kit): readonly Column<Planned>[] => {
  const short = ({ kind }: Planned) => lacking.find((each) => each.kind === kind)?.quantity ?? 0;
  const told = (kind: string, quantity: number) => `${whole(quantity)} ${names.unit(kind, quantity)}`;
  return [
    { name: 'kind', title: kits.kind, text: ({ kind }) => names.kind(kind) },
    {
      name: 'planned',
      title: kits.planned,
      isNumber: true,
      text: ({ kind, quantity }) => told(kind, quantity),
    },
    {
      name: 'have',
      title: kits.have,
      isNumber: true,
      text: (row) => told(row.kind, row.quantity - short(row)),
    },
    {
      name: 'lacking',
      title: kits.lacking,
      isNumber: true,
      text: (row) => (short(row) ? told(row.kind, short(row)) : ''),
      cell: (row) =>
        short(row) > 0 && (
          <span className="mark mark-watch">
            <span aria-hidden="true">▲</span> {told(row.kind, short(row))}
          </span>
        ),
    },
  ];
};

const tick = (
  { labels }: Speech,
  chosen: readonly string[],
  toggle: (piece: string) => void,
): Column<Member> => ({
  name: 'choose',
  title: labels.choose,
  isAction: true,
  text: () => '',
  cell: ({ piece }) => (
    <input
      type="checkbox"
      aria-label={labels.chooseOne(piece)}
      checked={chosen.includes(piece)}
      onChange={() => toggle(piece)}
    />
  ),
});

const memberColumns = ({ kits, ...words }: Speech, names: Names): readonly Column<Member>[] => [
  {
    name: 'piece',
    title: words.piece,
    text: ({ piece }) => piece,
    cell: ({ piece, epc }) =>
      epc === null ? (
        <span className="code">{piece}</span>
      ) : (
        <Go to="piece" asked={{ epc }}>
          {piece}
        </Go>
      ),
  },
  { name: 'kind', title: words.kind, text: ({ kind }) => names.kind(kind) },
  { name: 'lot', title: words.lot, text: ({ lot }) => lot },
  {
    name: 'quantity',
    title: words.stock.quantity,
    isNumber: true,
    text: ({ quantity, kind }) => `${whole(quantity)} ${names.unit(kind, quantity)}`,
  },
  { name: 'place', title: words.place, text: ({ place }) => names.spot(place) },
  {
    name: 'endsOn',
    title: words.stock.expiresOn,
    text: ({ effectiveOn }) => effectiveOn ?? words.states.none,
    cell: ({ effectiveOn, isGood, quality }) => (
      <>
        {effectiveOn ?? words.states.none}
        {!isGood && (
          <small className="mark mark-act">
            <span aria-hidden="true">◆</span> {quality === 'usable' ? kits.expired : kits.notGood}
          </small>
        )}
      </>
    ),
  },
];

const goneColumns = ({ kits, ...words }: Speech, names: Names): readonly Column<Gone>[] => [
  { name: 'time', title: kits.at, text: ({ at }) => dateTime(at) },
  { name: 'piece', title: words.piece, text: ({ piece }) => piece },
  {
    name: 'kind',
    title: words.kind,
    text: ({ kind, quantity }) => `${names.kind(kind)} ${whole(quantity)} ${names.unit(kind, quantity)}`,
  },
  {
    name: 'goneBy',
    title: kits.goneBy,
    text: ({ document }) => (document ? `${kits.leftBy} ${document.number}` : kits.takenOut),
    cell: ({ document }) =>
      document ? (
        <>
          {kits.leftBy}{' '}
          <Go to="document" asked={{ id: document.id }}>
            {document.number}
          </Go>
        </>
      ) : (
        kits.takenOut
      ),
  },
];
