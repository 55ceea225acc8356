/** A token of a script that may less than who made it: at one store, in one role, and nobody else's. */
import type { Answer } from '@changping/contracts/http';
import type { Role } from '@changping/contracts/roles';
import type { Instant } from '@changping/contracts/units';
import { accounts } from '@changping/server/store/accounts';
import { io } from 'socket.io-client';
import { expect, it, onTestFinished } from 'vitest';
import { aCount, newId, received, slot, whole } from './count-room.ts';
import { openServer } from './server.ts';
import { aSample, aVisitor } from './visitor.ts';

/** Somebody of the whole region who asks and approves, and his script at Guyuan that only asks. */
async function aScript() {
  const server = await openServer();
  onTestFinished(() => server.close());
  const known = accounts(server.db);
  const both: Role[] = ['storeKeeper', 'approver'];
  const person = { name: 'both', display: '两职', unit: 'ningxia', roles: both, password: null };
  known.add({ ...person, isGiven: false, isSample: true }, Date.now() as Instant);
  const owner = await aSample(server, 'both');
  const scope = { unit: 'RC-S', roles: ['storeKeeper' as const] };
  const order = { label: 'ERP', days: 30, isReadOnly: false, password: '', scope };
  const { token } = whole(await owner.post('/api/tokens', order));
  const script = aVisitor(server);
  script.keeps.authorization = `Bearer ${token}`;
  return { server, known, owner, script, order };
}
const transfer = (site: string, there: string, lot: string) => ({
  ...{ id: newId(), type: 'transfer' as const, site, there },
  lines: [
    {
      ...{ kind: 'quilt', lot, wanted: 2 },
      ...{ from: slot(`${site}/receiving`), to: slot(`${there}/receiving`) },
    },
  ],
});

it('works in its store and in its role, and is told of nothing else', async () => {
  const { server, owner, script } = await aScript();
  const keeper = await aSample(server, 'keeper-guyuan');
  await received(keeper, 'Q-1', 10);
  expect(await script.get()).toMatchObject({ body: { unit: 'ningxia', roles: ['storeKeeper'] } });
  expect((await script.get<Answer<'/api/stock'>>('/api/stock?site=RC-S')).body.items.length).toBeGreaterThan(
    0,
  );
  expect((await script.get('/api/stock?site=RC-N')).code).toBe('outOfScope');
  expect((await script.get('/api/stock')).code, 'the whole region').toBe('outOfScope');
  const { body: sites } = await script.get<Answer<'/api/sites'>>('/api/sites');
  expect(sites.items.filter(({ id }) => id === 'RC-N')).toEqual([]);

  const moved = transfer('RC-S', 'CS-640425', 'Q-1');
  whole(await script.post('/api/documents/open', moved));
  const other = transfer('RC-N', 'RC-S', 'Q-1');
  expect((await script.post('/api/documents/open', other)).code).toBe('dutyMissing');
  const approve = { id: moved.id, version: 1, action: 'approve' as const };
  expect((await script.post('/api/documents/step', approve)).code, 'not in that role').toBe('dutyMissing');
  expect((await owner.post('/api/documents/step', approve)).code, 'the same person all the same').toBe(
    'samePerson',
  );
  const { body } = await owner.get<Answer<'/api/sessions'>>('/api/sessions');
  expect(body.items.map(({ label, scope }) => ({ label, scope }))).toContainEqual({
    ...{ label: 'ERP', scope: { unit: 'RC-S', roles: ['storeKeeper'] } },
  });
});

it('does not show its owner the book of a room that he counts, in a role that may look at it', async () => {
  const { server, owner, order } = await aScript();
  await received(await aSample(server, 'keeper-guyuan'), 'Q-1', 10);
  const scope = { unit: 'RC-S', roles: ['approver' as const] };
  const { token } = whole(await owner.post('/api/tokens', { ...order, scope }));
  const script = aVisitor(server);
  script.keeps.authorization = `Bearer ${token}`;
  const lots = async (who: typeof owner) =>
    whole(await who.get<Answer<'/api/stock'>>('/api/stock?site=RC-S')).items.filter(
      ({ lot }) => lot === 'Q-1',
    ).length;
  expect([await lots(owner), await lots(script)]).toEqual([1, 1]);
  const count = await aCount(owner, ['RC-S/receiving']);
  whole(await count.step(owner, 'start'));
  expect([await lots(owner), await lots(script)]).toEqual([0, 0]);
});

