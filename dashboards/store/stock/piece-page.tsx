/** One tag: what it is bound to, and its whole trail: what the book says and what was seen, newest first. */
import type { Answer } from '@changping/contracts/http';
import { whole } from '../../shared/figure.ts';
import { dateTime } from '../../shared/time.ts';
import { useAnswer } from '../../shared/use-answer.ts';
import { isOffered } from '../frame/rooms.ts';
import { Fact } from '../list/fact.tsx';
import { List } from '../list/list.tsx';
import { RefusalNote } from '../list/refusal-note.tsx';
import type { Column } from '../list/table.tsx';
import { useMe } from '../me.tsx';
import { type Names, useNames } from '../names.tsx';
import { type Speech, useStoreWords } from '../use-store-words.tsx';
import { Go, useWhere } from '../use-where.tsx';

type Step = Answer<'/api/pieces/{epc}'>['trail'][number];

export function PiecePage() {
  const words = useStoreWords();
  const names = useNames();
  const { asked } = useWhere();
  const { roles } = useMe();
  const epc = asked.epc ?? '';
  const { answer, refusal, again } = useAnswer(
    '/api/pieces/{epc}',
    {},
    { path: `/api/pieces/${encodeURIComponent(epc)}`, isAsked: epc !== '' },
  );
  if (!epc) return <p className="empty">{words.stock.nonePieces}</p>;
  if (!answer)
    return refusal ? (
      <RefusalNote refusal={refusal} again={again} />
    ) : (
      <p className="empty">{words.states.loading}</p>
    );
  const { piece, uri, trail, withheld } = answer;
  const list = { items: trail, refusal: undefined, more: undefined, isPaging: false, again };
  return (
    <>
      <p className="crumbs">
        <Go to="stock">{words.pages.stock}</Go>
        <span className="code">{epc}</span>
      </p>
      {piece ? (
        <PieceFacts piece={piece} opened={openedAt(trail)} />
      ) : (
        <p className="empty">{words.stock.unbound}</p>
      )}
      {piece?.place && isOffered('labels', roles) && (
        <p>
          <Go to="labels" asked={{ site: piece.place.split('/')[0] ?? '', text: piece.id }}>
            {words.labels.toLabel}
          </Go>
        </p>
      )}
      {withheld ? <p className="hint">{words.counts.hiddenPlaces}</p> : null}
      {uri && <p className="code">{uri}</p>}
      <List
        label={words.pages.piece}
        list={list}
        columns={columnsOf(words, names)}
        keyOf={keyOf}
        none={words.stock.noTrail}
      />
    </>
  );
}

type Piece = NonNullable<Answer<'/api/pieces/{epc}'>['piece']>;

/** A case bears one tag and is moved as one; what is in it has none of its own until the case is opened. */
function PieceFacts({ piece: { id, kind, lot, quantity, place }, opened }: { piece: Piece; opened: Opened }) {
  const { stock, lot: ofLot, kind: ofKind, place: ofPlace, piece: ofPiece, states } = useStoreWords();
  const names = useNames();
  const site = (place ?? opened?.to)?.split('/')[0] ?? '';
  return (
    <dl className="facts">
      <Fact name={ofPiece}>
        <span className="code">{id}</span>
      </Fact>
      <Fact name={ofKind}>
        <Go to="kind" asked={{ kind }}>
          {names.kind(kind)}
        </Go>
      </Fact>
      <Fact name={ofLot}>
        <Go to="pieces" asked={{ site, kind, lot }}>
          {lot}
        </Go>
      </Fact>
      <Fact name={stock.inside}>
        {place === null && opened ? (
          <span className="mark mark-watch">
            <span aria-hidden="true">◇</span> {stock.isOpened}
          </span>
        ) : (
          `${whole(quantity)} ${names.unit(kind, quantity)}`
        )}
      </Fact>
      <Fact name={ofPlace}>
        {place !== null ? (
          names.place(place)
        ) : opened ? (
          <>
            {stock.looseAt}{' '}
            <Go to="stock" asked={{ site, kind }}>
              {names.place(opened.to)}
            </Go>
          </>
        ) : (
          states.none
        )}
      </Fact>
    </dl>
  );
}

type Entry = Extract<Step, { what: 'entry' }>;
type Opened = Entry | undefined;

/** By its last entry, if that opened it. */
function openedAt(trail: readonly Step[]): Opened {
  const last = trail.find((step) => step.what === 'entry');
  return last?.what === 'entry' && last.case === 'opened' ? last : undefined;
}

const keyOf = (step: Step) =>
  step.what === 'entry'
    ? `${step.commit.chain}/${step.commit.n}/${step.from}/${step.to}/${step.loose?.opened ?? ''}`
    : step.what === 'tag'
      ? `${step.epc}/${step.is}/${step.at}`
      : `${step.gateway}/${step.seq}/${step.change}/${step.at}`;

function moved(
  { case: of, loose, from, to, quantity, quality }: Entry,
  stock: Speech['stock'],
  names: Names,
): string {
  const way = loose?.opened
    ? `${stock.looseOf(loose.opened)} · ${names.place(to)}`
    : of
      ? `${stock.case[of]} · ${names.place(to)}`
      : `${names.place(from)} → ${names.place(to)}`;
  const parts = [way, whole(quantity), quality && (stock.qualityOf[quality] ?? quality)];
  return [...(loose ? [stock.loose] : []), ...parts.filter(Boolean)].join(' · ');
}

const columnsOf = ({ stock }: Speech, names: Names): readonly Column<Step>[] => [
  { name: 'time', title: stock.time, text: ({ at }) => dateTime(at) },
  { name: 'what', title: stock.what, text: ({ what }) => stock[what] },
  {
    name: 'detail',
    title: stock.detail,
    text: (step) =>
      step.what === 'entry'
        ? moved(step, stock, names)
        : step.what === 'tag'
          ? [stock.tagIs[step.is], step.epc, step.reason].filter(Boolean).join(' · ')
          : `${names.site(step.site)} · ${stock.change[step.change]}`,
  },
  {
    name: 'document',
    title: stock.document,
    text: (step) => (step.what === 'entry' ? (step.document ?? '') : ''),
  },
  {
    name: 'who',
    title: stock.who,
    text: (step) =>
      step.what === 'entry'
        ? names.person(step.actor)
        : step.what === 'tag'
          ? names.person(step.by)
          : `${step.gateway} / ${step.reader}`,
  },
  {
    name: 'proof',
    title: stock.proof,
    text: (step) =>
      step.what === 'entry'
        ? `${step.commit.chain} #${step.commit.n} ${step.commit.hash}`
        : step.what === 'tag'
          ? ''
          : `#${step.seq}`,
    cell: (step) =>
      step.what === 'entry' ? (
        <span className="code" title={step.commit.hash}>
          {step.commit.chain} #{step.commit.n} {step.commit.hash.slice(0, 12)}
        </span>
      ) : (
        step.what === 'sighting' && `#${step.seq}`
      ),
  },
];
