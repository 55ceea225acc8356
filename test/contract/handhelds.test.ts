import { randomUUID } from 'node:crypto';
import type { Answer } from '@changping/contracts/http';
import { expect, it, onTestFinished } from 'vitest';
import { aHandheld, enrolled } from './handheld.ts';
import { openServer, type TestServer } from './server.ts';
import { aSample, aVisitor, type Visitor } from './visitor.ts';

const hour = 3_600_000;

async function aStore() {
  const server = await openServer();
  onTestFinished(() => server.close());
  const [system, security] = [await aSample(server, 'system'), await aSample(server, 'security')];
  return { server, system, security };
}

const audits = (server: TestServer) =>
  server.rows<{ account: string; action: string; device: string | null; result: string }>(
    'select account, action, device, result from audit order by key',
  );
const listed = async (visitor: Visitor) =>
  (await visitor.get<Answer<'/api/handhelds'>>('/api/handhelds')).body.items;

it('makes a handheld known by a code that works once and for an hour, given by the system administrator alone', async () => {
  const { server, system, security } = await aStore();
  const wish = { name: '手持一', site: 'RC-S' };
  expect((await security.post('/api/handhelds/code', wish)).code).toBe('rightMissing');
  const handheld = await enrolled(server, system);
  const again = { code: handheld.code, epoch: randomUUID() };
  expect((await aHandheld(server).send('/api/handhelds/enrol', again)).code).toBe('handheldCode');
  const late = await system.post('/api/handhelds/code', { ...wish, name: '手持二' });
  server.db.raw.exec(`update handheld set code_ends_at = ${Date.now() - 1} where name = '手持二'`);
  const { code } = late.body;
  expect((await aHandheld(server).send('/api/handhelds/enrol', { ...again, code })).code).toBe(
    'handheldCode',
  );
  expect(audits(server).slice(-3)).toEqual([
    { account: '手持一', action: 'handheld.enrol', device: '手持一', result: 'ok' },
    { account: 'keeper-guyuan', action: 'session.sample', device: '手持一', result: 'ok' },
    { account: 'system', action: 'handheld.code', device: null, result: 'ok' },
  ]);
  expect(server.unsound()).toEqual([]);
});

it('writes which handheld a command came from and under which number, sees what is missing and how much it keeps, and takes another thing under a known number for a fault', async () => {
  const { server, system } = await aStore();
  const { send, word } = await enrolled(server, system);
  const ids = new Map<string, string>();
  const ask = (name: string) => {
    const id = ids.get(name) ?? randomUUID();
    ids.set(name, id);
    return { id, report: 'stock', site: 'RC-S', format: 'csv', lang: 'zh' };
  };
  expect((await send('/api/jobs/start', ask('one'), word({ seq: 3 }))).status).toBe(200);
  expect(audits(server).at(-1)?.device).toMatch(/^手持一 [0-9a-f]{8}\/3$/);
  expect((await send('/api/jobs/start', ask('two'), word({ seq: 6 }))).status).toBe(200);
  expect((await send('/api/jobs/start', ask('other'), word({ seq: 6 }))).code).toBe('handheldSeq');
  expect((await send('/api/jobs/start', ask('late'), word({ seq: 7, age: 25 * hour }))).code).toBe(
    'handheldLate',
  );
  // What was done and not heard of is asked again days later.
  expect((await send('/api/jobs/start', ask('two'), word({ seq: 6, age: 25 * hour }))).status).toBe(200);
  expect((await send('/api/jobs/start', ask('x'), 'epoch=1;unsent=x')).code).toBe('handheldWord');
  expect(await listed(system)).toMatchObject([
    { name: '手持一', site: 'RC-S', unsent: 2, missing: 2, revokedAt: null },
  ]);

  // Set up anew without a new code: its memory is another one, and the old one is past.
  const fresh = randomUUID();
  expect((await send('/api/jobs/start', ask('new'), word({ seq: 1 }, fresh))).status).toBe(200);
  expect((await send('/api/jobs/start', ask('old'), word({ seq: 8 }))).code).toBe('handheldEpoch');
});

