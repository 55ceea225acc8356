/** One kind of a draft, cell by cell as the region's folder would have it; what the server found wrong stands where it is mended. */
import { type Catalogue, lifeBases, lifeClocks, tiers } from '@changping/contracts/catalogue';
import type { CellField, KindCells } from '@changping/contracts/catalogue-cells';
import type { KindMistake } from '@changping/contracts/cell-mistakes';
import { type ReactNode, useState } from 'react';
import { Choice } from '../list/choice.tsx';
import { Dialog } from '../list/dialog.tsx';
import { Entry } from '../list/entry.tsx';
import { useDeed } from '../use-deed.ts';
import { useStoreWords } from '../use-store-words.tsx';
import { CellMistakes } from './cell-mistakes.tsx';
import { useCells } from './use-cells.ts';

type KindProps = {
  cells: KindCells;
  isNew: boolean;
  /** Ids that a new one can not have. */
  taken: readonly string[];
  head: Catalogue;
  mistakes: readonly KindMistake[];
  take(cells: KindCells): void;
  close(): void;
};

export function KindDialog({ cells: given, isNew, taken, head, mistakes, take, close }: KindProps) {
  const words = useStoreWords();
  const { catalogue: said, colon, policy, stock } = words;
  const deed = useDeed();
  const { label, told } = useCells(head);
  // A draft that was begun before there were GTINs has no cell for them.
  const [cells, setCells] = useState({ ...given, gtins: given.gtins ?? '' });
  const set = (more: Partial<KindCells>) => setCells({ ...cells, ...more });
  const wrong = (field: string) => <CellMistakes of={mistakes.filter((each) => each.field === field)} />;
  const entry = (field: CellField, hint?: string) => (
    <div key={field}>
      <Entry
        label={label(field)}
        value={cells[field]}
        set={(text) => set({ [field]: text })}
        {...(hint ? { hint } : {})}
      />
      {wrong(field)}
    </div>
  );
  const choice = (field: CellField, of: readonly string[], all?: string) => (
    <div key={field}>
      <Choice
        label={label(field)}
        value={cells[field]}
        options={of.map((value) => ({ value, label: told(field, value) }))}
        {...(all === undefined ? {} : { all })}
        choose={(text) => set({ [field]: text })}
      />
      {wrong(field)}
    </div>
  );
  const part = (name: keyof typeof said.parts, ...fields: ReactNode[]) => (
    <fieldset className="cells">
      <legend>{said.parts[name]}</legend>
      {fields}
    </fieldset>
  );
  const zones = Object.keys(stock.placeOf).slice(0, 5);
  return (
    <Dialog
      title={`${isNew ? said.add : said.edit}${isNew ? '' : `${colon}${said.ofKind(given.id)}`}`}
      action={policy.take}
      deed={deed}
      send={() => take(cells)}
      close={close}
      isWide
    >
      {part(
        'names',
        isNew && (
          <div key="id">
            <Entry
              label={said.id}
              value={cells.id}
              set={(id) => set({ id })}
              hint={said.idHint}
              pattern={`(?!(?:${taken.join('|')})$)[A-Za-z0-9][A-Za-z0-9_\\-]{0,39}`}
              isWanted
            />
            {wrong('id')}
          </div>
        ),
        ...[
          entry('name'),
          entry('name_en'),
          entry('unit', isNew ? undefined : said.unitHint),
          entry('unit_en'),
        ],
      )}
      {part(
        'sort',
        choice(
          'category',
          head.categories.map(({ id }) => id),
        ),
        ...[entry('supply_class'), choice('abc', ['A', 'B', 'C'])],
        ...[choice('zone', [...new Set([...zones, cells.zone])]), entry('pack_units')],
        entry('gtins', said.gtinsHint),
        <Entry
          key="cost"
          label={label('unit_cost_fen')}
          value={yuanOf(cells.unit_cost_fen)}
          set={(yuan) => set({ unit_cost_fen: fenOf(yuan) })}
        />,
        wrong('unit_cost_fen'),
      )}
      {part('climate', entry('celsius_min'), entry('celsius_max'), entry('humidity_max'))}
      {part(
        'near',
        ...[entry('near_expiry_days', said.daysHint), entry('need_units'), entry('need_people')],
        choice('need_every', ['once', 'day']),
      )}
      {part(
        'life',
        ...[entry('storage_years', said.yearsHint), choice('clock', lifeClocks, said.none)],
        ...[entry('service_years'), choice('service_clock', lifeClocks, said.sameClock)],
        choice(
          'basis',
          lifeBases.filter((basis) => basis !== 'none'),
          said.none,
        ),
        ...[entry('source'), choice('grade', ['A', 'B', 'C'], said.none), entry('rule')],
      )}
      {part('levels', ...tiers.flatMap((tier) => [entry(`standing_${tier}`), entry(`dynamic_${tier}`)]))}
    </Dialog>
  );
}

/** What is no number goes to the server as it was written, which says so. */
const yuanOf = (fen: string): string => (/^\d+$/.test(fen) ? `${Number(fen) / 100}` : fen);
const fenOf = (yuan: string): string =>
  /^\d+(\.\d{1,2})?$/.test(yuan.trim()) ? `${Math.round(Number(yuan) * 100)}` : yuan;
