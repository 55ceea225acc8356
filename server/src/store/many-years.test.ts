import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Instant } from '@changping/contracts/units';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { plansOf } from '../../test/plans.ts';
import type { Day } from '../domain/day.ts';
import { concerned } from './concerned.ts';
import { type Database, openDatabase } from './database.ts';
import { explain } from './explained.ts';
import { leases } from './leases.ts';
import { looseLeases } from './loose-leases.ts';
import { matches } from './matches.ts';
import { offers } from './offers.ts';
import { trailOf } from './trail.ts';

const today = '2026-07-01' as Day;
let folder: string;
let db: Database;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'changping-'));
  db = await openDatabase(folder);
});
afterAll(async () => {
  await db.close();
  rmSync(folder, { recursive: true, force: true });
});

it.each<[string, (all: Database) => unknown, RegExp]>([
  ['the trail of a piece', ({ query }) => trailOf(query, 1, 1), /SCAN entry\b/],
  ['who leased a piece', (all) => leases(all), /SCAN lease(?! USING INDEX lease_open)\b/],
  [
    'what is leased of a lot',
    (all) => looseLeases(all),
    /SCAN loose_lease(?! USING INDEX loose_lease_open)\b/,
  ],
  [
    'the documents and trips of a gate',
    (all) => matches(all, () => today),
    /document_(site|there)\b|passage_site\b/,
  ],
  [
    'the stores that a partner has to do with',
    (all) => concerned(all),
    /(SCAN|SEARCH) document\b(?!.* USING COVERING INDEX \S+ \(there=\? AND site=\?\))/,
  ],
  ['what a document explains', (all) => explain(all), /discrepancy_site\b/],
  [
    'what goes out first',
    (all) => offers(all, () => 0 as Instant).of('A', 'tent', []),
    /cell_place \(place=\?\)|reservation_lot \(lot=\?\)/,
  ],
])('finds %s without walking through all there ever was', async (_, part, walked) => {
  const plans = await plansOf(db, () => part(db));
  expect(plans.length).toBeGreaterThan(0);
  expect(plans.filter((step) => walked.test(step))).toEqual([]);
});