it('hears a revoked handheld no more: its sessions end, its cookie opens nothing, and what it had not sent waits for a person and is applied by nobody', async () => {
  const { server, system, security } = await aStore();
  const { send, word, id, epoch, jar } = await enrolled(server, system);
  expect((await send('/api/me')).status).toBe(200);
  // A cookie of a person that was copied off it works nowhere else.
  const thief = aVisitor(server);
  thief.keeps.cookie = `changping=${jar.get('changping')}`;
  expect((await thief.get()).code).toBe('notLoggedIn');

  expect((await system.post('/api/handhelds/revoke', { id })).code).toBe('rightMissing');
  expect((await security.post('/api/handhelds/revoke', { id, reason: '遗失' })).status).toBe(200);
  for (const path of ['/api/me', '/api/stock?site=RC-S', '/healthz'])
    expect((await send(path)).code).toBe('handheldRevoked');
  expect((await send('/api/session/sample', { name: 'keeper-guyuan' })).code).toBe('handheldRevoked');
  expect(server.count('session where handheld is not null and ended_at is null')).toBe(0);

  const holds = server.holds();
  const leftover = {
    ...{ epoch, seq: 9, by: 'keeper-guyuan', signedAt: 1000, sentAt: 61_000 },
    ...{ command: '/api/documents/step', body: { id: randomUUID(), action: 'receive' } },
  };
  for (let n = 0; n < 2; n++)
    expect((await send('/api/handhelds/leftover', leftover, word())).status).toBe(200);
  expect((await aHandheld(server).send('/api/handhelds/leftover', leftover)).code).toBe('handheldUnknown');
  const supervisor = await aSample(server, 'supervisor');
  const waiting = () => supervisor.get<Answer<'/api/handhelds/leftovers'>>('/api/handhelds/leftovers');
  const [first, ...more] = (await waiting()).body.items;
  expect(more).toEqual([]);
  expect(first).toMatchObject({ handheld: '手持一', seq: 9, by: 'keeper-guyuan', settledAt: null });
  expect((first?.arrivedAt ?? 0) - (first?.signedAt ?? 0)).toBe(60_000);
  expect({ ...server.holds(), commit_row: holds.commit_row }).toEqual(holds);
  const settle = { id: first?.id ?? 0, reason: '已核对，重新开单' };
  expect((await security.post('/api/handhelds/settle', settle)).code).toBe('rightMissing');
  expect((await supervisor.post('/api/handhelds/settle', settle)).status).toBe(200);
  const settled = (await waiting()).body.items[0];
  expect(settled).toMatchObject({ settledBy: 'supervisor', reason: settle.reason });
  expect((await supervisor.post('/api/handhelds/settle', { ...settle, reason: '再看一次' })).status).toBe(
    200,
  );
  expect((await waiting()).body.items[0], 'who looked at it first').toEqual(settled);
  expect(server.unsound()).toEqual([]);
});

/** What a revoked handheld still had, under these numbers. */
async function aLost() {
  const { server, system, security } = await aStore();
  const { send, id, epoch } = await enrolled(server, system);
  await security.post('/api/handhelds/revoke', { id });
  const leave = async (seq: number, body: object) => {
    const of = { epoch, seq, by: 'x', signedAt: 0, sentAt: 0, command: 'x', body };
    return (await send('/api/handhelds/leftover', of)).code;
  };
  return { server, leave };
}

it('lets a lost handheld leave no more than is kept, however much it sends, and write no more rows than that', async () => {
  const { server, leave } = await aLost();
  const body = { text: 'x'.repeat(230_000) };
  const codes: (string | undefined)[] = [];
  for (let seq = 1; seq <= 30; seq++) codes.push(await leave(seq, body));
  expect(codes.at(-1)).toBe('leftoversFull');
  expect(
    server.rows<{ n: number }>('select sum(length(body)) as n from handheld_leftover')[0]?.n,
  ).toBeLessThan(5 * 2 ** 20);
  const kept = server.count('handheld_leftover');
  const written = () => audits(server).filter(({ action }) => action === 'handheld.leftover');
  expect(written()).toHaveLength(kept + 1);
  for (let n = 0; n < 5; n++) expect(await leave(1, body), 'what is there is there').toBeUndefined();
  expect(written()).toHaveLength(kept + 1);
  expect(server.unsound()).toEqual([]);
});

