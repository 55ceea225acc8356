import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GatewayId, Instant, SiteId } from '@changping/contracts/units';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openClimate } from './climate.ts';
import { type Database, openDatabase } from './database.ts';
import { type Ledger, openLedger } from './ledger.ts';
import type { Delivery } from './sort.ts';

const noon = 1_795_000_000_000 as Instant;
let folder: string;
let db: Database;
let ledger: Ledger;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'changping-'));
  db = await openDatabase(folder);
  for (const code of ['RC-S', 'RC-N']) db.raw.prepare('insert into site (code) values (?)').run(code);
  ledger = openLedger(db);
});
afterEach(async () => {
  await db.close();
  rmSync(folder, { recursive: true, force: true });
});

const from = (content: object | string, gateway = 'GW-S', site = 'RC-S'): Delivery => ({
  gateway: gateway as GatewayId,
  site: site as SiteId,
  bytes: Buffer.from(typeof content === 'string' ? content : JSON.stringify(content)),
  arrivedAt: noon,
});
const keep = (delivery: Delivery) => ledger.keep(ledger.sort([delivery]), noon);
function fails(act: () => unknown): void {
  db.raw.exec("create trigger full before insert on event begin select raise(abort, 'disk'); end");
  expect(act).toThrow('disk');
  db.raw.exec('drop trigger full');
}

it('names each gateway’s poison by its own gateway, after a first try that failed', () => {
  fails(() => keep(from('junk of the south')));
  keep(from('junk of the north', 'GW-N', 'RC-N'));
  keep(from('junk of the south'));
  const rows = db.raw
    .prepare(
      'select code, body from quarantine join gateway on gateway.key = gateway order by quarantine.key',
    )
    .all() as { code: string; body: Buffer }[];
  expect(rows.map(({ code, body }) => [code, body.toString()])).toEqual([
    ['GW-N', 'junk of the north'],
    ['GW-S', 'junk of the south'],
  ]);
});

it('tells that a reader fell silent, also when the first try to write it down failed', () => {
  const reader = { reader: 'g', state: 'silent', lastReadAt: null, reads: 0, noiseBytes: 0, badFrames: 0 };
  const health = {
    ...{ v: 1, gw: 'GW-S', epoch: '00000000000000aa', seq: 1, at: noon, boot: 'b', mono: 1 },
    ...{ kind: 'health', readers: [reader], probes: [] },
  };
  fails(() => keep(from(health)));
  expect(keep(from(health)).events).toMatchObject([{ what: 'reader', detail: { state: 'silent' } }]);
  expect(keep(from({ ...health, seq: 2 })).events).toEqual([]);
});

it('does not mix the curves of two probes, after a first try that failed', async () => {
  const climate = openClimate(folder);
  const point = (probe: string, celsius: number) => ({
    ...{ site: 'RC-S' as SiteId, gateway: 'GW-S', probe, at: noon, celsius, humidity: null },
  });
  expect(() => climate.write([point('a', 1), point('a', {} as never)])).toThrow();
  climate.write([point('b', 20)]);
  climate.write([point('a', 4)]);
  const curves = await climate.curves('RC-S' as SiteId, noon, noon + 1, 10);
  await climate.close();
  expect(curves.map(({ probe, points }) => [probe, points[0]?.celsius])).toEqual([
    ['a', 4],
    ['b', 20],
  ]);
});
