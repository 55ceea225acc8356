/** What a partner or a neighbour finds out, or heaps up, by trying. */
import type { Answer } from '@changping/contracts/http';
import type { CommandBody } from '@changping/contracts/http-commands';
import type { Instant } from '@changping/contracts/units';
import { accounts } from '@changping/server/store/accounts';
import { beforeEach, expect, it } from 'vitest';
import { agreed } from './agreed.ts';
import { newId, slot, whole } from './count-room.ts';
import { aServer, type TestServer } from './server.ts';
import { aSample, type Visitor } from './visitor.ts';

type Opened = Answer<'/api/documents/{id}'>;
let server: TestServer;
let guest: Visitor;
beforeEach(async () => {
  server = await aServer();
  guest = await aSample(server, 'guest');
  const policy = await aSample(server, 'policy');
  const supervisor = await aSample(server, 'supervisor');
  const shared = { after: 0, site: 'RC-S', kinds: ['quilt'], reason: '联动协议' };
  whole(await agreed(policy, supervisor, '/api/sharing/propose', shared));
});

const neededBy = Date.now() + 2 * 86_400_000;
const ask = (id = newId()) =>
  guest.post('/api/aid/ask', {
    ...{ id, lines: [{ kind: 'quilt', wanted: 20 }], to: 'unit/兰州支援队', refs: ['甘应急〔2026〕7号'] },
    neededBy,
  });

it('a name for the second signature tells nobody outside whether there is such an account', async () => {
  const inside = { name: 'zhang-san', display: '张三', unit: 'RC-S', roles: ['storeKeeper' as const] };
  accounts(server.db).add({ ...inside, password: null, isGiven: false, isSample: false }, 0 as Instant);
  const id = newId();
  whole(await ask(id));
  const tried = async (name: string, password?: string) => {
    const second = { name, ...(password ? { password } : {}) };
    const step = { id, version: 1, action: 'withdraw', reason: '不要了', second } as const;
    const { status, body } = await guest.post('/api/documents/step', step);
    return JSON.stringify([status, body]).replaceAll(name, '');
  };
  expect(await tried('zhang-san')).toBe(await tried('nobody-such'));
  expect(await tried('zhang-san', 'a wrong one')).toBe(await tried('nobody-such', 'a wrong one'));
  expect(accounts(server.db).find('zhang-san')?.tries.failures).toBe(0);
  expect(whole(await guest.get<Opened>(`/api/documents/${id}`)).document.state).toBe('asked');
});

it('who of us decides, at which stores above and by which row, is told to nobody outside', async () => {
  const commander = await aSample(server, 'commander');
  const partner = await aSample(server, 'partner');
  const id = newId();
  const line = { kind: 'quilt', wanted: 5, from: slot('supplier'), to: slot('CS-640425/receiving') };
  const lines = [
    { ...line, from: { ...line.from, owner: 'CS-640425' }, to: { ...line.to, owner: 'CS-640425' } },
  ];
  const body: CommandBody<'/api/documents/open'> = {
    ...{ id, type: 'callOff', site: 'CS-640425', there: 'PX-FOOD', lines },
  };
  const own = whole(await commander.post('/api/documents/open', body));
  const units = own.approval?.missing.flatMap(({ could }) => could.flatMap((each) => each.units)) ?? [];
  expect(units).toContain('ningxia');
  expect(whole(await partner.get<Opened>(`/api/documents/${id}`)).approval).toBeUndefined();
  const { body: refused } = await partner.post('/api/documents/step', { id, version: 1, action: 'approve' });
  expect(JSON.stringify(refused)).toContain('dutyMissing');
  expect(JSON.stringify(refused)).not.toMatch(/could instead|可由/);
});

it('a neighbour that asks without end is stopped, and whoever asks the same again is not', async () => {
  const asked: string[] = [];
  let last: Awaited<ReturnType<typeof ask>> | undefined;
  while (asked.length < 100) {
    const id = newId();
    last = await ask(id);
    if (last.status !== 200) break;
    asked.push(id);
    // What is taken back at once was asked all the same.
    const step = { id, version: 1, action: 'withdraw', reason: '不要了' } as const;
    if (asked.length % 2) whole(await guest.post('/api/documents/step', step));
  }
  expect([last?.code, asked.length]).toEqual(['aidMany', 20]);
  expect(whole(await ask(asked[19])).id).toBe(asked[19]);
  expect(server.count("document where type = 'mutualAidGiven'")).toBe(20);
  expect(server.unsound()).toEqual([]);
});