it('keeps no password that a lost handheld sends along, and shows what it left to whose store it is of', async () => {
  const { server, leave } = await aLost();
  const second = { name: 'approver', password: 'typed on it' };
  expect(await leave(1, { id: 'd1', second, password: 'typed too' })).toBeUndefined();
  expect(JSON.stringify(server.rows('select body from handheld_leftover'))).not.toContain('typed');
  const seen = async (name: string) => {
    const visitor = await aSample(server, name);
    return (await visitor.get<Answer<'/api/handhelds/leftovers'>>('/api/handhelds/leftovers')).body.items;
  };
  expect(await seen('supervisor')).toMatchObject([{ body: { id: 'd1', second: { name: 'approver' } } }]);
  server.db.raw.exec("update account set unit = 'RC-S' where name = 'supervisor'");
  expect(await seen('supervisor')).toHaveLength(1);
  server.db.raw.exec("update handheld set site = 'RC-N'");
  expect(await seen('supervisor')).toEqual([]);
});

it('writes how much a handheld keeps once in five seconds, however often it says another number', async () => {
  const { server, system } = await aStore();
  const { send, epoch } = await enrolled(server, system);
  const before = server.db.raw.prepare('select total_changes()').pluck();
  const changes = before.get() as number;
  for (let unsent = 1; unsent <= 20; unsent++)
    expect((await send('/api/me', undefined, `epoch=${epoch};unsent=${unsent}`)).status).toBe(200);
  expect((before.get() as number) - changes).toBeLessThan(4);
});

it('takes what waited on a handheld in production from known ones alone', async () => {
  const server = await openServer({ samples: false });
  onTestFinished(() => server.close());
  const { send, word } = aHandheld(server);
  expect((await send('/api/tokens', {}, word({ seq: 1 }))).code).toBe('handheldUnknown');
  expect((await send('/api/tokens', {})).code).toBe('notLoggedIn');
});

it('makes no token on a handheld, and whoever was in at its browser before it was enrolled is in on it alone and goes with it', async () => {
  const { server, system, security } = await aStore();
  const handheld = aHandheld(server);
  expect((await handheld.send('/api/session/sample', { name: 'keeper-guyuan' })).status).toBe(200);
  const made = await system.post('/api/handhelds/code', { name: '手持一', site: 'RC-S' });
  const { code, id } = made.body;
  await handheld.send('/api/handhelds/enrol', { code, epoch: handheld.epoch });
  expect((await handheld.send('/api/me')).body).toMatchObject({ handheld: { name: '手持一' } });

  const token = { label: 'x', days: 366, isReadOnly: false, password: '' };
  expect((await handheld.send('/api/tokens', token)).code).toBe('handheldMakesNone');
  expect(audits(server).at(-1)).toMatchObject({ action: 'token.make', result: 'handheldMakesNone' });
  const copied = aVisitor(server);
  copied.keeps.cookie = `changping=${handheld.jar.get('changping')}`;
  expect((await copied.get()).code).toBe('notLoggedIn');
  expect((await security.post('/api/handhelds/revoke', { id })).status).toBe(200);
  expect(server.count('session where handheld is not null and ended_at is null')).toBe(0);
});

it('lists handhelds in pages, so that an old one is still found to be revoked', async () => {
  const { system } = await aStore();
  for (const name of ['一', '二', '三']) await system.post('/api/handhelds/code', { name, site: 'RC-S' });
  const page = async (query: string) => {
    const { body } = await system.get<Answer<'/api/handhelds'>>(`/api/handhelds?limit=2${query}`);
    return { names: body.items.map(({ name }) => name), next: body.next };
  };
  const first = await page('');
  expect(first.names).toEqual(['三', '二']);
  expect(await page(`&after=${first.next}`)).toEqual({ names: ['一'], next: null });
});
