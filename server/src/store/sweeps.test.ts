import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CountLetter } from '@changping/contracts/letters';
import type { Epc } from '@changping/contracts/units';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { plansOf } from '../../test/plans.ts';
import type { OpenCommit } from './book.ts';
import { type Database, openDatabase } from './database.ts';
import type { Source } from './sightings.ts';
import { sweeps } from './sweeps.ts';

const noon = 1_795_000_000_000;
const deaf = {
  see: () => {
    throw new Error('nothing was heard');
  },
};
let folder: string;
let db: Database;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'changping-'));
  db = await openDatabase(folder);
  db.raw.exec("insert into site (code) values ('A')");
});
afterEach(async () => {
  await db.close();
  rmSync(folder, { recursive: true, force: true });
});

it('finds what the book has in a room by its places, not by all pieces and tags', async () => {
  const plans = await plansOf(db, () => sweeps(db, deaf));
  expect(plans.join('\n')).toMatch(/SEARCH cell USING INDEX cell_place/);
  expect(plans.filter((step) => step.startsWith('SCAN'))).toEqual([]);
});

/** What a store has of one sweep after each of these: a part, and how long the sweep had lasted by then. */
function endsOf(...told: [part: number, lasts: number][]): number[] {
  const rooms = sweeps(db, deaf);
  return told.map(([part, lasts], i) => {
    const letter = {
      at: noon,
      lasts,
      sweep: 's',
      reader: 'r',
      zone: 'cold',
      part,
      parts: 2,
      epc: [] as Epc[],
    };
    const source = { site: 'A', siteKey: 1, gatewayKey: 1, evidence: i + 1 };
    rooms.keep(
      letter as unknown as CountLetter,
      source as Source & { gatewayKey: number },
      noon + 3_600_000,
      {} as OpenCommit,
      [],
    );
    return Number(db.raw.prepare('select ended_at from sweep').pluck().get()) - noon;
  });
}

it('ends a sweep with the latest of its parts, and leaves it so once it is judged', () => {
  expect(endsOf([2, 9000], [1, 5000], [1, 60_000], [2, 60_000])).toEqual([9000, 9000, 9000, 9000]);
});

it('takes no part that is told again under a new outbox for a later end of the sweep', () => {
  expect(endsOf([1, 5000], [1, 60_000], [2, 7000])).toEqual([5000, 5000, 7000]);
});

it('holds no more sweeps of one gateway against the book than a person could look at, keeps the others, and says so once', () => {
  const rooms = sweeps(db, deaf);
  const keep = (n: number, gatewayKey: number, at: number) =>
    rooms.keep(
      {
        ...{ at: noon, lasts: 0, sweep: `s${gatewayKey}-${n}`, reader: 'r', zone: 'cold' },
        ...{ part: 1, parts: 1, epc: [] },
      } as unknown as CountLetter,
      {
        site: 'A',
        siteKey: 1,
        gatewayKey,
        actor: `GW-${gatewayKey}`,
        evidence: n + 1,
      } as unknown as Source & {
        gatewayKey: number;
      },
      noon + at,
      {} as OpenCommit,
      [],
    );
  const lines = Array.from({ length: 1000 }, (_, n) => keep(n, 1, n));
  const told = (what: string) => lines.filter((line) => line?.what === what);
  expect(told('sweep')).toHaveLength(120);
  expect(told('security')).toMatchObject([{ detail: { gateway: 'GW-1', fault: 'sweepsMany' } }]);
  const judged = () => db.raw.prepare('select count(*) from sweep where expected is not null').pluck().get();
  expect(db.raw.prepare('select count(*) from sweep').pluck().get()).toBe(1000);
  expect(judged()).toBe(120);
  expect(keep(2000, 2, 1000)?.what).toBe('sweep');
  expect(keep(2001, 1, 11_000)?.what).toBe('sweep');
  expect(keep(2002, 1, 11_001)).toBeUndefined();
  expect(keep(2003, 1, 3_600_000 + 1000)?.what).toBe('sweep');
});
