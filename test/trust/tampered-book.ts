/** A book worth tampering with, taken out of a server that works: letters, arrivals, documents and audits in several chains. And what somebody can do who may write its file. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { canonical } from '@changping/server/domain/chain';
import { sm3 } from '@changping/server/store/book';
import { type CommitRow, rebuilder } from '@changping/server/store/verify';
import type Sqlite from 'better-sqlite3';
import * as letter from '../contract/letter.ts';
import { aGateway } from '../contract/line.ts';
import { openServer } from '../contract/server.ts';
import { aSample, type Visitor } from '../contract/visitor.ts';

type Raw = Sqlite.Database;
/** @returns the copy's file. */
export async function aBook(folder: string): Promise<string> {
  const server = await openServer();
  try {
    const people = {
      keeper: await aSample(server, 'keeper-guyuan'),
      county: await aSample(server, 'keeper-pengyang'),
      approver: await aSample(server, 'approver'),
    };
    const south = await aGateway(server, 'GW-RC-S');
    const north = await aGateway(server, 'GW-RC-N');
    const cases = Array.from({ length: 12 }, (_, i) => letter.caseOf(i + 1));
    await south.send(letter.tags(1, cases));
    await south.send(letter.passage(2, 'out', cases.slice(0, 2)));
    await south.send(letter.sweep(3, 'receiving', cases.slice(2)));
    await south.send(letter.climate(4, [4, 5, null]));
    await south.send(letter.breach(5, 'e1'));
    await south.send(letter.voids(6, 7));
    await south.send(letter.health(8, [], []));
    for (let seq = 1; seq <= 150; seq++) {
      const epcs = Array.from({ length: 30 }, (_, i) => letter.stranger((seq * 7 + i) % 400));
      await north.send(letter.tags(seq, epcs, {}, 'GW-RC-N'));
    }
    for (let n = 1; n <= 6; n++) await goods(people, n);
    const file = join(folder, 'changping.sqlite');
    await server.db.raw.backup(file);
    south.close();
    north.close();
    return file;
  } finally {
    await server.close();
  }
}

const slot = (site: string) => ({
  place: `${site}/receiving`,
  quality: 'usable' as const,
  grade: 'reserve' as const,
  owner: site,
});

/** Goods that come in at Guyuan; some of them go on to Pengyang, which receives them in its own chain. */
async function goods({ keeper, county, approver }: Record<string, Visitor>, n: number): Promise<void> {
  const id = (kind: number) => `01990000-0000-7000-8000-${String(kind * 1000 + n).padStart(12, '0')}`;
  const lot = `Q-TRUST-${n}`;
  const done = async (reply: Promise<{ status: number; body: unknown }> | undefined) => {
    const { status, body } = (await reply) ?? { status: 0, body: null };
    if (status !== 200) throw new Error(JSON.stringify(body));
  };
  const second = { name: '送货员老杨' };
  await done(
    keeper?.post('/api/documents/open', {
      ...{ id: id(1), type: 'goodsIn', site: 'RC-S' },
      lots: [{ lot, kind: 'quilt', madeOn: '2026-01-10', expiresOn: '2031-01-10', supplier: '某被服厂' }],
      lines: [
        { kind: 'quilt', lot, wanted: 20, from: { ...slot('RC-S'), place: 'supplier' }, to: slot('RC-S') },
      ],
    }),
  );
  await done(
    keeper?.post('/api/documents/step', {
      ...{ id: id(1), version: 1, action: 'receive', second },
      portions: [{ line: 1, as: 'arrived', quantity: 20 }],
    }),
  );
  await done(
    keeper?.post('/api/documents/open', {
      ...{ id: id(2), type: 'transfer', site: 'RC-S', there: 'CS-640425' },
      lines: [{ kind: 'quilt', lot, wanted: 5, from: slot('RC-S'), to: slot('CS-640425') }],
    }),
  );
  const steps = [
    [approver, 'approve', undefined],
    [keeper, 'pick', 'picked'],
    [approver, 'release', 'sent'],
    [county, 'receive', 'arrived'],
  ] as const;
  for (const [at, [who, action, as]] of steps.slice(0, n % 2 ? 4 : 1).entries())
    await done(
      who?.post('/api/documents/step', {
        ...{ id: id(2), version: at + 1, action, second },
        ...(as ? { portions: [{ line: 1, as, quantity: 5 }] } : {}),
      }),
    );
}

