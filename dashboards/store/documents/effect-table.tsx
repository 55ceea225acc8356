/** What saying yes does: the stock at both ends, as it is and as it would be. */
import type { Document } from '@changping/contracts/documents';
import type { Answer } from '@changping/contracts/http';
import { useEffect, useState } from 'react';
import { ask } from '../../shared/ask.ts';
import { whole } from '../../shared/figure.ts';
import { type Column, Table } from '../list/table.tsx';
import { useNames } from '../names.tsx';
import { useStoreWords } from '../use-store-words.tsx';
import { type Change, changesOf, type Effect, effectOf } from './effect.ts';

type Lines = Answer<'/api/stock'>['items'];
/** `effect` null: that store's stock may not be seen. */
type Row = Change & { effect: Effect | null; floor: number | null };

export function EffectTable({ document }: { document: Document }) {
  const words = useStoreWords();
  const names = useNames();
  const changes = changesOf(document, (root) => root === document.site || root === document.there);
  const stock = useStocks(changes);
  if (changes.length === 0) return <p>{words.step.noEffect}</p>;
  if (!stock) return <p role="status">{words.states.loading}</p>;
  const rows = changes.map((change): Row => {
    const lines = stock.get(stockOf(change)) ?? null;
    const tier = names.sites.get(change.site)?.tier;
    const level = tier && names.kinds.get(change.kind)?.levels[tier]?.standing;
    return { ...change, effect: lines && effectOf(change, changes, lines), floor: level || null };
  });
  const figures = (name: string, title: string, of: (effect: Effect) => number | undefined): Column<Row> => ({
    name,
    title,
    isNumber: true,
    text: ({ effect }) => {
      const n = effect ? of(effect) : undefined;
      return n === undefined ? words.states.none : whole(n);
    },
  });
  const columns: Column<Row>[] = [
    { name: 'site', title: words.site, text: ({ site }) => names.site(site) },
    {
      name: 'goods',
      title: words.documents.goods,
      text: ({ kind, lot }) => words.documents.goodsOf(names.kind(kind), lot),
    },
    figures('now', `${words.step.ofKind} · ${words.step.now}`, ({ now }) => now),
    {
      ...figures('after', words.step.after, ({ after }) => after),
      cell: (row) => <After row={row} />,
    },
    figures('lotNow', `${words.step.ofLot} · ${words.step.now}`, ({ ofLot }) => ofLot?.now),
    figures('lotAfter', words.step.after, ({ ofLot }) => ofLot?.after),
    {
      name: 'floor',
      title: words.step.floor,
      isNumber: true,
      text: ({ floor }) => (floor === null ? words.states.none : whole(floor)),
    },
  ];
  return (
    <section aria-label={words.step.effect} className="effect">
      <h3>{words.step.effect}</h3>
      <p className="hint">{words.step.effectHint}</p>
      <Table
        label={words.step.effect}
        columns={columns}
        rows={rows}
        keyOf={({ site, kind, lot }) => `${site} ${kind} ${lot}`}
      />
    </section>
  );
}

function After({ row: { effect, floor } }: { row: Row }) {
  const { step } = useStoreWords();
  if (!effect) return <small>{step.unseen}</small>;
  const { after, ofLot, now } = effect;
  const isShort = after < 0 || (ofLot !== null && ofLot.after < 0);
  const isBelow = floor !== null && after < floor && after < now;
  return (
    <>
      <b>
        {whole(after)} ({after > now ? '+' : ''}
        {whole(after - now)})
      </b>
      {(isShort || isBelow) && (
        <small className={`mark mark-${isShort ? 'act' : 'watch'}`}>
          <span aria-hidden="true">{isShort ? '■' : '▲'}</span> {isShort ? step.tooFew : step.belowFloor}
        </small>
      )}
    </>
  );
}

const stockOf = ({ site, kind }: Pick<Change, 'site' | 'kind'>) => `${site} ${kind}`;

/** @returns null for a store whose stock was refused; undefined while they are read. */
function useStocks(changes: readonly Change[]): ReadonlyMap<string, Lines | null> | undefined {
  const wanted = [...new Set(changes.map(stockOf))].join();
  const [stocks, setStocks] = useState<ReadonlyMap<string, Lines | null>>();
  useEffect(() => {
    let isCurrent = true;
    const reads = wanted.split(',').map(async (name): Promise<[string, Lines | null]> => {
      const [site = '', kind = ''] = name.split(' ');
      return [name, site ? await whatIsIn(site, kind).catch(() => null) : null];
    });
    void Promise.all(reads).then((read) => isCurrent && setStocks(new Map(read)));
    return () => {
      isCurrent = false;
    };
  }, [wanted]);
  return stocks;
}

async function whatIsIn(site: string, kind: string): Promise<Lines> {
  const lines: Lines = [];
  let after: string | null = null;
  do {
    const page: Answer<'/api/stock'> = await ask('/api/stock', {
      ...{ site, kind, limit: 500 },
      ...(after === null ? {} : { after }),
    });
    lines.push(...page.items);
    after = page.next;
  } while (after !== null);
  return lines;
}
