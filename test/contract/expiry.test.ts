/** Lots near their end and beyond it, from the letter that brings them in to the pages. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Answer } from '@changping/contracts/http';
import type { Instant, SiteId } from '@changping/contracts/units';
import { type Day, quarterOf } from '@changping/server/domain/day';
import { serve } from '@changping/server/serve';
import { book, type Cell } from '@changping/server/store/book';
import { expiries } from '@changping/server/store/expiry';
import { notices } from '@changping/server/store/notices';
import { expect, it, onTestFinished } from 'vitest';
import { until } from '../world.ts';
import { caseOf, passage } from './letter.ts';
import { aGateway } from './line.ts';
import { aServer, region, type TestServer } from './server.ts';

const local = { host: '127.0.0.1', port: 0 };
const south = 'RC-S' as SiteId;
const five = [1, 2, 3, 4, 5].map(caseOf);
const lot = 'SAMPLE-Q-2026-09';
const dayMs = 86_400_000;
/** The region's day, so many days from now. */
const dayIn = (days: number) =>
  new Date(Date.now() + days * dayMs + 8 * 3_600_000).toISOString().slice(0, 10) as Day;
const ask = async <Shape>(server: TestServer, path: string) =>
  (await (await server.fetch(path)).json()) as Shape;
const print = (server: TestServer, on: string | null) =>
  void server.db.raw.prepare('update lot set expires_on = ? where code = ?').run(on, lot);
const live = (server: TestServer) => server.live.site(south)?.notices;

/** What a document of disposal will do. */
function dispose(server: TestServer, epcs: readonly string[]): void {
  const { raw } = server.db;
  const ledgerBook = book(server.db);
  const telling = notices(server.db, expiries(server.db, region));
  const now = Date.now() as Instant;
  raw.transaction(() => {
    const site = raw.prepare('select key from site where code = ?').pluck().get(south) as number;
    const commit = ledgerBook.open(south, site);
    for (const epc of epcs) {
      const piece = raw
        .prepare(
          `select piece.key as pieceKey, piece.id as piece, piece.lot as lotKey, piece.quantity
           from tag join piece on piece.key = tag.piece where epc = ?`,
        )
        .get(epc) as { pieceKey: number; piece: string; lotKey: number; quantity: number };
      const { quantity, ...held } = piece;
      const from: Cell = {
        ...held,
        place: 'RC-S/receiving',
        lot,
        quality: 'usable',
        grade: 'reserve',
        owner: south,
      };
      const movement = { quantity, document: null, actor: 'test', evidence: null, happenedAt: now };
      ledgerBook.move(commit, { from, to: { ...from, place: 'disposed' }, ...movement });
    }
    ledgerBook.seal(commit, now);
    server.live.tellEvents(telling.settle([commit], now).map(server.ledger.note));
  })();
}

it('tells at the gate of goods that come in expired, in one line, and shows them until they are gone', async () => {
  const server = await aServer();
  const gateway = await aGateway(server);
  print(server, dayIn(-1));
  await gateway.send(passage(1, 'in', five));
  await until(
    () => live(server),
    (open) => open?.expired === 1,
  );
  const { items } = await ask<Answer<'/api/notices'>>(server, '/api/notices?site=RC-S');
  expect(items).toMatchObject([
    {
      ...{ site: 'RC-S', kind: 'quilt', lot, step: 'expired', effectiveOn: dayIn(-1), by: 'printed' },
      ...{ pieces: 5, quantity: 50, openedWith: { pieces: 5, quantity: 50 }, closedAt: null },
    },
  ]);
  const feed = await ask<Answer<'/api/events'>>(server, '/api/events?site=RC-S');
  expect(feed.items.filter(({ what }) => what === 'expired')).toMatchObject([
    { detail: { kind: 'quilt', lots: 1, pieces: 5, quantity: 50, on: dayIn(-1) } },
  ]);
  dispose(server, five.slice(0, 4));
  expect((await ask<Answer<'/api/notices'>>(server, '/api/notices')).items).toMatchObject([{ pieces: 1 }]);
  dispose(server, five.slice(4));
  await until(
    () => live(server),
    (open) => open?.expired === 0,
  );
  const all = await ask<Answer<'/api/notices'>>(server, '/api/notices?state=all');
  expect(all.items).toMatchObject([{ pieces: 0, openedWith: { pieces: 5 }, closedAt: expect.any(Number) }]);
  expect((await ask<Answer<'/api/notices'>>(server, '/api/notices')).items).toEqual([]);
  expect(server.unsound()).toEqual([]);
});

