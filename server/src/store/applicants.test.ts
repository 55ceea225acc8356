import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GatewayId, Instant, SiteId } from '@changping/contracts/units';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Applicants, applicants } from './applicants.ts';
import { type Database, openDatabase } from './database.ts';

const noon = 1_795_000_000_000;
let folder: string;
let db: Database;
let list: Applicants;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'changping-'));
  db = await openDatabase(folder);
  list = applicants(db);
});
afterEach(async () => {
  await db.close();
  rmSync(folder, { recursive: true });
});

const who = (n: number, keyHash = n.toString(16).padStart(16, '0').repeat(4)) => ({
  gateway: `GW-${n}` as GatewayId,
  site: 'CD-WZ' as SiteId,
  keyHash,
  address: '127.0.0.1',
});
const knock = (n: number, at: number) => list.knock(who(n), (noon + at) as Instant);
const names = () => list.waiting().map(({ gateway }) => gateway);

it('holds a hundred that wait; whoever has been silent longest gives way', () => {
  for (let n = 0; n < 100; n++) expect(knock(n, n)).toBe(true);
  expect(knock(0, 200)).toBe(false);
  expect(knock(100, 201)).toBe(true);
  expect(names()).toHaveLength(100);
  expect(names().slice(0, 2)).toEqual(['GW-100', 'GW-0']);
  expect(names()).not.toContain('GW-1');
});

it('lets in the one key that was meant, and none when a fingerprint fits two', () => {
  const start = 'ab'.repeat(8);
  list.knock(who(1, start + '0'.repeat(48)), noon as Instant);
  list.knock(who(1, start + '1'.repeat(48)), noon as Instant);
  list.knock(who(2), noon as Instant);
  expect(list.decide('GW-1', start, 'approved', noon as Instant, 'console')).toBe(false);
  expect(list.decide('GW-2', '0000000000000002', 'approved', noon as Instant, 'console')).toBe(true);
  expect(list.approved().map(({ gateway }) => gateway)).toEqual(['GW-2']);
  expect(list.admitted('GW-2' as GatewayId, who(2).keyHash)).toMatchObject({ site: 'CD-WZ' });
  expect(list.admitted('GW-2' as GatewayId, who(3).keyHash)).toBeUndefined();
});

it('writes down who was let in and turned away, with the key, and nothing of a word that did nothing', () => {
  db.raw.exec("insert into site (code) values ('CD-WZ')");
  list.knock(who(1), noon as Instant);
  const print = who(1).keyHash.slice(0, 16);
  const { upTo } = list.decided(0);
  expect(list.decide('GW-1', 'f'.repeat(16), 'approved', (noon + 1) as Instant, 'console')).toBe(false);
  expect(list.decided(upTo).lines).toEqual([]);
  list.decide('GW-1', print.toUpperCase(), 'approved', (noon + 2) as Instant, 'console');
  list.decide('GW-1', print, 'refused', (noon + 3) as Instant, 'console');
  const detail = { gateway: 'GW-1', fingerprint: print, by: 'console' };
  const told = list.decided(upTo);
  expect(told.lines).toMatchObject([
    { at: noon + 2, site: 'CD-WZ', what: 'gatewayAdmitted', detail },
    { at: noon + 3, site: 'CD-WZ', what: 'gatewayRefused', detail },
  ]);
  expect(list.decided(told.upTo).lines).toEqual([]);
});
