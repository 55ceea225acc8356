/** catalogue.json, kinds.csv, shelf-life.csv and levels.csv: what is kept, for how long and on whose word, and how much of it each tier shall hold. */
import {
  type Catalogue,
  type Level,
  lifeBases,
  lifeClocks,
  type ShelfLife,
  type StorageClimate,
} from '@changping/contracts/catalogue';
import { supplyClassPattern } from '@changping/contracts/code-systems';
import type { Kind, Tier } from '@changping/contracts/live';
import type { Celsius, Humidity, KindId } from '@changping/contracts/units';
import { z } from 'zod';
import { tiers } from './head.ts';
import {
  id,
  type Mistakes,
  number,
  oneOf,
  onlyOnce,
  orEmpty,
  readJson,
  readTable,
  text,
  whole,
} from './table.ts';

const sentence = z.string().trim().min(1);
const step = z.int().min(1).max(9);
const catalogueShape = z.strictObject({
  edition: sentence,
  note: z.strictObject({ zh: sentence, en: sentence }),
  nearExpiry: z.strictObject({
    step: z.strictObject(Object.fromEntries(tiers.map((tier) => [tier, step])) as Record<Tier, typeof step>),
    ...{ zh: sentence, en: sentence },
  }),
  categories: z.array(z.strictObject({ id: sentence, name: sentence, nameEn: sentence })).min(1),
});

const steps = z
  .string()
  .regex(/^\d+(?: \d+)*$/, 'must be days like "365 180 90"')
  .transform((days) => days.split(' ').map(Number))
  .refine(
    (days) => days.every((day, i) => day > 0 && day < (days[i - 1] ?? 18_300)),
    'must fall, the longest first',
  );
const celsius = orEmpty(number(-60, 80));
const kindColumns = {
  id,
  name: text,
  name_en: text,
  unit: text,
  unit_en: text,
  category: text,
  supply_class: orEmpty(z.string().regex(supplyClassPattern, 'must be seven digits of GB/T 38565')),
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
  source: text,
};
type KindRow = z.infer<z.ZodObject<typeof kindColumns>>;

/** "5" or "3-5". What keeps for no time or for over fifty years is a typing mistake. */
const years = z
  .string()
  .regex(/^\d+(?:\.\d+)?(?:-\d+(?:\.\d+)?)?$/, 'must be years like 5 or 3-5')
  .transform((given): [number, number] => {
    const [low = 0, high = low] = given.split('-').map(Number);
    return [low, high];
  })
  .refine(([low, high]) => low > 0 && high >= low && high <= 50, 'must be over 0 and at most 50 years');
const lifeColumns = {
  /** Empty: a reference for what this catalogue does not keep. */
  kind: orEmpty(id),
  name: text,
  name_en: text,
  storage_years: orEmpty(years),
  service_years: orEmpty(years),
  clock: oneOf(lifeClocks),
  service_clock: orEmpty(oneOf(lifeClocks)),
  basis: oneOf(lifeBases.filter((basis) => basis !== 'none')),
  rule: orEmpty(text),
  source: text,
  grade: orEmpty(oneOf(['A', 'B', 'C'])),
};
type LifeRow = z.infer<z.ZodObject<typeof lifeColumns>>;

const levelColumns = {
  kind: id,
  tier: oneOf(tiers),
  standing: whole(0, 10_000_000),
  dynamic: whole(0, 10_000_000),
  source: text,
};

export function readCatalogue(folder: string, mistakes: Mistakes): { catalogue: Catalogue; kinds: Kind[] } {
  const { note } = mistakes;
  const head = readJson(folder, 'catalogue.json', catalogueShape, mistakes);
  const catalogue: Catalogue = head ?? noCatalogue;
  const { lines: rows, named } = readTable(folder, 'kinds.csv', kindColumns, mistakes);
  const { lines: lives } = readTable(folder, 'shelf-life.csv', lifeColumns, mistakes);
  const { lines: levels } = readTable(folder, 'levels.csv', levelColumns, mistakes);
  const ids = named('id');
  onlyOnce('kinds.csv', 'id', rows, ({ id }) => id, mistakes);
  onlyOnce(
    'shelf-life.csv',
    'kind',
    lives.filter(({ row }) => row.kind),
    ({ kind }) => kind ?? '',
    mistakes,
  );
  onlyOnce('levels.csv', 'tier', levels, ({ kind, tier }) => `${kind} ${tier}`, mistakes);
  for (const { line, row } of rows) {
    if (head && !head.categories.some((category) => category.id === row.category))
      note('kinds.csv', line, 'category', `catalogue.json has no category "${row.category}"`);
    if (row.celsius_min !== null && row.celsius_max !== null && row.celsius_min > row.celsius_max)
      note('kinds.csv', line, 'celsius_min', `${row.celsius_min} is over the maximum of ${row.celsius_max}`);
  }
  for (const { line, row } of lives)
    if (row.kind !== null && !ids.has(row.kind))
      note('shelf-life.csv', line, 'kind', `kinds.csv has no "${row.kind}"`);
  for (const { line, row } of levels)
    if (!ids.has(row.kind)) note('levels.csv', line, 'kind', `kinds.csv has no "${row.kind}"`);
  const kinds = rows.map(({ row }) => {
    const life = lives.find((each) => each.row.kind === row.id)?.row;
    const own = levels.filter((each) => each.row.kind === row.id).map((each) => each.row);
    return kindOf(
      row,
      life,
      new Map(own.map(({ tier, standing, dynamic }) => [tier, { standing, dynamic }])),
    );
  });
  return { catalogue, kinds };
}

const kindOf = (row: KindRow, life: LifeRow | undefined, levels: ReadonlyMap<Tier, Level>): Kind => ({
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
});

function climateOf({ celsius_min: min, celsius_max: max, humidity_max }: KindRow): StorageClimate {
  const celsius = { min: min as Celsius | null, max: max as Celsius | null };
  return {
    celsius: min === null && max === null ? null : celsius,
    humidity: humidity_max === null ? null : { max: humidity_max as Humidity },
  };
}

/** Stands in until the file is right; nothing starts with it. */
const noCatalogue: Catalogue = {
  ...{ edition: '', note: { zh: '', en: '' }, categories: [] },
  nearExpiry: {
    ...{ zh: '', en: '' },
    step: { regional: 1, city: 1, county: 1, station: 1, partner: 1, external: 1 },
  },
};

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
