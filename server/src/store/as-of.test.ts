import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SiteId } from '@changping/contracts/units';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { plansOf } from '../../test/plans.ts';
import { asOf } from './as-of.ts';
import { book, type Cell } from './book.ts';
import { type Database, openDatabase } from './database.ts';
import { seed } from './seed.ts';
import { entriesAMark, lateAfter, stockMarks } from './stock-marks.ts';
import { rederive, verifyChains } from './verify.ts';

const minute = 60_000;
const sites = ['A', 'B'] as SiteId[];
const lots = ['L1', 'L2', 'L3'];
let folder: string;
let db: Database;
let chains: ReturnType<typeof book>;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'changping-'));
  db = await openDatabase(folder);
  const zones = sites.flatMap((site) => ['ordinary', 'cold'].map((zone) => ({ site, zone, bins: ['A-01'] })));
  seed(db, { sites: sites.map((id) => ({ id })), kinds: [{ id: 'tent' }, { id: 'quilt' }] as never, zones });
  for (const [i, lot] of lots.entries())
    db.raw.prepare('insert into lot (code, kind) values (?, ?)').run(lot, 1 + (i % 2));
  for (let i = 1; i <= 5; i++)
    db.raw.prepare('insert into piece (id, lot, quantity) values (?, 1, 7)').run(`p${i}`);
  chains = book(db);
});
afterEach(async () => {
  await db.close();
  rmSync(folder, { recursive: true, force: true });
});

type Step = { site: number; lot: number; from: number; to: number; quantity: number; piece: number };
/** The last is no place of any store. */
const places = ['A/ordinary', 'A/cold/A-01', 'B/ordinary', 'supplier'];
/** What the test adds up by itself, commit by commit. */
type Moved = { at: number; place: string; lot: string; by: number; pieces: number };
const whereIs = new Map<number, number>();

function enter(steps: readonly Step[], at: number, happenedAt = at): Moved[] {
  const moved: Moved[] = [];
  db.raw.transaction(() => {
    const site = sites[steps[0]?.site ?? 0] as SiteId;
    const commit = chains.open(site, sites.indexOf(site) + 2);
    for (const { lot, from, to, quantity, piece } of steps) {
      const isPiece = piece > 0;
      const out = isPiece ? (whereIs.get(piece) ?? 3) : from;
      if (out === to) continue;
      const of = isPiece ? 'L1' : (lots[lot] as string);
      const cell = (place: number): Cell => ({
        ...{ place: places[place] as string, lot: of, lotKey: lots.indexOf(of) + 1, grade: 'reserve' },
        ...{ quality: 'usable', owner: 'A', piece: isPiece ? `p${piece}` : null },
        pieceKey: isPiece ? piece : null,
      });
      const amount = isPiece ? 7 : quantity;
      const entry = { quantity: amount, document: null, actor: 'test', evidence: null, happenedAt };
      chains.move(commit, { from: cell(out), to: cell(to), ...entry });
      whereIs.set(piece, to);
      for (const [place, sign] of [
        [out, -1],
        [to, 1],
      ] as const)
        moved.push({
          ...{ at, place: places[place] as string, lot: of },
          ...{ by: sign * amount, pieces: isPiece ? sign : 0 },
        });
    }
    chains.seal(commit, at);
  })();
  return moved;
}

/** Added up from the first entry on. */
function replay(moved: readonly Moved[], site: string, at: number) {
  const lines = new Map<string, { place: string; lot: string; quantity: number; pieces: number }>();
  for (const { at: when, place, lot, by, pieces } of moved) {
    if (when > at || !place.startsWith(`${site}/`)) continue;
    const line = lines.get(`${place} ${lot}`) ?? { place, lot, quantity: 0, pieces: 0 };
    line.quantity += by;
    line.pieces += pieces;
    lines.set(`${place} ${lot}`, line);
  }
  return [...lines.values()].filter(({ quantity, pieces }) => quantity || pieces).sort(byName);
}
const byName = (a: { place: string; lot: string }, b: typeof a) =>
  `${a.place} ${a.lot}`.localeCompare(`${b.place} ${b.lot}`);

async function told(site: string, at: number) {
  const { lines } = await asOf(db).stock(site, at);
  return lines.map(({ place, lot, quantity, pieces }) => ({ place, lot, quantity, pieces })).sort(byName);
}

const aStep = fc.record({
  ...{ site: fc.nat(1), lot: fc.nat(2), from: fc.nat(3), to: fc.nat(3) },
  ...{ quantity: fc.integer({ min: 1, max: 50 }), piece: fc.oneof(fc.constant(0), fc.nat(5)) },
});

