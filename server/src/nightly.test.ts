import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished, vi } from 'vitest';
import type { Day } from './domain/day.ts';
import { nightly, type Proof, prove } from './nightly.ts';
import { readRegion } from './region.ts';
import { openDatabase } from './store/database.ts';
import { sample } from './store/sample.ts';
import { seed } from './store/seed.ts';

const whole: Proof = { chains: 1, faults: [], differences: [], different: 0 };

it('proves the book when the day turns, once a day, and not while a proof is under way', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  let day = '2026-11-24' as Day;
  let finish = (_: Proof) => {};
  let asked = 0;
  const proved: Proof[] = [];
  const end = nightly({
    today: () => day,
    prove: () => {
      asked++;
      return new Promise((done) => {
        finish = done;
      });
    },
    proved: (proof) => proved.push(proof),
    failed(error) {
      throw error;
    },
  });
  await vi.advanceTimersByTimeAsync(10_000);
  expect(asked).toBe(0);
  day = '2026-11-25' as Day;
  await vi.advanceTimersByTimeAsync(10_000);
  day = '2026-11-26' as Day;
  await vi.advanceTimersByTimeAsync(10_000);
  expect(asked).toBe(1);
  finish(whole);
  await vi.advanceTimersByTimeAsync(10_000);
  expect([asked, proved.length]).toEqual([2, 1]);
  end();
});

it('finds in its thread what was changed behind the ledger, while the ledger stays open', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'changping-'));
  const region = readRegion(fileURLToPath(new URL('../region/ningxia', import.meta.url)));
  const db = await openDatabase(folder);
  onTestFinished(async () => {
    await db.close();
    rmSync(folder, { recursive: true });
  });
  seed(db, region);
  sample(db, 1_795_000_000_000);
  const file = join(folder, 'changping.sqlite');
  expect(await prove(file)).toMatchObject({ faults: [], differences: [] });
  db.raw.exec(`insert into tally (site, kind, quality, pieces, quantity) values (1, 1, 'usable', 5, 50)`);
  expect((await prove(file)).differences).toMatchObject([{ what: 'tally', stored: 50, derived: null }]);
});
