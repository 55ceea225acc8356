/** What the stores of the demo have on their shelves: every kind at its standing level, in tagged cases, in lots from expired to fresh. Made up, the same for the same day and region, and named SAMPLE in every lot. */
import type { Kind, Site } from '@changping/contracts/live';

export type Shelves = {
  sites: readonly Pick<Site, 'id' | 'tier'>[];
  kinds: readonly Pick<Kind, 'id' | 'zone' | 'packUnits' | 'shelfLife' | 'levels'>[];
  zones: readonly { site: string; zone: string; bins: readonly string[] }[];
};
export type PlannedLot = { code: string; kind: string; madeOn: string; expiresOn: string | null };
export type PlannedPiece = { site: string; place: string; lot: string; quantity: number; epc: string };

/** @param today UTC milliseconds. */
export function samplePlan(
  { sites, kinds, zones }: Shelves,
  today: number,
): { lots: PlannedLot[]; pieces: PlannedPiece[] } {
  const lots = new Map(kinds.map((kind) => [kind.id, lotsOf(kind, today)]));
  const pieces = sites.filter(isUpper).flatMap((site, i) => {
    const shelf = zones.filter((zone) => zone.site === site.id);
    const goods = kinds.flatMap((kind) => casesOf(kind, site, i, lots.get(kind.id) ?? []));
    return shelved(site.id, goods, shelf).map((piece, n) => ({ ...piece, epc: epcOf(i, n + 1) }));
  });
  return { lots: [...lots.values()].flat(), pieces };
}

/** Stations are small and served by handhelds alone; partners' goods are not ours. */
const isUpper = ({ tier }: Pick<Site, 'tier'>) => tier === 'regional' || tier === 'city' || tier === 'county';

/** A chip maker's prefix, then the store by its place in the region's list and the piece by its number in the store, from 1. */
const epcOf = (site: number, n: number) => `E2801160600003${hex(site, 2)}${hex(n, 8)}`;
const hex = (n: number, digits: number) => n.toString(16).toUpperCase().padStart(digits, '0');

/** How old lots are, as a share of their life, and up to which share of the stock each goes: 4 % is of the expired one. */
const ages = [
  { age: 1.15, upTo: 0.04 },
  { age: 0.96, upTo: 0.12 },
  { age: 0.78, upTo: 0.3 },
  { age: 0.52, upTo: 0.52 },
  { age: 0.28, upTo: 0.76 },
  { age: 0.04, upTo: 1 },
] as const;
/** Where no life is known, the lots are spread over so many years, and none of them is called old. */
const spreadYears = 8;
/** What keeps no longer than this carries its date on the case. */
const printedUpTo = 3;
const yearMs = 365.25 * 86_400_000;

/** Oldest first, as in `ages`. */
function lotsOf({ id, shelfLife }: Shelves['kinds'][number], today: number): PlannedLot[] {
  const { storageYears: life } = shelfLife;
  return ages.map(({ age }) => {
    const made = today - age * (life ?? spreadYears) * yearMs;
    const isPrinted = life !== null && life <= printedUpTo;
    return {
      code: `SAMPLE-${id.toUpperCase()}-${day(made).slice(0, 7)}`,
      kind: id,
      madeOn: day(made),
      expiresOn: isPrinted ? day(made + life * yearMs) : null,
    };
  });
}

const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);

type Case = { lot: string; quantity: number; zone: string; isPallet: boolean };

/** The simulated gates know these: the first pieces of every depot are one pallet. */
const pallet = { kind: 'quilt', cases: 40 };

function casesOf(
  { id, zone, packUnits, levels }: Shelves['kinds'][number],
  { tier }: Pick<Site, 'tier'>,
  siteIndex: number,
  lots: readonly PlannedLot[],
): Case[] {
  const units = levels[tier]?.standing ?? 0;
  const count = Math.ceil(units / packUnits);
  const onPallet = id === pallet.kind && tier !== 'county' ? pallet.cases : 0;
  return Array.from({ length: Math.max(count, onPallet) }, (_, n) => ({
    lot: (n < onPallet ? lots.at(-1) : lots[lotAt(n - onPallet, count - onPallet, siteIndex)])?.code ?? '',
    // The last case may be opened; a pallet is whole.
    quantity: n < onPallet ? packUnits : Math.min(packUnits, units - n * packUnits),
    zone,
    isPallet: n < onPallet,
  }));
}

/** Cases spread over the lots by their shares; each store begins elsewhere, so that a single generator is not of the same lot everywhere. */
function lotAt(n: number, count: number, siteIndex: number): number {
  const at = ((n + 0.5) / count + siteIndex * golden) % 1;
  return ages.findIndex(({ upTo }) => at < upTo);
}
/** Multiples of it fill the unit evenly, however many stores there are. */
const golden = 0.618_034;

/** The ordinary zone first, so that its pieces are numbered from 1 on; then zone by zone. A pallet has a bin to itself. */
function shelved(site: string, goods: readonly Case[], shelf: Shelves['zones']): Omit<PlannedPiece, 'epc'>[] {
  const zoneOf = ({ zone }: Case) => (shelf.some((each) => each.zone === zone) ? zone : 'ordinary');
  const names = [...new Set(['ordinary', ...goods.map(zoneOf)])];
  return names.flatMap((zone) => {
    const here = goods.filter((one) => zoneOf(one) === zone);
    const loose = here.filter(({ isPallet }) => !isPallet);
    const [first, ...rest] = shelf.find((each) => each.zone === zone)?.bins ?? [];
    const bins = here.length > loose.length ? rest : [first, ...rest];
    const binOf = (n: number) => bins[Math.floor((n * bins.length) / loose.length)];
    const placed = [
      ...here.filter(({ isPallet }) => isPallet).map((one) => ({ ...one, bin: first })),
      ...loose.map((one, n) => ({ ...one, bin: binOf(n) })),
    ];
    return placed.map(({ lot, quantity, bin }) => ({
      ...{ site, lot, quantity },
      place: [site, zone, bin].filter(Boolean).join('/'),
    }));
  });
}