/** All that is kept for speed, made anew from the entries: who forges an entry forges that too. */
export function rebuildCaches(raw: Raw): void {
  raw.exec(`
    delete from stock;
    insert into stock (cell, quantity) select cell, sum(quantity) from (
      select to_cell as cell, quantity from entry union all select from_cell, -quantity from entry) group by cell;
    update piece set cell = (select to_cell from entry join cell on cell.key = to_cell where cell.piece = piece.key
      order by entry.key desc limit 1);
    delete from tally;
    insert into tally (site, kind, quality, pieces, quantity)
      select place.site, lot.kind, quality, count(cell.piece), sum(stock.quantity) from stock
        join cell on cell.key = stock.cell join place on place.key = cell.place join lot on lot.key = cell.lot
      where place.site is not null and stock.quantity <> 0 group by place.site, lot.kind, quality;
    delete from lot_stock;
    insert into lot_stock (site, kind, lot, quality, pieces, quantity)
      select place.site, lot.kind, cell.lot, quality, count(cell.piece), sum(stock.quantity) from stock
        join cell on cell.key = stock.cell join place on place.key = cell.place join lot on lot.key = cell.lot
      where place.site is not null and stock.quantity <> 0 group by place.site, cell.lot, quality;
    update lot set received_at = (select min(happened_at) from entry join cell on cell.key = from_cell
      join place on place.key = cell.place where place.code = 'supplier' and cell.lot = lot.key);`);
}

/** Every hash anew, over whatever the rows say now. */
export function rechain(raw: Raw): void {
  const text = rebuilder({ raw });
  const put = raw.prepare('update commit_row set previous = ?, hash = ? where key = ?');
  const commits = raw
    .prepare(
      `select commit_row.key, site.code as chain, n, algorithm, previous, hash, recorded_at as recordedAt
       from commit_row join site on site.key = commit_row.site order by commit_row.site, n`,
    )
    .all() as CommitRow[];
  const before = new Map<string, string>();
  for (const commit of commits) {
    const previous = before.get(commit.chain) ?? '0'.repeat(64);
    const hash = sm3(canonical(text({ ...commit, previous })));
    put.run(previous, hash, commit.key);
    before.set(commit.chain, hash);
  }
}

/** Cut the last commits of a chain with everything of them, and put right whatever would tell of it. */
export function cutTail(raw: Raw, site: string, count: number): void {
  const keys = raw
    .prepare(
      'select key from commit_row where site = (select key from site where code = ?) order by n desc limit ?',
    )
    .pluck()
    .all(site, count) as number[];
  const list = keys.join();
  const papers = raw
    .prepare(
      `select distinct coalesce(after ->> '$.number', object) from audit where commit_key in (${list})
       and result = 'ok' and coalesce(after -> '$.moves', after -> '$.lines') is not null`,
    )
    .pluck()
    .all() as string[];
  for (const number of papers) raw.prepare('delete from document where number = ?').run(number);
  for (const table of ['entry', 'evidence', 'audit'])
    raw.exec(`delete from ${table} where commit_key in (${list})`);
  raw.exec(`delete from commit_row where key in (${list})`);
  rebuildCaches(raw);
}

/** A clever forger of a document: the body says other quantities, and the audit row of its last step gives the digest of that. */
export function forgeDocument(raw: Raw, andItsDigest: boolean): void {
  const { number, body } = raw
    .prepare('select number, body from document where body is not null order by key limit 1')
    .get() as { number: string; body: string };
  const forged = body.replace(/"wanted":\d+/, '"wanted":999');
  raw.prepare('update document set body = ? where number = ?').run(forged, number);
  if (!andItsDigest) return;
  const digest = createHash('sha256').update(forged).digest('hex');
  raw
    .prepare(
      `update audit set after = json_set(after, '$.digest', ?) where key = (
       select max(key) from audit where object = ? and result = 'ok')`,
    )
    .run(digest, number);
}
