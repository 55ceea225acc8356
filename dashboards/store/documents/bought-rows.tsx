/** Goods that come from a supplier: kind, lot and how much; of an order no lots yet. */
import { Button } from 'antd';
import type { Bought } from '../../shared/documents/draft.ts';
import { Choice } from '../list/choice.tsx';
import { Entry } from '../list/entry.tsx';
import { useNames } from '../names.tsx';
import { useStoreWords } from '../use-store-words.tsx';

type BoughtProps = {
  rows: readonly Bought[];
  set(rows: readonly Bought[]): void;
  isWithoutLots: boolean;
  first: Bought;
};

export function BoughtRows({ rows, set, isWithoutLots, first }: BoughtProps) {
  const words = useStoreWords();
  const names = useNames();
  const kinds = [...names.kinds.values()]
    .filter(({ isRetired }) => !isRetired)
    .map(({ id }) => ({ value: id, label: names.kind(id) }));
  return (
    <fieldset>
      <legend>{words.open.lots}</legend>
      {rows.map((row, at) => {
        const change = (more: Partial<Bought>) =>
          set(rows.map((each, n) => (n === at ? { ...each, ...more } : each)));
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name but their place
          <div key={at} className="filters">
            <Choice
              label={words.kind}
              value={row.kind}
              all={words.states.choose}
              options={kinds}
              choose={(kind) => change({ kind })}
            />
            <Entry
              label={words.lists.inUnits(words.open.take, names.unit(row.kind || null, 2))}
              type="number"
              min={1}
              isWanted
              value={row.wanted ? String(row.wanted) : ''}
              set={(text) => change({ wanted: Math.floor(Number(text) || 0) })}
            />
            {!isWithoutLots && (
              <>
                <Entry label={words.open.lotNew} isWanted value={row.lot} set={(lot) => change({ lot })} />
                <Entry
                  label={words.open.madeOn}
                  type="date"
                  value={row.madeOn}
                  set={(madeOn) => change({ madeOn })}
                />
                <Entry
                  label={words.open.expiresOn}
                  type="date"
                  value={row.expiresOn}
                  set={(expiresOn) => change({ expiresOn })}
                />
                <Entry
                  label={words.open.supplier}
                  value={row.supplier}
                  set={(supplier) => change({ supplier })}
                />
              </>
            )}
          </div>
        );
      })}
      <Button onClick={() => set([...rows, first])}>{words.open.addLine}</Button>
    </fieldset>
  );
}
