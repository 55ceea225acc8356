/** Whatever is moved between the start of a count and its copying, and between two slices of it, and also where it breaks off and begins again: the copy is the book as it was at the start. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Instant, KindId, SiteId } from '@changping/contracts/units';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { book, type Cell } from './book.ts';
import { countBooks } from './count-book.ts';
import { counts } from './counts.ts';
import { type Database, openDatabase } from './database.ts';
import { seed } from './seed.ts';

const site = 'RC-S' as SiteId;
const bins = ['A', 'B', 'C', 'D'].map((bin) => `RC-S/ordinary/${bin}`);
const lots = Array.from({ length: 220 }, (_, i) => `L${i}`);
let db: Database;
let folder: string;
let documents = 0;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'changping-count-book-'));
  db = await openDatabase(folder);
  const zones = [{ site, zone: 'ordinary', bins: ['A', 'B', 'C', 'D'] }];
  seed(db, { sites: [{ id: site }], kinds: [{ id: 'quilt' as KindId }], zones });
  const add = db.raw.prepare('insert into lot (code, kind) values (?, (select key from kind))');
  for (const lot of lots) add.run(lot);
});
afterAll(async () => {
  await db.close();
  rmSync(folder, { recursive: true, force: true });
});

const move = fc.record({
  lot: fc.nat(lots.length - 1),
  from: fc.option(fc.nat(3), { nil: null, freq: 3 }),
  to: fc.nat(3),
  quantity: fc.integer({ min: 1, max: 9 }),
});
type Move = typeof move extends fc.Arbitrary<infer Of> ? Of : never;
/** All lots in the bins of two places: more than one slice of each. */
const filled = lots.flatMap((_, lot) => [0, 1, 2].map((to): Move => ({ lot, from: null, to, quantity: 5 })));
const chosen = Number(process.env.SEED ?? Date.now() % 1_000_000);

it(`keeps the book as it was when the count began (seed ${chosen})`, () => {
  const rows = counts(db);
  const told = { moves: 0, slices: 0, broken: 0 };
  let isFilled = false;
  const script = fc.record({
    before: fc.array(move, { maxLength: 20 }),
    meanwhile: fc.array(fc.array(move, { maxLength: 4 }), { minLength: 1, maxLength: 6 }),
    breaksAt: fc.nat(9),
    named: fc.constantFrom(['RC-S/ordinary'], [bins[0]!, bins[2]!], [bins[3]!]),
  });
  fc.assert(
    fc.property(script, ({ before, meanwhile, breaksAt, named }) => {
      moveAll([...(isFilled ? [] : filled), ...before]);
      isFilled = true;
      const id = `count-${++documents}`;
      db.raw
        .prepare(
          `insert into document (id, number, type, site, state, created_at, version, body, is_over)
           values (?, ?, 'count', (select key from site where code = ?), 'counting', 0, 1, '{}', 0)`,
        )
        .run(id, id, site);
      rows.plan(id, site, named, null);
      const there = stockIn(named);
      rows.start(rows.run(id)!, { n: 0 }, 0 as Instant);
      const run = rows.run(id)!;
      let copying = countBooks(db).copy(run);
      for (let slice = 0; ; slice++) {
        moveAll(meanwhile[slice % meanwhile.length]!);
        told.moves += meanwhile[slice % meanwhile.length]!.length;
        if (slice === breaksAt) copying = countBooks(db).copy(run);
        if (slice === breaksAt) told.broken++;
        if (copying.next().done) break;
        told.slices++;
      }
      expect(heldBy(run.key)).toEqual(there);
      expect([...countBooks(db).copy(run)], 'it is whole').toEqual([]);
    }),
    { numRuns: 60, seed: chosen },
  );
  console.log('frozen book', JSON.stringify(told));
  expect(Math.min(told.moves, told.slices, told.broken)).toBeGreaterThan(10);
});

function moveAll(moves: readonly Move[]): void {
  const chains = book(db);
  const lotKey = db.raw.prepare('select key from lot where code = ?').pluck();
  const siteKey = db.raw.prepare('select key from site where code = ?').pluck().get(site) as number;
  db.raw.transaction(() => {
    const commit = chains.open(site, siteKey);
    for (const { lot, from, to, quantity } of moves) {
      if (from === to) continue;
      const cell = (place: string): Cell => ({
        ...{ place, lot: lots[lot]!, lotKey: lotKey.get(lots[lot]) as number, piece: null, pieceKey: null },
        ...{ quality: 'usable', grade: 'reserve', owner: site },
      });
      const ends = { from: cell(from === null ? 'supplier' : bins[from]!), to: cell(bins[to]!) };
      const none = { document: null, actor: 'test', evidence: null, happenedAt: 0 };
      chains.move(commit, { ...ends, quantity, ...none });
    }
    chains.seal(commit, Date.now());
  })();
}

type Held = { place: string; lot: string; quantity: number };
const inOrder = 'order by place.code, lot.code';
const joined = 'join place on place.key = cell.place join lot on lot.key = cell.lot';

function stockIn(named: readonly string[]): Held[] {
  return db.raw
    .prepare(
      `select place.code as place, lot.code as lot, quantity from stock join cell on cell.key = stock.cell ${joined}
       where quantity <> 0 and (${named.map((place) => `place.code = '${place}' or place.code like '${place}/%'`).join(' or ')}) ${inOrder}`,
    )
    .all() as Held[];
}

function heldBy(document: number): Held[] {
  return db.raw
    .prepare(
      `select place.code as place, lot.code as lot, quantity from count_book join cell on cell.key = count_book.cell ${joined}
       where document = ? ${inOrder}`,
    )
    .all(document) as Held[];
}
