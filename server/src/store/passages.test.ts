import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GatewayId, Instant, SiteId } from '@changping/contracts/units';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Database, openDatabase } from './database.ts';
import { gateReads } from './gate-reads.ts';
import { type Ledger, openLedger } from './ledger.ts';
import { trailOf } from './trail.ts';

const noon = 1_795_000_000_000 as Instant;
const code = (n: number) => `E28011606000020${String(n).padStart(9, '0')}`;
const codes = (from: number, count: number) => Array.from({ length: count }, (_, i) => code(from + i));
let folder: string;
let db: Database;
let ledger: Ledger;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'changping-'));
  db = await openDatabase(folder);
  db.raw.exec(
    "insert into site (code) values ('RC-S'); insert into place (code, site) values ('RC-S/receiving', 1)",
  );
  ledger = openLedger(db);
});
afterEach(async () => {
  await db.close();
  rmSync(folder, { recursive: true, force: true });
});

type Told = {
  trip?: string;
  gw?: string;
  epoch?: string;
  direction?: string;
  strays?: number;
  after?: number;
};
const letter = (seq: number, epc: string[], { strays = 0, gw = 'GW-S', after = 0, ...more }: Told = {}) => ({
  ...{ v: 1, gw, epoch: '00000000000000aa', seq, at: noon + after, boot: 'b', mono: seq },
  ...{ kind: 'passage', reader: 'gate', direction: 'in', lasts: 900, epc, ...more },
  first: epc.map(() => 100),
  last: epc.map(() => 900),
  count: epc.map(() => 3),
  peak: epc.map(() => -50),
  antennas: epc.map(() => [1, 2]),
  stray: epc.map((_, i) => i < strays),
});
const keep = (...letters: ReturnType<typeof letter>[]) => {
  const deliveries = letters.map((content) => ({
    gateway: content.gw as GatewayId,
    site: 'RC-S' as SiteId,
    bytes: Buffer.from(JSON.stringify(content)),
    arrivedAt: (noon + 60_000) as Instant,
  }));
  const { events } = ledger.keep(ledger.sort(deliveries), (noon + 60_000) as Instant);
  return events.filter(({ what }) => what === 'passage').map(({ detail }) => detail.pieces);
};
const rows = () =>
  db.raw
    .prepare(
      'select direction, pieces, strays, unexplained, began_at - ? as began, ended_at - ? as ended from passage',
    )
    .all(noon, noon);

it('makes one passage and one line of the letters of one trip', () => {
  const parts = [
    letter(1, codes(0, 1000), { trip: 't1', strays: 10 }),
    letter(2, codes(1000, 400), { trip: 't1', after: 50 }),
  ];
  expect(keep(...parts)).toEqual([1390]);
  expect(rows()).toEqual([
    { direction: 'in', pieces: 1390, strays: 10, unexplained: 1390, began: 100, ended: 950 },
  ]);
});

it('adds what comes in another group, and tells of that alone', () => {
  expect(keep(letter(1, codes(0, 3), { trip: 't1' }))).toEqual([3]);
  expect(keep(letter(2, codes(3, 2), { trip: 't1' }))).toEqual([2]);
  expect(rows()).toMatchObject([{ pieces: 5, unexplained: 5 }]);
});

it('takes a trip that is told again under a new outbox for the one it has', async () => {
  keep(letter(1, codes(0, 3), { trip: 't1' }), letter(2, codes(3, 2), { trip: 't1' }));
  const was = rows();
  const epoch = '00000000000000bb';
  const all = letter(1, codes(0, 5), { trip: 't1', epoch });
  expect(keep(all)).toEqual([]);
  expect(rows()).toEqual(was);
  const tag = db.raw.prepare('select key from tag where epc = ?').pluck().get(code(4)) as number;
  expect(await trailOf(db.query, tag, null)).toHaveLength(1);
  // One of them is new.
  expect(keep(letter(2, codes(4, 2), { trip: 't1', epoch }))).toEqual([1]);
  expect(rows()).toMatchObject([{ pieces: 6 }]);
  const passage = await gateReads(db.query).passage(1);
  expect(passage?.tags.map(({ epc }) => epc)).toEqual(codes(0, 6));
  const last = db.raw.prepare('select key from tag where epc = ?').pluck().get(code(5)) as number;
  expect(await trailOf(db.query, last, null)).toMatchObject([{ seq: 2, change: 'in' }]);
});

it('keeps apart what another gateway, another direction or no name at all says of the same tags', () => {
  keep(letter(1, codes(0, 2), { trip: 't1' }));
  keep(letter(1, codes(0, 2), { trip: 't1', gw: 'GW-T' }));
  keep(letter(2, codes(0, 2), { trip: 't1', direction: 'out' }));
  keep(letter(3, codes(0, 2)), letter(4, codes(0, 2)));
  expect(rows()).toHaveLength(5);
});
