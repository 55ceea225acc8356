import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ShelfLife } from '@changping/contracts/catalogue';
import type { KindId, SiteId } from '@changping/contracts/units';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { plansOf } from '../../test/plans.ts';
import { type Day, quarterOf } from '../domain/day.ts';
import { type Database, openDatabase } from './database.ts';
import { type ExpiryReads, expiryReads } from './expiry-reads.ts';

const today = '2026-11-25' as Day;
const shelfLife: ShelfLife = {
  ...{ storageYears: 3, storageRange: [3, 5], serviceYears: null, serviceRange: null },
  ...{ clock: 'manufacture', serviceClock: null, basis: 'maker', rule: null, source: 'a maker', grade: 'B' },
};
const sites = [
  { id: 'A' as SiteId, tier: 'regional' as const },
  { id: 'B' as SiteId, tier: 'county' as const },
  { id: 'C' as SiteId, tier: 'county' as const },
];
const kinds = ['tent', 'quilt', 'rope'].map((id) => ({ id: id as KindId, shelfLife }));
type Lot = {
  lot: string;
  kind: string;
  on: string | null;
  held: { site: string; quality: string; pieces: number }[];
};
let folder: string;
let db: Database;
let ask: ExpiryReads;

/** Sixty lots from seven years ago to six years ahead, every ninth without a date; some at two sites, some held, rope nowhere. */
const lots: Lot[] = Array.from({ length: 60 }, (_, n) => ({
  lot: `L${n}`,
  kind: kinds[n % 2]?.id ?? '',
  on: n % 9 === 0 ? null : new Date(Date.UTC(2019, 10, 1 + ((n * 37) % 60) * 80)).toISOString().slice(0, 10),
  held: sites
    .filter((_, i) => i === n % 3 || (n % 4 === 0 && i === (n + 1) % 3))
    .map(({ id }, i) => ({
      site: id,
      quality: n % 5 === 0 && i === 0 ? 'held' : 'usable',
      pieces: 1 + (n % 4),
    })),
}));

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'changping-'));
  db = await openDatabase(folder);
  ask = expiryReads(db.query, { sites, kinds });
  const { raw } = db;
  const key = (table: string, code: string) => `(select key from ${table} where code = '${code}')`;
  for (const { id } of sites) raw.exec(`insert into site (code) values ('${id}')`);
  for (const { id } of kinds) raw.exec(`insert into kind (code) values ('${id}')`);
  const addLot = raw.prepare(
    'insert into lot (code, kind, effective_on, effective_by) values (?, (select key from kind where code = ?), ?, ?)',
  );
  for (const { lot, kind, on, held } of lots) {
    addLot.run(lot, kind, on, on ? 'record' : 'noReference');
    for (const { site, quality, pieces } of held)
      raw.exec(
        `insert into lot_stock (site, kind, lot, quality, pieces, quantity) values (${key('site', site)}, ${key('kind', kind)}, ${key('lot', lot)}, '${quality}', ${pieces}, ${pieces * 10});`,
      );
  }
});
afterAll(async () => {
  await db.close();
  rmSync(folder, { recursive: true, force: true });
});

const filters = [
  {},
  { site: 'A' },
  { tier: 'county' as const },
  { tier: 'county' as const, site: 'B' },
  { tier: 'regional' as const, site: 'B' },
];
const seenBy = ({ site, tier }: { site?: string; tier?: string }) => {
  const mine = sites
    .filter((each) => (!site || each.id === site) && (!tier || each.tier === tier))
    .map(({ id }) => id as string);
  return lots.flatMap((lot) => {
    const held = lot.held.filter((each) => mine.includes(each.site));
    return held.length ? [{ ...lot, held }] : [];
  });
};
const cellOf = (of: Lot[]) => {
  const pieces = of.flatMap(({ held }) => held).reduce((all, each) => all + each.pieces, 0);
  return { lots: of.length, pieces, quantity: pieces * 10 };
};

it.each(filters)('sums the wall as one would by hand, for %j', async (filter) => {
  const { quarters, items } = await ask.wall({ ...filter, quarters: 4 }, today);
  // Three years back where something is older, and four quarters ahead.
  if (seenBy(filter).length) expect([quarters[0], quarters.at(-1)]).toEqual(['2023Q4', '2027Q4']);
  for (const kind of ['tent', 'quilt']) {
    const own = seenBy(filter).filter((lot) => lot.kind === kind);
    const row = items.find((item) => item.kind === kind);
    if (!own.length) expect(row).toBeUndefined();
    else
      expect(row).toEqual({
        kind,
        expired: cellOf(own.filter(({ on }) => on !== null && on < today)),
        noReference: cellOf(own.filter(({ on }) => on === null)),
        later: cellOf(own.filter(({ on }) => on !== null && on >= '2028-01-01')),
        cells: quarters.flatMap((quarter) => {
          const here = own.filter(({ on }) => on !== null && quarterOf(on as Day) === quarter);
          return here.length ? [{ quarter, ...cellOf(here) }] : [];
        }),
      });
  }
  expect(items.some(({ kind }) => kind === 'rope')).toBe(false);
});

it.each(filters)('has behind every cell of the wall exactly its lots, for %j', async (filter) => {
  const { items } = await ask.wall({ ...filter, quarters: 4 }, today);
  for (const { kind, cells, expired, noReference, later } of items)
    for (const [quarter, { lots: count, quantity }] of [
      ...cells.map((cell) => [cell.quarter, cell] as const),
      ...Object.entries({ expired, noReference, later }),
    ]) {
      const { items: behind } = await ask.lots({ ...filter, kind, quarter, quarters: 4, limit: 500 }, today);
      expect(behind, `${kind} ${quarter}`).toHaveLength(count);
      expect(behind.reduce((all, lot) => all + (lot.quantity ?? 0), 0)).toBe(quantity);
    }
});

it('leads through the lots page by page, those without a date first, then the first to end', async () => {
  const sorted = lots.toSorted(
    (a, b) => (a.on ?? '').localeCompare(b.on ?? '') || Number(a.lot.slice(1)) - Number(b.lot.slice(1)),
  );
  for (const limit of [1, 7, 60, 100]) {
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await ask.lots({ quarters: 4, limit, after }, today);
      seen.push(...page.items.map(({ lot }) => lot));
      after = page.next ?? undefined;
    } while (after);
    expect(seen).toEqual(sorted.map(({ lot }) => lot));
  }
});

it('names with each lot whose word its date is, and where it lies', async () => {
  const { items } = await ask.lots({ quarters: 4, limit: 100 }, today);
  for (const { lot, by, record, effectiveOn, held } of items) {
    const own = lots.find((each) => each.lot === lot);
    expect([effectiveOn, by]).toEqual([own?.on, own?.on ? 'record' : 'noReference']);
    expect(record).toEqual(
      own?.on ? { clock: 'manufacture', basis: 'maker', source: 'a maker', grade: 'B' } : null,
    );
    expect(held.map(({ site, quality, pieces }) => ({ site, quality, pieces }))).toEqual(
      own?.held.toSorted((a, b) => a.site.localeCompare(b.site)),
    );
  }
});

it('looks for lots where something lies, and walks none of those that are gone', async () => {
  for (const filter of filters)
    for (const more of [{}, { quarter: 'expired' }, { quarter: '2026Q4' }, { after: '2026010100000001' }]) {
      const plans = await plansOf(db, () => ask.lots({ ...filter, ...more, quarters: 4, limit: 20 }, today));
      expect(plans.length).toBeGreaterThan(0);
      expect(plans.filter((step) => /SCAN lot\b|lot_effective/.test(step))).toEqual([]);
    }
});
