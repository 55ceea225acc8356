import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { plansOf } from '../../test/plans.ts';
import { type Day, dayIn } from '../domain/day.ts';
import { type Database, openDatabase } from './database.ts';
import { usable } from './usable.ts';

const today = dayIn('2026-11-25') as Day;
const ends = ['2019-01-01', '2026-11-24', '2026-11-25', '2027-02-01', null] as const;
type Held = { site: 1 | 2; kind: 1 | 2; quality: 'usable' | 'held'; quantity: number; on: string | null };

let folder: string;
let db: Database;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'changping-'));
  db = await openDatabase(folder);
  db.raw.exec(
    "insert into site (code) values ('A'), ('B'); insert into kind (code) values ('tent'), ('quilt')",
  );
});
afterEach(async () => {
  await db.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A lot that lies somewhere, with the notices the daily round has for it. */
function lie({ site, kind, quality, quantity, on }: Held, name: string): void {
  const { raw } = db;
  const lot = raw
    .prepare('insert into lot (code, kind, effective_on) values (?, ?, ?)')
    .run(name, kind, on).lastInsertRowid;
  const amount = [site, kind, quality, quantity];
  raw
    .prepare('insert into lot_stock (site, kind, quality, quantity, pieces, lot) values (?, ?, ?, ?, 1, ?)')
    .run(...amount, lot);
  raw
    .prepare(
      `insert into tally (site, kind, quality, quantity, pieces) values (?, ?, ?, ?, 1)
       on conflict (site, kind, quality) do update set pieces = pieces + 1, quantity = quantity + excluded.quantity`,
    )
    .run(...amount);
  for (const step of on === null ? [] : on < today ? ['nearExpiry', 'expired'] : ['nearExpiry'])
    raw
      .prepare(
        `insert into notice (site, lot, step, pieces, quantity, effective_on, effective_by, opened_at)
         values (?, ?, ?, 1, ?, ?, 'printed', 0)`,
      )
      .run(site, lot, step, quantity, on);
}

it('counts neither what is held nor what has expired, to the day, whatever lies where', () => {
  const held: fc.Arbitrary<Held> = fc.record({
    site: fc.constantFrom(1, 2),
    kind: fc.constantFrom(1, 2),
    quality: fc.constantFrom('usable', 'held'),
    quantity: fc.integer({ min: 1, max: 90 }),
    on: fc.constantFrom(...ends),
  });
  const ask = usable(db);
  fc.assert(
    fc.property(fc.array(held, { maxLength: 20 }), (all) => {
      db.raw.exec('delete from notice; delete from lot_stock; delete from tally; delete from lot');
      all.forEach((each, i) => void lie(each, `L${i}`));
      // On the second day a lot has ended of which the round has not told yet.
      for (const day of [today, dayIn('2026-11-26') as Day]) {
        const sums: Record<string, number> = {};
        for (const { site, kind, quality, quantity, on } of all)
          if (quality === 'usable' && !(on !== null && on < day)) {
            const name = `${'AB'[site - 1]} ${['tent', 'quilt'][kind - 1]}`;
            sums[name] = (sums[name] ?? 0) + quantity;
          }
        const found = ask(day).map((line) => [`${line.site} ${line.kind}`, line.usable]);
        expect(Object.fromEntries(found)).toEqual(sums);
      }
    }),
    { numRuns: 40 },
  );
});

it('walks none of the lots that are gone', async () => {
  const plans = await plansOf(db, () => usable(db));
  expect(plans.join('\n')).toMatch(/notice_open/);
  expect(plans.filter((step) => /SCAN (lot|lot_stock)\b|lot_effective/.test(step))).toEqual([]);
});
