/** What lies in a store, and how much of it is taken. */
import { Input } from 'antd';
import type { Held, PieceLine, StockLine } from '../../shared/documents/draft.ts';
import { apart, type OnShelf } from '../../shared/documents/on-shelf.ts';
import { whole } from '../../shared/figure.ts';
import { type Listed, useList } from '../../shared/use-list.ts';
import { Choice } from '../list/choice.tsx';
import { List } from '../list/list.tsx';
import { useNames } from '../names.tsx';
import { useStoreWords } from '../use-store-words.tsx';
import { useWhere } from '../use-where.tsx';
import { Propose } from './propose.tsx';

/** `pieces`: which they are, where they were proposed. */
export type Take = { stock: StockLine; take: number; pieces?: readonly PieceLine[] } & Pick<
  Held,
  'minimumDays'
>;
type PickerProps = {
  site: string;
  taken: readonly Take[];
  set(taken: readonly Take[]): void;
  /** Goods of this kind were chosen by first expiry first out. */
  proposed(taken: readonly Take[]): void;
};

export const stockKey = ({ site, place, lot, quality, grade, owner, pieces }: StockLine): string =>
  [site, place, lot, quality, grade, owner, pieces > 0].join();

export function StockPicker({ site, taken, set, proposed }: PickerProps) {
  const words = useStoreWords();
  const names = useNames();
  const { asked, filter } = useWhere();
  const lines = useList('/api/stock', { site, kind: asked.kind });
  const { whole: all } = lines;
  const list: Listed<OnShelf> = {
    ...lines,
    items: lines.items?.flatMap(apart),
    whole:
      all &&
      (async (most) => {
        const { rows, isAll } = await all(most);
        return { rows: rows.flatMap(apart), isAll };
      }),
  };
  const takenOf = (row: StockLine) => taken.find(({ stock }) => stockKey(stock) === stockKey(row))?.take ?? 0;
  const take = (stock: StockLine, text: string) => {
    const others = taken.filter((each) => stockKey(each.stock) !== stockKey(stock));
    const n = Math.max(0, Math.floor(Number(text) || 0));
    // What was asked of a kind holds for whatever is taken of it.
    const { minimumDays } = others.find((each) => each.stock.kind === stock.kind) ?? {};
    set(n > 0 ? [...others, { stock, take: n, minimumDays }] : others);
  };
  return (
    <fieldset>
      <legend>{words.open.stock}</legend>
      <p className="hint">{words.open.stockHint}</p>
      <div className="filters">
        <Choice
          label={words.kind}
          value={asked.kind ?? ''}
          all={words.states.all}
          options={[...names.kinds.keys()].map((kind) => ({ value: kind, label: names.kind(kind) }))}
          choose={(value) => filter({ kind: value })}
        />
      </div>
      {asked.kind && (
        <Propose
          key={`${site} ${asked.kind}`}
          site={site}
          kind={asked.kind}
          set={(rows) => {
            const all = [...taken.filter(({ stock }) => stock.kind !== asked.kind), ...rows];
            set(all);
            proposed(all);
          }}
        />
      )}
      <List
        label={words.open.stock}
        list={list}
        keyOf={(row: OnShelf) => stockKey(row)}
        none={words.open.noStock}
        columns={[
          { name: 'kind', title: words.kind, text: ({ kind }) => names.kind(kind) },
          { name: 'lot', title: words.lot, text: ({ lot }) => lot },
          { name: 'place', title: words.place, text: ({ place }) => names.spot(place) },
          {
            name: 'quality',
            title: words.stock.quality,
            text: ({ quality }) => words.stock.qualityOf[quality] ?? quality,
          },
          {
            name: 'expiresOn',
            title: words.stock.expiresOn,
            text: ({ expiresOn }) => expiresOn ?? words.stock.noExpiry,
          },
          {
            name: 'available',
            title: words.open.available,
            isNumber: true,
            text: ({ quantity, reserved, leased, kind, pieces, isBeside }) =>
              `${whole(quantity)} ${names.unit(kind, quantity)}${pieces ? ` · ${words.open.tagged(whole(pieces))}` : isBeside ? ` · ${words.open.loose}` : ''}${reserved ? ` · ${words.firstOut.reserved} ${whole(reserved)}` : ''}${leased ? ` · ${words.lease.leased} ${whole(leased)}` : ''}`,
          },
          {
            name: 'take',
            title: words.open.take,
            isNumber: true,
            isAction: true,
            text: (row) => String(takenOf(row)),
            cell: (row) => (
              <span className="take">
                <Input
                  type="number"
                  min={0}
                  max={row.pieces || row.quantity}
                  aria-label={`${row.pieces ? words.open.takePieces : words.open.take} ${names.kind(row.kind)} ${row.lot}`}
                  value={takenOf(row) || ''}
                  onChange={({ target }) => take(row, target.value)}
                />
                {row.pieces > 0 && (
                  <small>
                    {row.pieceHolds === null
                      ? words.open.unlike
                      : words.open.unitOf(names.unit(row.kind, row.pieceHolds), row.pieceHolds)}
                  </small>
                )}
              </span>
            ),
          },
        ]}
      />
    </fieldset>
  );
}
