import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type CoverageVersion, type CoverageVersions, coverageVersions } from './coverage-versions.ts';
import { type Database, openDatabase } from './database.ts';

let folder: string;
let db: Database;
let versions: CoverageVersions;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'changping-'));
  db = await openDatabase(folder);
  versions = coverageVersions(db);
});
afterEach(async () => {
  await db.close();
  rmSync(folder, { recursive: true, force: true });
});

const version = (at: number, depots: string[], people = depots.length / 10): CoverageVersion => ({
  ...{ at, roads: 'r', stock: `${at}@day` },
  figures: { people, area: people / 2, worst: null, isSchematic: true },
  holders: [{ kinds: ['quilt'], depots }],
});
const minute = 60_000;

it('keeps a version when other depots hold a kind, and none when only time has passed', () => {
  versions.keep(version(1000, ['A', 'B']));
  versions.keep(version(2000, ['A', 'B']));
  versions.keep(version(3000, ['A']));
  expect([999, 1000, 2999, 3000].map((at) => versions.asOf(at)?.at)).toEqual([undefined, 1000, 1000, 3000]);
  expect(versions.asOf(3000)).toEqual(version(3000, ['A']));
  expect(versions.between(2000, 9000)).toMatchObject([
    { at: 1000, people: 0.2 },
    { at: 3000, people: 0.1 },
  ]);
});

it('tells of a stretch what held at its start and the last of each minute after, as one would find it by asking', () => {
  const many = fc.array(fc.tuple(fc.nat(20 * minute), fc.subarray(['A', 'B', 'C'])), { maxLength: 40 });
  fc.assert(
    fc.property(many, fc.nat(20 * minute), (changes, from) => {
      db.raw.prepare('delete from coverage_version').run();
      for (const [at, depots] of changes.toSorted((a, b) => a[0] - b[0])) versions.keep(version(at, depots));
      const told = versions.between(from, 30 * minute);
      const first = versions.asOf(from);
      expect(told[0]?.at === first?.at || first === undefined).toBe(true);
      const ends = Array.from({ length: 20 }, (_, i) => (i + 1) * minute - 1).filter((at) => at >= from);
      for (const at of ends)
        expect(told.findLast((each) => each.at <= at)?.people).toBe(versions.asOf(at)?.figures.people);
    }),
    { numRuns: 50 },
  );
});
