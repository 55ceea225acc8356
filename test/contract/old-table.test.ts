/** A book whose table of approvals was written before a neighbour could promise by itself. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Answer } from '@changping/contracts/http';
import type { Instant } from '@changping/contracts/units';
import { sampleApprovals } from '@changping/server/domain/approval-table';
import { openDatabase } from '@changping/server/store/database';
import { policies } from '@changping/server/store/policies';
import { sample } from '@changping/server/store/sample';
import { seed } from '@changping/server/store/seed';
import { expect, it, onTestFinished } from 'vitest';
import { slot, whole } from './count-room.ts';
import { openServer, region } from './server.ts';
import { aSample } from './visitor.ts';

it('lets a neighbour promise under a table of before, and the console says that the built-in row lets it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'changping-'));
  const db = await openDatabase(folder);
  seed(db, region);
  sample(db, Date.now());
  const rules = sampleApprovals.rules.map((rule) =>
    rule.action === 'supply'
      ? { ...rule, signatures: [{ by: [{ role: 'partner' as const, unit: 'own' as const }], count: 1 }] }
      : rule,
  );
  policies(db, { version: 1, rules }, (Date.now() - 1000) as Instant);
  await db.close();
  const server = await openServer({ folder });
  onTestFinished(async () => {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const [keeper, approver, guest] = [
    await aSample(server, 'keeper-guyuan'),
    await aSample(server, 'approver'),
    await aSample(server, 'guest'),
  ];
  const id = randomUUID();
  const lines = [{ kind: 'quilt', wanted: 5, from: slot('supplier'), to: slot('RC-S/receiving') }];
  const asked = { id, type: 'mutualAidReceived' as const, site: 'RC-S', there: 'NAT-LZ', lines };
  whole(await keeper.post('/api/documents/open', asked));
  whole(await approver.post('/api/documents/step', { id, version: 1, action: 'approve' }));
  const dueAt = Date.now() + 86_400_000;
  const promise = { id, version: 2, action: 'promise' as const, refs: ['兰储〔2026〕3号'], dueAt };
  expect(whole(await guest.post('/api/documents/step', promise)).document.state).toBe('ordered');
  const { items } = whole(await approver.get<Answer<'/api/policies'>>('/api/policies'));
  const row = items[0]?.rules.find(({ action }) => action === 'supply');
  expect(row?.signatures[0]?.by).toEqual([
    { role: 'partner', unit: 'own' },
    { role: 'guest', unit: 'own' },
  ]);
  expect(row?.source).toContain('联动单位按内置表补入');
});
