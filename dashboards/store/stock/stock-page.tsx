/** What is where: one row a lot, place and quality; its pieces open down to the trail of each. */
import { supplyClasses, supplyClassStart } from '@changping/contracts/code-systems';
import type { StockLine } from '../../shared/documents/draft.ts';
import { whole, yuan } from '../../shared/figure.ts';
import { useList } from '../../shared/use-list.ts';
import { stockKey } from '../documents/stock-picker.tsx';
import { isOffered } from '../frame/rooms.ts';
import { Choice } from '../list/choice.tsx';
import { List } from '../list/list.tsx';
import { SiteChoice, useSite } from '../list/site-choice.tsx';
import { useOrder } from '../list/use-order.ts';
import { useMe } from '../me.tsx';
import { type Kind, type Names, useNames } from '../names.tsx';
import { type Speech, useStoreWords } from '../use-store-words.tsx';
import { Go, useWhere } from '../use-where.tsx';
import { isOutside, Outside } from './outside.tsx';
import { Reserved } from './reserved.tsx';

export function StockPage() {
  const words = useStoreWords();
  const names = useNames();
  const { roles } = useMe();
  const { asked, filter } = useWhere();
  const site = useSite();
  const classed = [...names.kinds.values()].filter(({ supplyClass }) => supplyClass !== null);
  const supplyClass = supplyClassStart.test(asked.class ?? '') ? asked.class : undefined;
  const where = isOutside(asked.where) ? asked.where : undefined;
  return (
    <>
      <div className="filters">
        <SiteChoice value={site ?? ''} choose={(value) => filter({ site: value })} />
        <Choice
          label={words.outside.label}
          value={where ?? ''}
          all={words.outside.store}
          options={(['hands', 'road'] as const).map((value) => ({ value, label: words.outside[value] }))}
          choose={(value) => filter({ where: value })}
        />
        <Choice
          label={words.kind}
          value={asked.kind ?? ''}
          all={words.states.all}
          options={[...names.kinds.keys()].map((kind) => ({ value: kind, label: names.kind(kind) }))}
          choose={(value) => filter({ kind: value })}
        />
        {!where && classed.length > 0 && (
          <Choice
            label={words.kinds.class}
            value={supplyClass ?? ''}
            all={words.states.all}
            options={classesOf(classed, words)}
            choose={(value) => filter({ class: value })}
          />
        )}
        {isOffered('classes', roles) && <Go to="classes">{words.kinds.dictionary}</Go>}
      </div>
      {where ? (
        <Outside where={where} site={site} kind={asked.kind} />
      ) : (
        <InStore site={site} kind={asked.kind} supplyClass={supplyClass} isClassed={classed.length > 0} />
      )}
    </>
  );
}

type InStoreProps = {
  site: string | undefined;
  kind: string | undefined;
  supplyClass: string | undefined;
  isClassed: boolean;
};

