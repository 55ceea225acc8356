import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GatewayId, Instant, SiteId } from '@changping/contracts/units';
import { expect, it } from 'vitest';
import { applicants } from './applicants.ts';
import { openDatabase } from './database.ts';

const noon = 1_795_000_000_000 as Instant;

it('holds a hundred that wait, counts those again, and makes room when one is decided', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'changping-'));
  const db = await openDatabase(folder);
  const { knock, decide, waiting } = applicants(db);
  const who = (n: number) => ({
    gateway: `GW-${n}` as GatewayId,
    site: 'CD-WZ' as SiteId,
    keyHash: n.toString(16).padStart(8, '0').repeat(8),
    address: '127.0.0.1',
  });
  for (let n = 0; n < 100; n++) expect(knock(who(n), noon)).toBe('new');
  expect(knock(who(100), noon)).toBe('full');
  expect(knock(who(7), noon)).toBe('waiting');
  expect(waiting()).toHaveLength(100);
  expect(decide('GW-7', '00000007', 'refused', noon)).toBe(true);
  expect(knock(who(7), noon)).toBe('refused');
  expect(knock(who(100), noon)).toBe('new');
  await db.close();
  rmSync(folder, { recursive: true });
});
