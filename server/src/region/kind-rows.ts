/** What a row of kinds.csv, shelf-life.csv and levels.csv may say, and the kind that they make together: one rule for the region's folder and for whoever writes a kind at the console. */
import {
  type Level,
  lifeBases,
  lifeClocks,
  type ShelfLife,
  type StorageClimate,
  tiers,
} from '@changping/contracts/catalogue';
import { type KindMistake, mistake } from '@changping/contracts/cell-mistakes';
import { supplyClassPattern } from '@changping/contracts/code-systems';
import { gtinOf } from '@changping/contracts/gtin';
import type { Kind, Tier } from '@changping/contracts/live';
import type { Celsius, Humidity, KindId } from '@changping/contracts/units';
import { unseen } from '@changping/contracts/unseen';
import { z } from 'zod';
import { id, number, oneOf, orEmpty, text, whole } from './table.ts';

/** It stands on labels, papers and small screens. */
const name = (most: number) =>
  text
    .max(most, mistake('tooLong', most))
    .refine((given) => !unseen.test(given), mistake('characters'))
    .transform((given) => given.normalize('NFC'));
const steps = z
  .string()
  .regex(/^\d+(?: \d+)*$/, mistake('days'))
  .transform((days) => days.split(' ').map(Number))
  .refine((days) => days.every((day, i) => day > 0 && day < (days[i - 1] ?? 18_300)), mistake('falling'));
/** As many in 14 digits fit into a cell. */
const gtinsMost = 20;
/** The column may be missing: a folder says it where it knows any. */
const gtins = z
  .string()
  .default('')
  .transform((given, context) => {
    const all = given.split(/\s+/).filter(Boolean);
    for (const each of all)
      if (!gtinOf(each)) context.addIssue({ code: 'custom', message: mistake('gtin', each) });
    if (all.length > gtinsMost) context.addIssue({ code: 'custom', message: mistake('gtinMost', gtinsMost) });
    return [...new Set(all.flatMap((each) => gtinOf(each) ?? []))];
  });
const celsius = orEmpty(number(-60, 80));
export const kindCells = {
  id,
  name: name(60),
  name_en: name(60),
  unit: name(20),
  unit_en: name(20),
  category: text,
  supply_class: orEmpty(z.string().regex(supplyClassPattern, mistake('supplyClass'))),
  abc: oneOf(['A', 'B', 'C']),
  zone: id,
  pack_units: whole(1, 100_000),
  unit_cost_fen: whole(0, 1_000_000_000),
  celsius_min: celsius,
  celsius_max: celsius,
  humidity_max: orEmpty(number(1, 100)),
  near_expiry_days: steps,
  need_units: number(0, 100_000),
  need_people: whole(1, 100_000),
  need_every: oneOf(['once', 'day']),
  gtins,
};
export type KindRow = z.infer<z.ZodObject<typeof kindCells>>;

/** "5" or "3-5". What keeps for no time or for over fifty years is a typing mistake. */
const years = z
  .string()
  .regex(/^\d+(?:\.\d+)?(?:-\d+(?:\.\d+)?)?$/, mistake('years'))
  .transform((given): [number, number] => {
    const [low = 0, high = low] = given.split('-').map(Number);
    return [low, high];
  })
  .refine(([low, high]) => low > 0 && high >= low && high <= 50, mistake('life'));
export const lifeCells = {
  storage_years: orEmpty(years),
  service_years: orEmpty(years),
  clock: oneOf(lifeClocks),
  service_clock: orEmpty(oneOf(lifeClocks)),
  basis: oneOf(lifeBases.filter((basis) => basis !== 'none')),
  rule: orEmpty(name(400)),
  source: name(400),
  grade: orEmpty(oneOf(['A', 'B', 'C'])),
};
export type LifeRow = z.infer<z.ZodObject<typeof lifeCells>>;

export const levelCells = {
  tier: oneOf(tiers),
  standing: whole(0, 10_000_000),
  dynamic: whole(0, 10_000_000),
};

/** What one cell of a kind says against another, or against the categories that there are. */
export function kindFaults(
  { category, celsius_min: min, celsius_max: max }: Pick<KindRow, 'category' | 'celsius_min' | 'celsius_max'>,
  categories: readonly { id: string }[],
): { field: 'category' | 'celsius_min'; code: string }[] {
  return [
    ...(categories.some((each) => each.id === category)
      ? []
      : [{ field: 'category' as const, code: mistake('noCategory', category) }]),
    ...(min !== null && max !== null && min > max
      ? [{ field: 'celsius_min' as const, code: mistake('overMaximum', min, max) }]
      : []),
  ];
}

/** Of each GTIN that two kinds claim, at both of them. */
export function gtinFaults(kinds: readonly Pick<Kind, 'id' | 'gtins'>[]): KindMistake[] {
  const owners = new Map<string, string[]>();
  for (const { id, gtins = [] } of kinds)
    for (const gtin of gtins) owners.set(gtin, [...(owners.get(gtin) ?? []), id]);
  return [...owners].flatMap(([gtin, ids]) =>
    ids.flatMap((kind) => {
      const other = ids.find((id) => id !== kind);
      return other ? [{ kind, field: 'gtins', code: mistake('gtinTaken', gtin, other) }] : [];
    }),
  );
}

export const kindOf = (
  row: KindRow,
  life: LifeRow | undefined,
  levels: ReadonlyMap<Tier, Level>,
  isRetired = false,
): Kind => ({
  id: row.id as KindId,
  name: row.name,
  nameEn: row.name_en,
  unit: row.unit,
  unitEn: row.unit_en,
  supplyClass: row.supply_class,
  category: row.category,
  abc: row.abc,
  zone: row.zone,
  packUnits: row.pack_units,
  unitCostFen: row.unit_cost_fen,
  climate: climateOf(row),
  shelfLife: life ? lifeOf(life) : noReference,
  nearExpiryDays: row.near_expiry_days,
  need: { units: row.need_units, people: row.need_people, every: row.need_every },
  levels: Object.fromEntries(levels),
  ...(row.gtins.length ? { gtins: row.gtins } : {}),
  isRetired,
});

function climateOf({ celsius_min: min, celsius_max: max, humidity_max }: KindRow): StorageClimate {
  const celsius = { min: min as Celsius | null, max: max as Celsius | null };
  return {
    celsius: min === null && max === null ? null : celsius,
    humidity: humidity_max === null ? null : { max: humidity_max as Humidity },
  };
}

const noReference: ShelfLife = Object.freeze({
  storageYears: null,
  storageRange: null,
  serviceYears: null,
  serviceRange: null,
  clock: null,
  serviceClock: null,
  basis: 'none',
  rule: null,
  source: '',
  grade: null,
});

const lifeOf = ({ storage_years: storage, service_years: service, ...row }: LifeRow): ShelfLife => ({
  storageYears: storage?.[0] ?? null,
  storageRange: rangeOf(storage),
  serviceYears: service?.[0] ?? null,
  serviceRange: rangeOf(service),
  clock: row.clock,
  serviceClock: service ? (row.service_clock ?? row.clock) : null,
  basis: row.basis,
  rule: row.rule,
  source: row.source,
  grade: row.grade,
});

const rangeOf = (years: [number, number] | null) => (years && years[0] < years[1] ? years : null);
