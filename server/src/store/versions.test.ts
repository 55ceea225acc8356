import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Instant } from '@changping/contracts/units';
import { expect, it, onTestFinished } from 'vitest';
import { openDatabase } from './database.ts';
import { versions } from './versions.ts';

it('remembers the newest version, and nothing of one that was taken back with its act', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'changping-versions-'));
  const db = await openDatabase(folder);
  onTestFinished(async () => {
    await db.close();
    rmSync(folder, { recursive: true });
  });
  const rows = versions<{ word: string }>(db, 'catalogue', 'listed');
  const add = (version: number, word: string) =>
    rows.add({
      ...{ version, content: { word }, by: 'policy', agreedBy: null, reason: '修订' },
      ...{ at: version as Instant, since: version as Instant },
    });
  expect(rows.newest()).toBe(null);
  add(1, 'one');
  expect([rows.newest(), rows.newest()]).toEqual([1, 1]);
  const act = db.raw.transaction(() => {
    add(2, 'never');
    expect([rows.newest(), rows.at(2)?.word]).toEqual([2, 'never']);
    throw new Error('refused');
  });
  expect(act).toThrow('refused');
  expect([rows.newest(), rows.at(2)]).toEqual([1, undefined]);
  add(2, 'two');
  expect([rows.newest(), rows.at(2)]).toEqual([2, { word: 'two' }]);
  expect(rows.at(2)).toBe(rows.at(2));
});