it('lends nothing, makes no other token, and is never wider than its owner is today', async () => {
  const { server, known, owner, script, order } = await aScript();
  const loan = {
    to: 'keeper-guyuan',
    until: Date.now() + 86_400_000,
    actions: null,
    types: null,
    reason: 'x',
  };
  expect((await script.post('/api/delegations/give', loan)).code).toBe('rightMissing');
  expect((await script.post('/api/tokens', order)).code).toBe('rightMissing');
  const lent = whole(await owner.post('/api/delegations/give', loan));
  expect((await script.post('/api/delegations/revoke', { id: lent.id, reason: 'x' })).code).toBe(
    'rightMissing',
  );
  expect(whole(await script.get<Answer<'/api/delegations'>>('/api/delegations')).items).toEqual([]);
  const audited = server.rows<{ device: string }>(
    "select device from audit where action = 'delegation.revoke'",
  );
  expect(audited).toEqual([{ device: 'ERP @RC-S' }]);
  const wider = (scope: { unit: string; roles: Role[] }) => owner.post('/api/tokens', { ...order, scope });
  expect((await wider({ unit: 'RC-S', roles: ['policyOwner'] })).code).toBe('rightMissing');
  expect((await wider({ unit: 'nowhere', roles: ['approver'] })).code).toBe('outOfScope');
  const keeper = await aSample(server, 'keeper-pengyang');
  const above = { ...order, scope: { unit: 'RC-S', roles: ['storeKeeper' as const] } };
  expect((await keeper.post('/api/tokens', above)).code).toBe('outOfScope');

  known.setRoles(known.find('both')?.key ?? 0, ['approver']);
  expect(await script.get()).toMatchObject({ body: { roles: [] } });
  expect((await script.get('/api/stock?site=RC-S')).code).toBe('rightMissing');
});

it('gets at nothing that is its owner’s elsewhere: where he is in, what he ordered, whom he knows', async () => {
  const { owner, script } = await aScript();
  const sessions = async (who: typeof owner) =>
    whole(await who.get<Answer<'/api/sessions'>>('/api/sessions')).items;
  const other = (await sessions(owner)).find(({ kind }) => kind === 'browser');
  expect((await sessions(script)).map(({ kind, isThis }) => ({ kind, isThis }))).toEqual([
    { kind: 'token', isThis: true },
  ]);
  expect((await script.post('/api/sessions/end', { id: other?.id ?? 0 })).code).toBe('rightMissing');
  expect((await owner.get()).status).toBe(200);

  const job = (site: string) => ({
    id: newId(),
    report: 'stock' as const,
    format: 'csv' as const,
    site,
    lang: 'zh' as const,
  });
  const [far, near] = [job('RC-N'), job('RC-S')];
  for (const each of [far, near]) whole(await owner.post('/api/jobs/start', each));
  const { items } = whole(await script.get<Answer<'/api/jobs'>>('/api/jobs'));
  expect(items.map(({ site }) => site)).toEqual(['RC-S']);
  expect((await script.post('/api/jobs/stop', { id: far.id })).code).toBe('notFound');

  const names = async (who: typeof owner) =>
    whole(await who.get<Answer<'/api/names'>>('/api/names')).items.map(({ name }) => name);
  expect(await names(owner)).toContain('keeper-pengyang');
  expect(await names(script)).toContain('keeper-guyuan');
  expect(await names(script)).not.toContain('commander');
});

it('hears on the live line of its store alone', async () => {
  const { server, owner, script } = await aScript();
  const picture = async ({ keeps }: typeof owner) => {
    const socket = io(server.address, {
      ...{ transports: ['websocket'], reconnection: false, extraHeaders: { ...keeps } },
    });
    onTestFinished(() => void socket.close());
    return new Promise<{ sites: { id: string }[]; seesAll: boolean }>((done, fail) => {
      socket.once('picture', done);
      socket.once('connect_error', fail);
    });
  };
  const [all, own] = [await picture(owner), await picture(script)];
  expect(all.seesAll).toBe(true);
  expect(own.seesAll).toBe(false);
  expect(own.sites.map(({ id }) => id)).toContain('RC-S');
  expect(own.sites.map(({ id }) => id)).not.toContain('RC-N');
  expect(all.sites.length).toBeGreaterThan(own.sites.length);
});
