import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, it, onTestFinished } from 'vitest';
import { readRegion } from '../region.ts';
import { newestHeads, readAnchor, writeAnchor } from '../store/anchor.ts';
import { type Database, openDatabase } from '../store/database.ts';
import { openingStock } from '../store/opening-stock.ts';
import { samplePlan } from '../store/sample-plan.ts';
import { seed } from '../store/seed.ts';
import { freshSchema, type SchemaText } from '../store/verify-schema.ts';
import { findings } from './findings.ts';

const at = 1_795_000_000_000;
const region = readRegion(fileURLToPath(new URL('../../region/ningxia', import.meta.url)));
const program = fileURLToPath(new URL('main.ts', import.meta.url));
let template: string;
let schema: SchemaText;
beforeAll(async () => {
  schema = await freshSchema();
  template = mkdtempSync(join(tmpdir(), 'changping-'));
  return () => rmSync(template, { recursive: true });
});

async function aBook(): Promise<{ db: Database; folder: string }> {
  const folder = mkdtempSync(join(template, 'book-'));
  const db = await openDatabase(folder);
  onTestFinished(() => db.close());
  seed(db, region);
  const { lots, pieces } = samplePlan(region, at);
  openingStock(db, { lots, pieces: pieces.filter(({ site }) => site === 'RC-S').slice(0, 50) }, 'sample', at);
  return { db, folder };
}
const changping = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', program, ...args], {
    encoding: 'utf8',
  });
  return { status, lines: stdout.trim().split('\n'), stderr };
};

it('proves a book beside its server, and says one line for each thing that is wrong', async () => {
  const { db, folder } = await aBook();
  const head = join(folder, 'kept.json');
  const taken = changping('head', '--data', folder, '--out', head);
  expect(taken).toMatchObject({ status: 0 });
  expect(taken.lines).toContain('-----BEGIN PUBLIC KEY-----');
  expect(statSync(join(folder, 'head-key.pem')).mode & 0o777).toBe(0o600);
  const whole = changping('verify', '--data', folder, '--head', head);
  expect(whole, whole.stderr).toMatchObject({
    status: 0,
    lines: [
      expect.stringMatching(/^Nothing is wrong.*RC-S 1/),
      expect.stringMatching(/^The head of .* is there/),
    ],
  });

  db.raw.exec(`update entry set actor = 'nobody' where key = 3;
    update stock set quantity = quantity + 1 where quantity > 0 and cell = (select to_cell from entry where key = 3)`);
  const found = changping('verify', '--data', folder, '--head', head);
  expect(found, found.stderr).toMatchObject({ status: 1 });
  expect(found.lines[0]).toBe('chain: RC-S 1: its rows are not those that were sealed');
  expect(found.lines[1]).toMatch(/^stock: stock \d+: \d+ is stored, \d+ follows from the entries$/);
  expect(found.stderr).toContain('chain …');

  for (const wrong of [
    ['verify', '--data', join(folder, 'nowhere')],
    ['verify', '--data', folder, '--head', join(folder, 'nowhere')],
    ['head', '--data', folder],
  ])
    expect(changping(...wrong), wrong.join(' ')).toMatchObject({ status: 2 });
}, 120_000);

it('sees by the head alone that the newest commit was cut off with everything of it', async () => {
  const { db, folder } = await aBook();
  const head = join(folder, 'kept.json');
  writeAnchor(folder, head, { at, heads: newestHeads(db) });
  db.raw.exec(
    'delete from entry; delete from stock; delete from tally; delete from lot_stock; delete from commit_row',
  );
  db.raw.exec('update piece set cell = null; update lot set received_at = null');
  expect([...findings(db, { head: null, schema })]).toEqual([]);
  expect([...findings(db, { head: readAnchor(head, `${head}.pub`), schema })]).toEqual([
    { check: 'head', chain: 'RC-S', n: 1, why: 'commit 1 is gone, though the head names it' },
  ]);
});

it('believes no head that another key signed, or that was changed after', async () => {
  const { db, folder } = await aBook();
  const other = await aBook();
  const [head, foreign] = [join(folder, 'kept.json'), join(other.folder, 'kept.json')];
  writeAnchor(folder, head, { at, heads: newestHeads(db) });
  writeAnchor(folder, head, { at, heads: newestHeads(db) });
  writeAnchor(other.folder, foreign, { at, heads: newestHeads(other.db) });
  expect(readAnchor(head, `${head}.pub`).isSigned).toBe(true);
  expect([...findings(db, { head: readAnchor(head, `${foreign}.pub`), schema })]).toMatchObject([
    { check: 'head' },
  ]);
  writeFileSync(head, readFileSync(head, 'utf8').replace('"n":1,', '"n":2,'));
  expect([...findings(db, { head: readAnchor(head, `${head}.pub`), schema })]).toMatchObject([
    { check: 'head', why: expect.stringContaining('was not signed') },
  ]);
});

it('sees a trigger that nobody of ours put in, and an index that is gone', async () => {
  const { db } = await aBook();
  db.raw.exec(`create trigger quiet after insert on entry begin update stock set quantity = 0; end;
    drop index cell_place`);
  expect([...findings(db, { head: null, schema })].map(({ check, why }) => `${check}: ${why}`)).toEqual([
    'schema: index cell_place is missing',
    'schema: trigger quiet is none of ours',
  ]);
});
