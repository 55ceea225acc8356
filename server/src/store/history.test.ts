import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { plansOf } from '../../test/plans.ts';
import { type Database, openDatabase } from './database.ts';
import { history } from './history.ts';
import { pieceRows } from './pieces.ts';

const minute = 60_000;
const sites = ['A', 'B', 'C'];
/** Of one transaction, in which each site has its commit and the letters are numbered across them. */
const groups = 30;
type Moved = { group: number; site: string; kind: string; by: number };
type Doubt = { site: string; opened: number; closed: number | null };
const moved: Moved[] = [];
const doubts: Doubt[] = [];
let folder: string;
let db: Database;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'changping-'));
  db = await openDatabase(folder);
  const { raw } = db;
  raw.exec(`insert into place (code) values ('supplier'); insert into kind (code) values ('tent'), ('quilt');
    insert into lot (code, kind) values ('L1', 1), ('L2', 2)`);
  for (const [i, code] of sites.entries()) {
    raw.prepare('insert into site (code) values (?)').run(code);
    raw.prepare('insert into place (code, site) values (?, ?)').run(`${code}/receiving`, i + 1);
  }
  const cell = raw.prepare(
    "insert into cell (place, lot, piece, quality, grade, owner) values (?, ?, ?, 'usable', '', '')",
  );
  for (const lot of [1, 2]) cell.run(1, lot, null);
  const commit = raw.prepare(
    "insert into commit_row (key, site, n, algorithm, previous, hash, recorded_at) values (?, ?, ?, '', '', '', ?)",
  );
  const evidence = raw.prepare(
    "insert into evidence (key, outbox, seq, from_seq, kind, digest, at, arrived_at, flags, commit_key) values (?, 1, ?, 1, 'tags', x'', 0, 0, 0, ?)",
  );
  const entry = raw.prepare(
    "insert into entry (commit_key, from_cell, to_cell, quantity, actor, happened_at) values (?, ?, ?, 10, '', 0)",
  );
  const doubt = raw.prepare(
    "insert into discrepancy (site, what, tag, opened_at, opened_by, closed_at, closed_by) values (?, 'unknownTag', 1, 0, ?, ?, ?)",
  );
  let letter = 0;
  raw.transaction(() => {
    for (let group = 1; group <= groups; group++) {
      sites.forEach((_, i) => void commit.run(3 * group - 2 + i, i + 1, group, group * minute));
      // The first site's letter is the last of the group too, so its commit is not that of the highest number.
      for (const i of [0, 1, 2, 0]) evidence.run(++letter, letter, 3 * group - 2 + i);
      // One commit is longer than a piece of reading.
      const count = group === 12 ? 2 * pieceRows + 7 : group % 5;
      for (let n = 0; n < count; n++) {
        const [i, kind] = [(group + n) % 3, 1 + (n % 2)];
        const [out, to] = [kind, Number(cell.run(i + 2, kind, moved.length + 1).lastInsertRowid)];
        entry.run(3 * group - 2 + (group === 12 ? 1 : i), out, to);
        moved.push({ group, site: sites[i] ?? '', kind: kind === 1 ? 'tent' : 'quilt', by: 1 });
      }
      for (let n = 0; n < (group === 7 ? pieceRows + 5 : 2); n++) {
        const closed = (group + n) % 4 === 0 && group < groups - 3 ? group + 3 : null;
        const of = (each: number) => 4 * each - (n % 2 ? 0 : 2);
        doubt.run(1 + (n % 3), of(group), closed && 1, closed && of(closed));
        doubts.push({ site: sites[n % 3] ?? '', opened: group, closed });
      }
    }
    raw.exec(`insert into tally select place.site, lot.kind, quality, count(*), sum(quantity) from entry
        join cell on cell.key = to_cell join place on place.key = cell.place join lot on lot.key = cell.lot group by 1, 2, 3;
      insert into open_discrepancy select site, what, count(*) from discrepancy where closed_at is null group by 1, 2`);
  })();
});
afterAll(async () => {
  await db.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What a site had after so many groups, counted by hand. */
const stoodAt = (group: number, site: string) => ({
  stock: ['quilt', 'tent'].flatMap((kind) => {
    const pieces = moved.filter(
      (each) => each.group <= group && each.site === site && each.kind === kind,
    ).length;
    return pieces ? [{ kind, pieces, usable: pieces * 10, held: 0 }] : [];
  }),
  open: doubts.filter(
    ({ opened, closed, ...each }) =>
      each.site === site && opened <= group && (closed === null || closed > group),
  ).length,
});

it.each([
  [0, groups],
  [0, 5],
  [6, 7],
  [7, 12],
  [11, 12],
  [12, 13],
  [20, 29],
  [groups, groups],
])('begins and ends with what stood then, from group %i to %i', async (first, end) => {
  const { sites: start, steps } = await history(db).between(first * minute + 1, end * minute + 1);
  for (const site of sites) {
    const began = start.find((each) => each.site === site);
    const byKind = new Map((began?.stock ?? []).map((line) => [line.kind, line]));
    let open = began?.open.discrepancies ?? 0;
    const seen = () => ({
      stock: [...byKind.values()].sort((a, b) => a.kind.localeCompare(b.kind)),
      open,
    });
    expect(seen()).toEqual(stoodAt(first, site));
    for (const step of steps.filter((each) => each.site === site)) {
      for (const line of step.stock ?? []) byKind.set(line.kind, line);
      open = step.open?.discrepancies ?? open;
      expect(seen()).toEqual(stoodAt(step.at / minute, site));
    }
    expect(seen()).toEqual(stoodAt(end, site));
  }
});

it('tells the newest of the feed in order, how many it left off, and some of the time before', async () => {
  const add = db.raw.prepare(
    'insert into event (at, site, what, detail, recorded_at) values (0, 1, ?, \'{"gateway":"GW"}\', ?)',
  );
  db.raw.transaction(() => {
    for (let i = 0; i < 60; i++) add.run('online', 5 * minute);
    for (let i = 0; i < 3500; i++) add.run(i % 2 ? 'online' : 'offline', 6 * minute);
    for (let i = 0; i < 9; i++) add.run('offline', 8 * minute);
  })();
  const { news, leftOff, sites: start, steps } = await history(db).between(5 * minute + 1, 7 * minute);
  expect(news.map(({ id }) => id)).toEqual([
    ...Array.from({ length: 40 }, (_, i) => 21 + i),
    ...Array.from({ length: 3000 }, (_, i) => 561 + i),
  ]);
  expect(leftOff).toBe(500);
  expect(start.find(({ site }) => site === 'A')?.line).toMatchObject({ gateway: 'GW', line: 'online' });
  expect(steps.filter(({ line }) => line)).toMatchObject([{ site: 'A', line: { line: 'online' } }]);
});

it('tells the feed of a store younger than the stretch once', async () => {
  const { news } = await history(db).between(0, 5 * minute);
  expect(news.map(({ id }) => id)).toEqual(Array.from({ length: 60 }, (_, i) => 1 + i));
});

it('tells how many lots had an open notice then, and when one opened and closed', async () => {
  const add = db.raw.prepare(
    `insert into notice (site, lot, step, pieces, quantity, effective_on, effective_by, opened_at, closed_at)
     values (?, ?, ?, 1, 10, '2026-01-01', 'printed', ?, ?)`,
  );
  add.run(1, 1, 'nearExpiry', 2 * minute, null);
  add.run(1, 1, 'expired', 9 * minute, null);
  add.run(1, 2, 'nearExpiry', 3 * minute, 11 * minute);
  add.run(2, 1, 'expired', 1 * minute, 4 * minute);
  add.run(3, 1, 'nearExpiry', 20 * minute, null);
  db.raw.exec("insert into open_notice values (1, 'nearExpiry', 0), (1, 'expired', 1), (3, 'nearExpiry', 1)");
  const { sites: start, steps } = await history(db).between(8 * minute, 15 * minute);
  const at = (site: string) => start.find((each) => each.site === site)?.notices;
  expect(sites.map(at)).toEqual([
    { nearExpiry: 2, expired: 0 },
    { nearExpiry: 0, expired: 0 },
    { nearExpiry: 0, expired: 0 },
  ]);
  expect(steps.flatMap(({ notices, ...step }) => (notices ? [[step.site, step.at, notices]] : []))).toEqual([
    ['A', 9 * minute, { nearExpiry: 1, expired: 1 }],
    ['A', 11 * minute, { nearExpiry: 0, expired: 1 }],
  ]);
});

it('reads by indexes, and of what grows for ever no table from end to end', async () => {
  const plans = await plansOf(db, () => history(db));
  const growing = /SCAN (entry|evidence|discrepancy|passage|event|commit_row|cell|piece|notice)\b/;
  expect(plans.filter((step) => growing.test(step))).toEqual([]);
});