it('counts what has expired as there, but as usable no more', async () => {
  const server = await aServer();
  const gateway = await aGateway(server);
  print(server, dayIn(-1));
  await gateway.send(passage(1, 'in', five));
  const stock = () => server.live.site(south)?.stock.find((line) => line.kind === 'quilt');
  await until(stock, (line) => line?.pieces === 5);
  expect(stock()).toMatchObject({ pieces: 5, usable: 0, held: 0 });
  const { kinds } = await ask<Answer<'/api/coverage'>>(server, '/api/coverage');
  expect(kinds.find(({ kind }) => kind === 'quilt')?.holders).toBe(0);
});

it('shows the wall of quarters, and behind each cell its lots with the word that their date rests on', async () => {
  const server = await aServer();
  const gateway = await aGateway(server);
  print(server, dayIn(40));
  await gateway.send(passage(1, 'in', five));
  const wallOf = (query = '') => ask<Answer<'/api/expiry'>>(server, `/api/expiry${query}`);
  const wall = await wallOf();
  const quarter = quarterOf(dayIn(40));
  const [row] = wall.items;
  expect(wall.today).toBe(dayIn(0));
  expect(wall.quarters).toHaveLength(9);
  expect(row).toMatchObject({ kind: 'quilt', expired: { lots: 0 }, noReference: { lots: 0 } });
  expect(row?.cells).toEqual([{ quarter, lots: 1, pieces: 5, quantity: 50 }]);
  const { items } = await ask<Answer<'/api/lots'>>(server, `/api/lots?kind=quilt&quarter=${quarter}`);
  expect(items).toMatchObject([
    {
      ...{ lot, kind: 'quilt', expiresOn: dayIn(40), effectiveOn: dayIn(40), by: 'printed', record: null },
      ...{ pieces: 5, quantity: 50, held: [{ site: 'RC-S', quality: 'usable', pieces: 5, quantity: 50 }] },
    },
  ]);
  expect((await wallOf('?tier=regional')).items).toHaveLength(1);
  expect((await wallOf('?tier=county')).items).toEqual([]);
  expect((await wallOf('?site=RC-S&tier=county')).items).toEqual([]);
  expect((await ask<Answer<'/api/lots'>>(server, '/api/lots?quarter=expired')).items).toEqual([]);
});

it('tells of each day what that day brings, by a clock that runs and jumps, over restarts', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'changping-expiry-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  let days = 0;
  const now = () => (Date.now() + days * dayMs) as Instant;
  const start = () =>
    serve({
      settings: { http: local, mqtt: local, data: folder, region: region.id, gateways: [] },
      ...{ region, version: 'test', pages: folder, now },
      say: { refused() {}, climate() {}, certificate() {}, failed() {} },
      die(error) {
        throw error;
      },
    });
  let server = await start();
  const { raw } = server.db;
  const kind = raw.prepare("select key from kind where code = 'quilt'").pluck().get();
  // Told 365 days before at a regional depot; good until then, expired a day later.
  raw
    .prepare("insert into lot (code, kind, made_on, expires_on) values ('L', ?, null, ?)")
    .run(kind, dayIn(400));
  const site = raw.prepare('select key from site where code = ?').pluck().get(south) as number;
  const lotKey = raw.prepare("select key from lot where code = 'L'").pluck().get() as number;
  const ledgerBook = book(server.db);
  const cell: Cell = {
    ...{ lot: 'L', lotKey, piece: null, pieceKey: null, place: 'supplier' },
    ...{ quality: 'usable', grade: 'reserve', owner: south },
  };
  raw.transaction(() => {
    const commit = ledgerBook.open(south, site);
    const movement = { quantity: 7, document: null, actor: 'test', evidence: null, happenedAt: now() };
    ledgerBook.move(commit, { from: cell, to: { ...cell, place: 'RC-S/receiving' }, ...movement });
    ledgerBook.seal(commit, now());
  })();
  const steps = () => server.db.raw.prepare('select step from notice order by key').pluck().all() as string[];
  const rounds: [number, string[]][] = [
    [34, []],
    [36, ['nearExpiry']],
    [20, ['nearExpiry']],
    [400, ['nearExpiry']],
    [401, ['nearExpiry', 'expired']],
    [-300, ['nearExpiry', 'expired']],
  ];
  for (const [day, told] of rounds) {
    days = day;
    // The round of the start derives it anew in the very transaction that judges it.
    server.db.raw.prepare('update lot set effective_on = null').run();
    await server.close();
    server = await start();
    await until(
      () => server.db.raw.prepare('select effective_on from lot').pluck().get(),
      (on) => on === dayIn(400),
    );
    await until(steps, (seen) => seen.length === told.length);
    expect(steps()).toEqual(told);
  }
  // A day begins while the server runs: the one before was told of in the past.
  server.db.raw.prepare('update notice set closed_at = 1').run();
  server.db.raw.prepare('delete from open_notice').run();
  days = 410;
  await until(steps, (seen) => seen.length === 3);
  expect(server.live.site(south)?.notices).toEqual({ nearExpiry: 0, expired: 1 });
  await server.close();
});
