/** P26: handhelds that were offline come back in any order, send again what broke on the way, and one copies another's ids: no observation is lost, doubled or changed, what can not be taken is told, and where people disagree it is listed. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fault } from '@changping/contracts/faults';
import type { Instant, KindId, SiteId } from '@changping/contracts/units';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { reconcile } from '../domain/count/count.ts';
import { firstCountPolicy } from '../domain/count/policy.ts';
import { countInputs } from './count-input.ts';
import { type Batch, counts } from './counts.ts';
import { type Database, openDatabase } from './database.ts';
import { seed } from './seed.ts';

const site = 'RC-S' as SiteId;
const kind = 'quilt' as KindId;
const bins = ['RC-S/ordinary/A', 'RC-S/ordinary/B', 'RC-S/ordinary/C'];
const lots = ['L1', 'L2'];
const devices = ['li', 'wu', 'ma'];
let db: Database;
let folder: string;
let documents = 0;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'changping-counts-'));
  db = await openDatabase(folder);
  const zones = [{ site, zone: 'ordinary', bins: ['A', 'B', 'C'] }];
  seed(db, { sites: [{ id: site }], kinds: [{ id: kind }], zones });
  for (const lot of lots)
    db.raw.prepare('insert into lot (code, kind) values (?, (select key from kind))').run(lot);
});
afterAll(async () => {
  await db.close();
  rmSync(folder, { recursive: true, force: true });
});

const uuid = (n: number) => `01990000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const seen = fc.record({
  device: fc.nat(devices.length - 1),
  bin: fc.constantFrom(...bins),
  lot: fc.constantFrom(...lots),
  quantity: fc.nat(9),
});
/** In what order batches arrive, and which of them come again. */
const arrival = fc.record({
  order: fc.array(fc.nat(999), { minLength: 30, maxLength: 30 }),
  again: fc.array(fc.nat(29), { maxLength: 12 }),
  forged: fc.array(fc.nat(29), { maxLength: 4 }),
});

it('P26 takes what offline handhelds saw in whatever order, once each, and lists what they disagree on', () => {
  const rows = counts(db);
  const inputs = countInputs(db, rows, new Map(), () => firstCountPolicy.rules.classes);
  const told = { observations: 0, repeats: 0, forged: 0, conflicts: 0 };
  fc.assert(
    fc.property(fc.array(seen, { minLength: 1, maxLength: 30 }), arrival, (all, { order, again, forged }) => {
      const id = uuid(1_000_000 + ++documents);
      db.raw
        .prepare(
          `insert into document (id, number, type, site, state, created_at, version, body, is_over)
           values (?, ?, 'count', (select key from site where code = ?), 'counting', 0, 1, '{}', 0)`,
        )
        .run(id, id, site);
      rows.plan(id, site, ['RC-S/ordinary'], null);
      rows.start(rows.run(id)!, { n: 0 }, 0 as Instant);
      const run = rows.run(id)!;
      const batches = all.map(({ device, bin, lot, quantity }, i): [string, Batch] => [
        devices[device]!,
        {
          ...{ id, device: uuid(device), round: 1, covered: [] },
          scans: [{ id: uuid(documents * 100 + i), by: 'manual', place: bin, lot, quantity, n: 0, at: i }],
        },
      ]);
      const turn = batches.map((batch, i) => [order[i]!, batch] as const).sort(([a], [b]) => a - b);
      for (const [, [counter, batch]] of turn)
        expect(rows.add(run, counter, batch, 0 as Instant).taken).toBe(1);
      for (const i of again) {
        const [counter, batch] = batches[i % batches.length]!;
        expect(rows.add(run, counter, batch, 9 as Instant)).toEqual({ taken: 0, repeated: 1, refused: [] });
      }
      for (const i of forged) {
        const [counter, batch] = batches[i % batches.length]!;
        const [scan] = batch.scans;
        const other = { ...batch, scans: [{ ...scan!, quantity: (scan?.quantity ?? 0) + 1 }] };
        expect(rows.add(run, counter, other, 9 as Instant).refused).toEqual([
          { id: scan!.id, why: 'sameScan' },
        ]);
      }
      const input = walked(inputs.read(run, site)).input;
      const key = ({ id: of, quantity, counter, place, lot }: (typeof input.scans)[number]) =>
        [of, quantity, counter, place, lot].join(' ');
      const sent = batches.map(
        ([
          counter,
          {
            scans: [scan],
          },
        ]) => [scan!.id, scan!.quantity, counter, scan!.place, scan!.lot].join(' '),
      );
      expect(input.scans.map(key).sort()).toEqual(sent.sort());

      const { variances, troubles } = walked(reconcile(input));
      const cells = new Map<string, typeof all>();
      for (const one of all) {
        const name = `${one.bin} ${one.lot}`;
        cells.set(name, [...(cells.get(name) ?? []), one]);
      }
      const disagreed = [...cells].filter(([, of]) => new Set(of.map(({ device }) => device)).size > 1);
      expect(
        troubles
          .filter(({ code }) => code === 'twoDevices')
          .map(({ place, lot }) => `${place} ${lot}`)
          .sort(),
      ).toEqual(disagreed.map(([name]) => name).sort());
      // Where nobody disagrees all that was seen is found, for the book had nothing there.
      const sure = [...cells].filter(([name]) => !disagreed.some(([other]) => other === name));
      const total = sure.reduce((sum, [, of]) => sum + of.reduce((so, { quantity }) => so + quantity, 0), 0);
      expect(variances.reduce((sum, { move }) => sum + move.quantity, 0)).toBe(total);
      told.observations += all.length;
      told.repeats += again.length;
      told.forged += forged.length;
      told.conflicts += disagreed.length;
    }),
    { numRuns: 200, seed: Number(process.env.SEED ?? Date.now() % 1_000_000) },
  );
  console.log('P26', JSON.stringify(told));
  expect(told.conflicts).toBeGreaterThan(10);
});

it('tells whoever has written down as much as a count takes so, and takes what comes again for what it is', () => {
  const rows = counts(db);
  const id = uuid(2_000_000);
  db.raw
    .prepare(
      `insert into document (id, number, type, site, state, created_at, version, body, is_over)
       values (?, ?, 'count', (select key from site where code = ?), 'counting', 0, 1, '{}', 0)`,
    )
    .run(id, id, site);
  rows.plan(id, site, ['RC-S/ordinary'], null);
  rows.start(rows.run(id)!, { n: 0 }, 0 as Instant);
  const run = rows.run(id)!;
  const scan = (n: number): Batch['scans'][number] => ({
    ...{ id: uuid(3_000_000 + n), by: 'manual', place: bins[0]!, lot: 'L1', quantity: 1, n: 0, at: n },
  });
  const add = (...scans: Batch['scans']) =>
    db.raw.transaction(() =>
      rows.add(run, 'li', { id, device: uuid(1), round: 1, scans, covered: [] }, 0 as Instant),
    )();
  for (let n = 0; n < 20_000; n += 500) add(...Array.from({ length: 500 }, (_, i) => scan(n + i)));
  expect(add(scan(19_998), scan(19_999))).toEqual({ taken: 0, repeated: 2, refused: [] });
  expect(() => add(scan(19_999), scan(20_000))).toThrow(new Fault('countFull'));
  const has = db.raw.prepare('select count(*) from count_scan where document = ?').pluck().get(run.key);
  expect(has).toBe(20_000);
});

function walked<Result>(work: Generator<unknown, Result>): Result {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value as Result;
  }
}
