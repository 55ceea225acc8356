import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ordersOf } from '@changping/contracts/list-orders';
import type { Instant } from '@changping/contracts/units';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { auditPaths, auditReads } from './audit-reads.ts';
import { type Database, openDatabase } from './database.ts';
import { documentList, documentPaths } from './document-list.ts';
import { pieceList, piecePaths } from './piece-list.ts';
import { linesOfLot } from './stock-list.ts';
import { type Path, sqlOf } from './walk.ts';

let folder: string;
let db: Database;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'changping-walk-'));
  db = await openDatabase(folder);
  db.raw.pragma('synchronous = OFF');
  for (const code of ['A', 'B', 'C']) db.raw.prepare('insert into site (code) values (?)').run(code);
});
afterEach(async () => {
  await db.close();
  rmSync(folder, { recursive: true, force: true });
});

const named = (paths: Record<string, Path>) => Object.entries(paths);
it.each([...named(documentPaths), ...named(auditPaths), ...named(piecePaths)])(
  'walks %s by an index, either way, and puts nothing in order itself',
  (_name, path) => {
    for (const isDown of [false, true]) {
      const told = db.raw.prepare(`explain query plan ${sqlOf({ ...path, isDown })}`);
      const given = {
        ...{ by: '', key: 0, most: 1, siteKey: 1, site: 'A', policy: 1, since: 0, until: 1 },
        ...{ account: 'a', object: 'b', lotKey: 1, tag: 'E', tagEnd: 'F', text: 'p', textEnd: 'q' },
      };
      const plan = (told.all(given) as { detail: string }[]).map(({ detail }) => detail);
      expect(plan.join('; ')).toMatch(/^SEARCH/);
      expect(plan.join('; ')).not.toMatch(/SCAN|TEMP B-TREE/);
    }
  },
);

it('adds up a lot of a store by the places of that store', () => {
  const plan = db.raw.prepare(`explain query plan ${linesOfLot}`).all({ lot: 1, site: 1 }) as {
    detail: string;
  }[];
  expect(plan.map(({ detail }) => detail).filter((detail) => detail.includes('SCAN'))).toEqual([]);
});

const types = ['transfer', 'goodsIn', 'handOut'] as const;
let made = 0;
function addDocument({ type, site, there, isOver, due }: Paper): void {
  const n = ++made;
  const number = `X${(n * 7919) % 997}-${n}`;
  const { lastInsertRowid } = db.raw
    .prepare(
      `insert into document (id, number, type, site, state, created_at, there, version, body, policy, waits, is_over)
       values (?, ?, ?, ?, 'approved', ?, ?, 1, '{}', 1, 0, ?)`,
    )
    .run(`d-${n}`, number, type, site, n, there, Number(isOver));
  if (due !== null)
    db.raw.prepare('insert into document_due (document, due_at) values (?, ?)').run(lastInsertRowid, due);
}
type Paper = { type: string; site: number; there: string | null; isOver: boolean; due: number | null };
const paper = fc.record({
  type: fc.constantFrom(...types),
  site: fc.integer({ min: 1, max: 3 }),
  there: fc.constantFrom('A', 'B', null),
  isOver: fc.boolean(),
  due: fc.option(fc.integer({ min: 1, max: 5 })),
});

/** To its end, without others having a turn. */
function whole<Result>(work: Generator<unknown, Result>): Result {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value as Result;
  }
}