it('has at every moment what all entries up to it add up to, with marks and without', async () => {
  // Long enough that marks are made in between and a read goes over several pieces.
  const seedNumber = Date.now() % 1_000_000;
  console.info(`as-of: seed ${seedNumber}`);
  const steps = fc.sample(aStep, { numRuns: 9 * entriesAMark, seed: seedNumber });
  const moved: Moved[] = [];
  whereIs.clear();
  let at = 0;
  for (let i = 0; i < steps.length; ) {
    const length = i % 9 === 0 ? 1500 : 1 + ((i * 7) % 40);
    at += minute;
    moved.push(...enter(steps.slice(i, i + length), at));
    i += length;
    if (i % 11 === 0) await stockMarks(db).catchUp();
  }
  const moments = fc.sample(fc.integer({ min: 0, max: at + minute }), { numRuns: 25, seed: seedNumber });
  const withMarks = [];
  for (const moment of [0, minute - 1, at, ...moments])
    for (const site of sites) {
      const found = await told(site, moment);
      expect(found).toEqual(replay(moved, site, moment));
      withMarks.push(found);
    }
  expect(await stockMarks(db).catchUp()).toBeGreaterThanOrEqual(0);
  expect(db.raw.prepare('select count(*) from stock_mark_pass').pluck().get()).toBeGreaterThan(1);
  expect(rederive(db)).toEqual([]);
  expect(verifyChains(db).faults).toEqual([]);
  db.raw.exec('delete from stock_mark; delete from stock_mark_pass');
  const without = [];
  for (const moment of [0, minute - 1, at, ...moments])
    for (const site of sites) without.push(await told(site, moment));
  expect(without).toEqual(withMarks);
});

it('tells under which head of the chain a moment stood, and what was told late', async () => {
  const tents = { site: 0, lot: 0, from: 3, to: 0, quantity: 5, piece: 0 };
  enter([tents], minute);
  enter([{ ...tents, quantity: 3 }], 60 * minute, 10 * minute);
  const page = (at: number) => asOf(db).page({ site: 'A', at, limit: 100 }, 100 * minute);
  const early = await page(20 * minute);
  expect(early).toMatchObject({ at: 20 * minute, head: { chain: 'A', n: 1, recordedAt: minute } });
  expect(early.items).toMatchObject([{ place: 'A/ordinary', lot: 'L1', kind: 'tent', quantity: 5 }]);
  expect(early.late).toMatchObject([{ quantity: 3, happenedAt: 10 * minute, recordedAt: 60 * minute }]);
  const now = await page(1000 * minute);
  expect(now).toMatchObject({ at: 100 * minute, head: { n: 2 }, late: [], items: [{ quantity: 8 }] });
  expect(await page(0)).toMatchObject({ head: { n: 0, hash: '0'.repeat(64) }, items: [] });
  // Once it is marked, what is late is found where it was written down.
  enter(
    Array.from({ length: entriesAMark }, () => tents),
    90 * minute,
  );
  expect(await stockMarks(db).catchUp()).toBe(1);
  expect((await page(20 * minute)).late).toEqual(early.late);
  expect(60 * minute - 10 * minute).toBeGreaterThan(lateAfter);
  await expect(asOf(db).page({ site: 'nowhere', at: 0, limit: 1 }, 0)).rejects.toMatchObject({
    code: 'notFound',
  });
});

it('takes up a pass that was broken off, and a mark that was changed is found', async () => {
  const tents = { site: 0, lot: 0, from: 3, to: 0, quantity: 5, piece: 0 };
  for (let i = 1; i <= 2; i++)
    enter(
      Array.from({ length: entriesAMark }, () => tents),
      i * minute,
    );
  // A crash left half of a mark behind.
  db.raw.prepare('insert into stock_mark (site, commit_key, part, body) values (2, 1, 0, ?)').run('[]');
  expect(await stockMarks(db).catchUp()).toBe(2);
  expect(rederive(db)).toEqual([]);
  const change = (sql: string) => {
    db.raw.exec('begin');
    db.raw.exec(sql);
    const found = rederive(db);
    db.raw.exec('rollback');
    return found;
  };
  const whole = 5 * entriesAMark;
  const fault = { what: 'stockMark', key: 1, derived: whole };
  expect(change("update stock_mark set body = '[]' where commit_key = 1")).toMatchObject([fault]);
  expect(change("update stock_mark set body = body || 'x' where commit_key = 1")).toMatchObject([fault]);
  expect(change('delete from stock_mark where commit_key = 1')).toMatchObject([fault]);
  expect(change('update stock_mark set site = 3 where commit_key = 2')).toHaveLength(2);
  expect(change('delete from stock_mark_pass where commit_key = 1')).toMatchObject([{ derived: null }]);
  expect(change('insert into late_entry values (1, 1, 5)')).toMatchObject([{ what: 'lateEntry', key: 1 }]);
});

it('finds everything by an index', async () => {
  const steps = await plansOf(db, () => asOf(db).page({ site: 'A', at: 0, limit: 1 }, 0));
  expect(steps.filter((step) => /^SCAN/.test(step) && !/part|moved|CONSTANT|commit_row/.test(step))).toEqual(
    [],
  );
});
