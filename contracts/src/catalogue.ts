/** The guidance catalogue of a region: its kinds, how long each keeps and by whose word, what climate it wants, how much of it each tier shall hold. */
import type { Tier } from './live.ts';
import type { Celsius, Humidity } from './units.ts';

/** From the largest stores to help from outside. */
export const tiers = [
  'regional',
  'city',
  'county',
  'station',
  'partner',
  'external',
] as const satisfies readonly Tier[];

export type CategoryId = string;
export type Category = { id: CategoryId; name: string; nameEn: string };

/** From when the years run: 'bottling' is the making date of what is filled. */
export const lifeClocks = ['manufacture', 'receipt', 'firstUse', 'opened', 'bottling'] as const;
export type LifeClock = (typeof lifeClocks)[number];

/** Whose word it is. 'page': a general web page, read and quoted, with no standard behind it; 'sample': made up for the demo; 'none': no reference. */
export const lifeBases = ['law', 'standard', 'maker', 'house', 'page', 'sample', 'none'] as const;
export type LifeBasis = (typeof lifeBases)[number];

/** How long a kind may be kept and used. An unknown life is null with basis 'none' and is shown as "no reference", never guessed; the lot's own printed expiry always wins. */
export type ShelfLife = {
  /** The lower end where the source gives a range: what may have gone bad counts as bad. */
  storageYears: number | null;
  storageRange: readonly [number, number] | null;
  /** Years in use; the lower end of a range. */
  serviceYears: number | null;
  serviceRange: readonly [number, number] | null;
  /** Null with basis 'none'. */
  clock: LifeClock | null;
  /** Of the service years, where it differs. */
  serviceClock: LifeClock | null;
  basis: LifeBasis;
  /** What the source says besides: first service, conditions. */
  rule: string | null;
  /** Empty with basis 'none'. */
  source: string;
  /** A a standard quoted, B a maker, C a general page. */
  grade: 'A' | 'B' | 'C' | null;
};

/** What the kind wants of the air it is stored in; null where nothing is asked. */
export type StorageClimate = {
  celsius: { min: Celsius | null; max: Celsius | null } | null;
  humidity: { max: Humidity | null } | null;
};

/** What `people` people need of a kind: so many base units, once or for every day. */
export type Need = { units: number; people: number; every: 'once' | 'day' };

/** What one site of a tier shall hold, in base units. standing: kept; dynamic: turned over in daily use or held by partners. */
export type Level = { standing: number; dynamic: number };
export type Levels = Readonly<Partial<Record<Tier, Level>>>;

/** What the catalogue adds to the bare names of a kind. */
export type KindFacts = {
  category: CategoryId;
  /** How closely it is watched: A most. */
  abc: 'A' | 'B' | 'C';
  /** Where it is put away; in 'ordinary' where a store has no such zone. */
  zone: string;
  /** Base units in a usual tagged case. */
  packUnits: number;
  /** CNY a base unit, in fen. An assumption like every other price of a sample catalogue. */
  unitCostFen: number;
  climate: StorageClimate;
  shelfLife: ShelfLife;
  /** Days before the end of life at which a step is told, the longest first; which of them stands for "near expiry" at a tier the catalogue says. */
  nearExpiryDays: readonly number[];
  need: Need;
  levels: Levels;
  /** Under which it is sold, a case under another than what is in it; 14 digits each. Absent: none is known. */
  gtins?: readonly string[];
  /** Takes no new stock; what there is of it stays. */
  isRetired: boolean;
};

export type Catalogue = {
  /** Named wherever a level is used. */
  edition: string;
  /** Said wherever its numbers are shown: a sample is no guidance. */
  note: { zh: string; en: string };
  categories: readonly Category[];
  /** Which of a kind's `nearExpiryDays` stands for "near expiry" at each tier: 1 is the longest, 3 the third or the last. zh, en: on what that rests. */
  nearExpiry: { step: Readonly<Record<Tier, number>>; zh: string; en: string };
};

/** Base units that `people` need for `days`, rounded up to whole ones. */
export const neededFor = ({ units, people: of, every }: Need, people: number, days: number): number =>
  Math.ceil((people / of) * units * (every === 'day' ? days : 1) - 1e-9);

/** Base units that all `sites` of a region shall hold of a kind together. */
export function levelOf(levels: Levels, sites: readonly { tier: Tier }[]): Level {
  let [standing, dynamic] = [0, 0];
  for (const { tier } of sites) {
    standing += levels[tier]?.standing ?? 0;
    dynamic += levels[tier]?.dynamic ?? 0;
  }
  return { standing, dynamic };
}
