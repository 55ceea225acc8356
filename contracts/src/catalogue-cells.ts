/** One kind as a person writes it: the cells of its rows in a region's folder, each a text and '' where nothing is said; and what one writing changes of another. */
import { tiers } from './catalogue.ts';
import type { Kind, Tier } from './live.ts';

/** By the names of the folder's columns. `standing_`, `dynamic_`: one row of levels.csv each. `retired`: 'yes' or ''. */
export const kindColumns = [
  ...(['name', 'name_en', 'unit', 'unit_en', 'category', 'supply_class', 'abc', 'zone'] as const),
  ...(['pack_units', 'unit_cost_fen', 'celsius_min', 'celsius_max', 'humidity_max'] as const),
  ...(['near_expiry_days', 'need_units', 'need_people', 'need_every', 'gtins'] as const),
] as const;
export const lifeColumns = [
  ...(['storage_years', 'clock', 'service_years', 'service_clock'] as const),
  ...(['basis', 'rule', 'source', 'grade'] as const),
] as const;
type LevelField = `${'standing' | 'dynamic'}_${Tier}`;
export const levelFields: readonly LevelField[] = tiers.flatMap((tier): LevelField[] => [
  `standing_${tier}`,
  `dynamic_${tier}`,
]);
export const cellFields = [...kindColumns, ...lifeColumns, ...levelFields, 'retired' as const];
export type CellField = (typeof cellFields)[number];
export type KindCells = { id: string } & Record<CellField, string>;

/** As it is told over the wire. */
type ToldKind = Omit<Kind, 'id' | 'climate' | 'gtins'> & {
  id: string;
  gtins?: readonly string[] | undefined;
  climate: {
    celsius: { min: number | null; max: number | null } | null;
    humidity: { max: number | null } | null;
  };
};

export function cellsOf(kind: ToldKind): KindCells {
  const { climate, shelfLife: life, need, levels } = kind;
  return {
    ...{ id: kind.id, name: kind.name, name_en: kind.nameEn, unit: kind.unit, unit_en: kind.unitEn },
    ...{ category: kind.category, supply_class: kind.supplyClass ?? '', abc: kind.abc, zone: kind.zone },
    ...{ pack_units: `${kind.packUnits}`, unit_cost_fen: `${kind.unitCostFen}` },
    celsius_min: `${climate.celsius?.min ?? ''}`,
    celsius_max: `${climate.celsius?.max ?? ''}`,
    humidity_max: `${climate.humidity?.max ?? ''}`,
    near_expiry_days: kind.nearExpiryDays.join(' '),
    ...{ need_units: `${need.units}`, need_people: `${need.people}`, need_every: need.every },
    gtins: kind.gtins?.join(' ') ?? '',
    storage_years: yearsOf(life.storageYears, life.storageRange),
    service_years: yearsOf(life.serviceYears, life.serviceRange),
    clock: life.clock ?? '',
    service_clock: life.serviceClock === life.clock ? '' : (life.serviceClock ?? ''),
    basis: life.basis === 'none' ? '' : life.basis,
    ...{ rule: life.rule ?? '', source: life.source, grade: life.grade ?? '' },
    ...levelCells((tier) => levels[tier]),
    retired: kind.isRetired ? 'yes' : '',
  };
}

/** Of a kind that is to be written from nothing. */
export const blankCells = (): KindCells => ({
  ...(Object.fromEntries(['id', ...cellFields].map((field) => [field, ''])) as KindCells),
  ...{ abc: 'C', zone: 'ordinary', pack_units: '1', near_expiry_days: '365 180 90' },
  ...{ need_units: '0', need_people: '1', need_every: 'once' },
});

export type CellChange = { field: CellField; before: string; after: string };
export type KindChange = {
  id: string;
  what: 'added' | 'changed' | 'retired' | 'restored' | 'removed';
  /** The newest writing there is, for its name. */
  cells: KindCells;
  changes: CellChange[];
};

/** What `after` changes of `before`: nothing where they say the same. Where one of them has no such kind every cell that says something differs. */
export function changesOf(before: readonly KindCells[], after: readonly KindCells[]): KindChange[] {
  const old = new Map(before.map((cells) => [cells.id, cells]));
  const now = new Set(after.map(({ id }) => id));
  const there = after.flatMap((cells): KindChange[] => {
    const was = old.get(cells.id);
    const changes = cellChanges(was, cells);
    return was && !changes.length ? [] : [{ id: cells.id, what: whatOf(was, cells), cells, changes }];
  });
  const gone = before
    .filter(({ id }) => !now.has(id))
    .map(
      (cells): KindChange => ({
        ...{ id: cells.id, what: 'removed', cells, changes: cellChanges(cells, undefined) },
      }),
    );
  return [...there, ...gone];
}

function whatOf(was: KindCells | undefined, is: KindCells): KindChange['what'] {
  if (!was) return 'added';
  if (was.retired === is.retired) return 'changed';
  return is.retired ? 'retired' : 'restored';
}

const cellChanges = (was: KindCells | undefined, is: KindCells | undefined): CellChange[] =>
  cellFields
    .map((field) => ({ field, before: was?.[field] ?? '', after: is?.[field] ?? '' }))
    .filter(({ before, after }) => before !== after);

const yearsOf = (years: number | null, range: readonly [number, number] | null): string =>
  range ? range.join('-') : `${years ?? ''}`;

const levelCells = (of: (tier: Tier) => { standing: number; dynamic: number } | undefined) =>
  Object.fromEntries(
    tiers.flatMap((tier) => [
      [`standing_${tier}`, `${of(tier)?.standing ?? ''}`],
      [`dynamic_${tier}`, `${of(tier)?.dynamic ?? ''}`],
    ]),
  ) as Record<LevelField, string>;