it('shows documents once each, in the order that was asked for, whatever is asked for and opened between two pages', () => {
  const list = documentList(db);
  fc.assert(
    fc.property(
      fc.array(paper, { maxLength: 40 }),
      fc.array(paper, { maxLength: 8 }),
      fc.constantFrom(...ordersOf('documents')),
      fc.constantFrom('open' as const, 'late' as const, 'all' as const),
      fc.option(fc.constantFrom('A', 'B', 'C'), { nil: undefined }),
      fc.option(fc.constantFrom(...types), { nil: undefined }),
      fc.option(fc.constantFrom('x1', '-3'), { nil: undefined }),
      fc.integer({ min: 1, max: 6 }),
      (first, later, sort, state, site, type, text, limit) => {
        db.raw.exec('delete from document; delete from document_due');
        for (const each of first) addDocument(each);
        const known = new Set(db.raw.prepare('select id from document').pluck().all() as string[]);
        const asked = { sort, state, limit, site, type, text };
        const now = 3 as Instant;
        const meant = (db.raw.prepare(meantSql).all() as Meant[]).filter(
          (row) =>
            (site === undefined || row.site === site || row.there === site) &&
            (type === undefined || row.type === type) &&
            (state === 'all' ||
              (state === 'open' ? row.isOver === 0 : row.dueAt !== null && row.dueAt < now)) &&
            (text === undefined || row.number.includes(text.toUpperCase())),
        );
        const seen: { id: string; number: string; createdAt: number; dueAt: number | null }[] = [];
        for (let after: string | undefined; ; ) {
          const { items, next } = whole(list({ ...asked, after }, now));
          seen.push(...items);
          if (next === null) break;
          after = next;
          for (const each of later.splice(0, 1)) addDocument(each);
        }
        expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length);
        expect(new Set(seen.map(({ id }) => id).filter((id) => known.has(id)))).toEqual(
          new Set(meant.map(({ id }) => id)),
        );
        const by = sort.replace('-', '') as 'number' | 'createdAt' | 'dueAt';
        const values = seen.map((row) => row[by]).filter((value) => value !== null);
        expect(values).toEqual(
          values.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0) * (sort.startsWith('-') ? -1 : 1)),
        );
        // What owes nothing stands behind what does.
        if (by === 'dueAt') expect(seen.findLastIndex(({ dueAt }) => dueAt !== null)).toBe(values.length - 1);
      },
    ),
  );
});
const meantSql = `select document.id, number, document.type, site.code as site, there, is_over as isOver, due_at as dueAt
  from document join site on site.key = document.site left join document_due on document_due.document = document.key`;
type Meant = {
  id: string;
  number: string;
  type: string;
  site: string;
  there: string | null;
  isOver: number;
  dueAt: number | null;
};

it('looks through no more of a long audit than it may for one answer, and goes on where it stopped', () => {
  const { raw } = db;
  raw.transaction(() => {
    raw
      .prepare(
        "insert into commit_row (key, site, n, algorithm, previous, hash, recorded_at) values (1, 1, 1, 'sm3', '', '', 0)",
      )
      .run();
    const add = raw.prepare(
      `insert into audit (commit_key, at, account, role, address, action, object, result)
       values (1, ?, ?, 'storeKeeper', '', 'x', 'y', 'ok')`,
    );
    for (let i = 0; i < 45_000; i++) add.run(i, i === 7 ? 'rare' : `often-${i % 3}`);
  })();
  const list = auditReads(db);
  const asked = { sort: '-at' as const, limit: 10, result: 'ok' as const, action: 'x' };
  expect(whole(list({ ...asked, account: 'rare' })).items).toHaveLength(1);
  const none = { ...asked, result: 'refused' as const };
  let pages = 0;
  let slices = 0;
  for (let after: string | undefined; ; pages++) {
    const work = list({ ...none, after });
    let step = work.next();
    for (; !step.done; step = work.next()) slices++;
    expect(step.value.items).toEqual([]);
    if (step.value.next === null) break;
    after = step.value.next;
  }
  expect(pages).toBe(2);
  expect(slices).toBeGreaterThan(100);
});

it('lists a piece once whose tag and number both begin with what was typed', () => {
  db.raw.exec(`insert into place (code, site) values ('A/x', 1); insert into kind (code) values ('tent'); insert into lot (code, kind) values ('L', 1);
    insert into cell (place, lot, piece, quality, grade, owner) values (1, 1, 1, 'usable', '', '');
    insert into piece (id, lot, quantity, cell) values ('E28A', 1, 1, 1); insert into tag (epc, piece) values ('E28A', 1)`);
  const list = pieceList(db);
  for (const sort of ['entered', 'lot'] as const) {
    const walk = list({ text: 'E28', sort, limit: 10 });
    let step = walk.next();
    while (!step.done) step = walk.next();
    expect(
      step.value.items.map(({ epc }) => epc),
      sort,
    ).toEqual(['E28A']);
  }
});
