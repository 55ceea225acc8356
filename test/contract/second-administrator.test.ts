/** An attack: one administrator tries to come in as another. */
import { expect, it, vi } from 'vitest';
import { aWorkingDay, long, minute, settle, settled, waitsFor } from './first-day.ts';
import { aVisitor } from './visitor.ts';

const day = 86_400_000;
vi.setConfig({ testTimeout: 120_000 });

it('lets the security administrator alone become no other: whom he makes an administrator waits for one of another kind', async () => {
  const { server, at, later, system, security, id } = await aWorkingDay();
  const { visitor: audit, phone, id: third } = await settle(server, 'auditAdmin', 'zhao', at);

  // A keeper's password made anew, and the keeper made an auditor: then he would be both.
  const { password } = (await security.post('/api/people/reset', { id })).body;
  expect((await security.post('/api/people/roles', { id, roles: ['auditAdmin'] })).status).toBe(200);
  const mole = aVisitor(server);
  expect((await mole.post('/api/session', { name: 'ma', password })).body).toMatchObject({
    roles: ['storeKeeper'],
  });
  expect((await mole.post('/api/password', { old: password, password: long('mole') })).status).toBe(200);
  expect((await mole.get('/api/audit')).code).toBe('rightMissing');
  expect((await mole.post('/api/people/confirm', { id, asked: at(), yes: true })).code).toBe('rightMissing');
  expect((await settled(security, id, true)).code).toBe('secondAdministrator');
  expect(await waitsFor(audit, id)).toMatchObject({
    what: 'roles',
    roles: ['auditAdmin'],
    by: 'li',
    mayConfirm: true,
  });
  expect((await settled(audit, id, false)).status).toBe(200);
  expect((await settled(audit, id, true)).code).toBe('nothingWaits');

  // Nor a third one made the fourth, nor by the password of an administrator.
  expect((await security.post('/api/people/roles', { id: third, roles: ['systemAdmin'] })).status).toBe(200);
  expect((await settled(audit, third, true)).code, 'of his own role').toBe('secondAdministrator');
  expect((await security.post('/api/people/reset', { id: third })).code).toBe('rightMissing');

  expect((await security.post('/api/people/roles', { id, roles: ['auditAdmin'] })).status).toBe(200);
  const seen = await waitsFor(system, id);
  later(minute);
  expect((await security.post('/api/people/roles', { id, roles: ['systemAdmin'] })).status).toBe(200);
  expect(
    (await system.post('/api/people/confirm', { id, asked: seen?.at ?? 0, yes: true })).code,
    'another than was seen',
  ).toBe('nothingWaits');
  const watched = await waitsFor(system, id);
  const renewed = (await security.post('/api/people/reset', { id })).body;
  expect(
    (await system.post('/api/people/confirm', { id, asked: watched?.at ?? 0, yes: true })).code,
    'whoever holds it by now may be another',
  ).toBe('nothingWaits');
  const now = { name: 'ma', password: renewed.password };
  expect((await mole.post('/api/session', now)).status).toBe(200);
  const own = { old: renewed.password, password: long('mole again') };
  expect((await mole.post('/api/password', own)).status).toBe(200);
  expect((await security.post('/api/people/roles', { id, roles: ['systemAdmin'] })).status).toBe(200);
  expect((await settled(system, id, true)).status).toBe(200);
  expect((await mole.get()).status, 'its sessions end').toBe(401);
  expect(
    server.rows("select role from account_role join account on key = account where name = 'ma'"),
  ).toEqual([{ role: 'systemAdmin' }]);

  // What nobody confirms for a month says that it is over.
  const { id: other } = (
    await system.post('/api/people/create', { name: 'qian', display: '钱', unit: 'RC-S' })
  ).body;
  expect((await security.post('/api/people/roles', { id: other, roles: ['systemAdmin'] })).status).toBe(200);
  const asked = (await waitsFor(audit, other))?.at ?? 0;
  expect(await waitsFor(audit, other)).toMatchObject({ isLapsed: false, endsAt: asked + 30 * day });
  later(30 * day);
  const back = { name: 'zhao', password: long('zhao'), code: phone() };
  expect((await audit.post('/api/session', back)).status).toBe(200);
  expect(await waitsFor(audit, other)).toMatchObject({ isLapsed: true });
  expect((await settled(audit, other, true)).code).toBe('proposalLapsed');
  expect((await settled(audit, other, false)).status).toBe(200);
  expect(await waitsFor(audit, other)).toBe(null);
  expect(server.unsound()).toEqual([]);
});
