import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { readRegion } from '../region.ts';
import { openDatabase } from '../store/database.ts';
import { seed } from '../store/seed.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const coverage = (...args: string[]) => {
  const { stdout, stderr, status } = spawnSync('node', ['server/bin/coverage.mjs', ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  return { stdout, stderr, status };
};
const json = (...args: string[]) => JSON.parse(coverage('--json', ...args).stdout);
const region = readRegion(join(root, 'server/region/ningxia'));

it('gives every kind its shares, the places that wait longest first, and what all of it rests on', () => {
  const { kinds, worst, assumptions } = json();
  expect(kinds.map(({ kind }: { kind: string }) => kind)).toEqual(region.kinds.map(({ id }) => id));
  for (const { people, area } of kinds)
    for (const share of [people, area]) {
      expect(share).toBeGreaterThan(0);
      expect(share).toBeLessThanOrEqual(1);
    }
  expect(worst[0].place).toBe('麻黄山乡');
  expect(worst[0].minutes).toBeGreaterThan(worst[1].minutes);
  expect(assumptions.join('\n')).toContain('每个库点都存有全部品种');
  expect(assumptions.join('\n')).toContain('示意路网');
});

it('says in the table that the roads are schematic and the shares no proof', () => {
  expect(coverage().stdout).toContain('示意路网：以下比例只说明方法，不是证明');
});

it("reads a server's stock: what only the south has does not cover the north", async () => {
  const folder = mkdtempSync(join(tmpdir(), 'changping-coverage-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const db = await openDatabase(folder);
  seed(db, region);
  db.raw.exec(`insert into tally (site, kind, quality, pieces, quantity)
    select site.key, kind.key, 'usable', 1, 10 from site, kind where site.code = 'RC-S' and kind.code = 'quilt'`);
  await db.close();
  const { kinds, assumptions } = json('--data', folder);
  const of = (kind: string) => kinds.find((each: { kind: string }) => each.kind === kind);
  expect(of('quilt')).toMatchObject({ holders: 1 });
  expect(of('quilt').people).toBeGreaterThan(0.05);
  expect(of('quilt').people).toBeLessThan(0.5);
  expect(of('coat')).toMatchObject({ holders: 0, people: 0, area: 0 });
  expect(assumptions.join('\n')).not.toContain('每个库点都存有全部品种');
});

it('says what is wrong with a folder or a tier', () => {
  expect(coverage('--data', '/nonexistent')).toMatchObject({ status: 1, stdout: '' });
  expect(coverage('--data', '/nonexistent').stderr).toContain('holds no changping.sqlite');
  expect(coverage('--tiers', 'moon').stderr).toContain('"moon" is none of');
});