function InStore({ site, kind, supplyClass, isClassed }: InStoreProps) {
  const words = useStoreWords();
  const names = useNames();
  const { roles } = useMe();
  const { sort, order } = useOrder('stock');
  const list = useList('/api/stock', { site, kind, supplyClass, sort });
  return (
    <>
      {list.withheld ? <p className="hint">{words.counts.hidden(list.withheld)}</p> : null}
      <List
        label={words.pages.stock}
        list={list}
        order={order}
        keyOf={stockKey}
        none={words.stock.none}
        columns={[
          {
            name: 'kind',
            title: words.kind,
            text: ({ kind }) => names.kind(kind),
            cell: ({ kind }) =>
              isOffered('kind', roles) ? (
                <Go to="kind" asked={{ kind }}>
                  {names.kind(kind)}
                </Go>
              ) : (
                names.kind(kind)
              ),
          },
          ...(isClassed
            ? [
                {
                  name: 'class',
                  title: words.kinds.short,
                  text: ({ kind }: StockLine) => names.kinds.get(kind)?.supplyClass ?? words.states.none,
                },
              ]
            : []),
          {
            name: 'lot',
            title: words.lot,
            text: ({ lot }) => lot,
            cell: ({ lot }) => <span className="code">{lot}</span>,
          },
          ...(site
            ? []
            : [{ name: 'site', title: words.site, text: (row: StockLine) => names.site(row.site) }]),
          { name: 'place', title: words.place, text: ({ place }) => names.spot(place) },
          // On a narrow desk the last columns lie beyond the edge: this is none of them.
          {
            name: 'expiresOn',
            title: words.stock.expiresOn,
            text: ({ expiresOn }) => expiresOn ?? words.stock.noExpiry,
          },
          {
            name: 'quantity',
            title: words.stock.quantity,
            isNumber: true,
            text: ({ quantity }) => whole(quantity),
          },
          {
            name: 'reserved',
            title: words.firstOut.reserved,
            isNumber: true,
            text: ({ reserved }) => whole(reserved),
            cell: (row) => <Reserved row={row} />,
          },
          // Most stores have nothing leased, and the list is wide.
          ...(list.items?.some(({ leased }) => leased > 0)
            ? [
                {
                  name: 'leased',
                  title: words.lease.leased,
                  isNumber: true,
                  text: ({ leased }: StockLine) => whole(leased),
                  cell: ({ leased }: StockLine) =>
                    leased === 0 ? words.states.none : <Go to="leases">{whole(leased)}</Go>,
                },
              ]
            : []),
          {
            name: 'free',
            title: words.firstOut.free,
            isNumber: true,
            text: ({ quantity, reserved, leased }) => whole(Math.max(0, quantity - reserved - leased)),
          },
          { name: 'unit', title: words.stock.unit, text: ({ kind, quantity }) => names.unit(kind, quantity) },
          {
            name: 'value',
            title: words.stock.value,
            isNumber: true,
            text: (row) => worthOf(row, names.kinds) ?? words.states.none,
            cell: (row) => (
              <span title={words.stock.valueOf(whole(row.quantity), yuan(costOf(row, names.kinds) ?? 0))}>
                {worthOf(row, names.kinds) ?? words.states.none}
              </span>
            ),
          },
          {
            name: 'pieces',
            title: words.stock.pieces,
            isNumber: true,
            text: ({ pieces }) => whole(pieces),
            cell: ({ pieces, lot, kind, ...row }) =>
              pieces === 0 ? (
                words.states.none
              ) : (
                <Go
                  to="pieces"
                  asked={{ site: row.site, kind, lot }}
                  aria-label={words.stock.openPieces(lot, pieces)}
                >
                  {whole(pieces)}
                </Go>
              ),
          },
          {
            name: 'quality',
            title: words.stock.quality,
            text: ({ quality }) => words.stock.qualityOf[quality] ?? quality,
            cell: ({ quality }) => (
              <span className={`mark mark-${quality === 'usable' ? 'good' : 'watch'}`}>
                <span aria-hidden="true">{quality === 'usable' ? '●' : '▲'}</span>{' '}
                {words.stock.qualityOf[quality] ?? quality}
              </span>
            ),
          },
          {
            name: 'grade',
            title: words.stock.grade,
            text: ({ grade }) => words.stock.gradeOf[grade] ?? grade,
          },
          {
            name: 'owner',
            title: words.stock.owner,
            text: ({ owner, site: at }) => (owner === at ? words.stock.ownStore : names.site(owner)),
          },
          { name: 'madeOn', title: words.stock.madeOn, text: ({ madeOn }) => madeOn ?? words.states.none },
        ]}
      >
        {isOffered('labels', roles) && (
          <Go to="labels" asked={{ ...(site ? { site } : {}), ...(kind ? { kind } : {}) }}>
            {words.labels.toLabel}
          </Go>
        )}
      </List>
    </>
  );
}

/** Those of our kinds, after the sections they are in. */
function classesOf(kinds: readonly Kind[], { lang }: Speech): { value: string; label: string }[] {
  const sections = Object.entries(supplyClasses).map(([code, { zh, en }]): [string, string] => [
    code,
    `${code} ${lang === 'en' ? en : zh}`,
  ]);
  const codes = kinds.map((kind): [string, string] => [kind.supplyClass ?? '', classTold(kind)]);
  const all = new Map([...sections, ...codes]);
  return [...all]
    .filter(([code]) => kinds.some(({ supplyClass }) => supplyClass?.startsWith(code)))
    .map(([value, label]) => ({ value, label }));
}

const classTold = (kind: Kind | undefined): string =>
  [kind?.supplyClass, kind?.supplyClassName].filter(Boolean).join(' ');

const costOf = ({ kind }: StockLine, kinds: Names['kinds']) => kinds.get(kind)?.unitCostFen || undefined;
const worthOf = (row: StockLine, kinds: Names['kinds']): string | undefined => {
  const cost = costOf(row, kinds);
  return cost === undefined ? undefined : yuan(row.quantity * cost);
};
