/** An attack: the security administrator alone tries to come in as a policy owner and as the supervisor, to propose and agree both. */
import type { Answer } from '@changping/contracts/http';
import type { Instant } from '@changping/contracts/units';
import { setUpCodes } from '@changping/server/store/set-up-codes';
import { expect, it, vi } from 'vitest';
import { aWeightyOne, aWorkingDay, long, minute, phoneOf, settle, settled, waitsFor } from './first-day.ts';
import type { TestServer } from './server.ts';
import { aVisitor } from './visitor.ts';

const day = 86_400_000;
const share = { after: 0, site: 'RC-S', kinds: ['quilt'], reason: '联动协议' };
vi.setConfig({ testTimeout: 120_000 });

/** The three administrators, a policy owner and a supervisor whom two of them made, and a keeper. */
async function aRegion() {
  const region = await aWorkingDay();
  const { server, at, later, system, security } = region;
  const { visitor: audit, phone: auditPhone } = await settle(server, 'auditAdmin', 'zhao', at);
  const three = { ...region, audit };
  const owner = await aWeightyOne(three, 'sun', 'policyOwner');
  later(minute);
  const supervisor = await aWeightyOne(three, 'qian', 'supervisor');
  const reset = async (id: string) => (await security.post('/api/people/reset', { id })).body;
  /** @returns why somebody who tries these words does not come in. */
  const enters = async (name: string, password: string) => {
    later(minute);
    return (await aVisitor(server).post('/api/session', { name, password })).code ?? 'in';
  };
  const last = (action: string) => {
    const [row] = server.rows<{ account: string; before: string; after: string; result: string }>(
      `select account, before, after, result from audit where action = '${action}' order by key desc limit 1`,
    );
    return { ...row, before: JSON.parse(row?.before ?? 'null'), after: JSON.parse(row?.after ?? 'null') };
  };
  return { ...region, system, audit, auditPhone, owner, supervisor, reset, enters, last };
}
/** Of the password that waits. */
const hashOf = (server: TestServer) =>
  server.rows<{ hash: string }>(
    "select content ->> '$.hash' as hash from proposal where subject like 'account/%'",
  )[0]?.hash as string;

it('leaves one administrator out: neither password nor role nor certificate of those who propose and agree is his alone', async () => {
  const { server, security, system, audit, supervisor, owner, id: keeper, ...region } = await aRegion();
  const { reset, enters } = region;
  expect((await owner.visitor.post('/api/sharing/propose', share)).status).toBe(200);

  // By their passwords.
  for (const { id, name, visitor } of [owner, supervisor]) {
    const { password, waits } = await reset(id);
    expect(waits, name).toBe(true);
    expect(await enters(name, password), 'the code alone').toBe('loginWrong');
    expect((await visitor.get()).status, 'who is in stays in').toBe(200);
    expect((await settled(security, id, true)).code, 'who asked').toBe('secondAdministrator');
  }
  expect((await settled(supervisor.visitor, supervisor.id, true)).code).toBe('secondAdministrator');
  expect((await owner.visitor.post('/api/people/confirm', { id: owner.id, asked: 0, yes: true })).code).toBe(
    'rightMissing',
  );
  expect(await enters('sun', long('sun')), 'the old one works until then').toBe('in');

  // By a keeper of whom he makes both.
  const { password, waits } = await reset(keeper);
  expect(waits, 'of who has no weight nothing waits').toBe(false);
  const mole = aVisitor(server);
  expect((await mole.post('/api/session', { name: 'ma', password })).status).toBe(200);
  expect((await mole.post('/api/password', { old: password, password: long('mole') })).status).toBe(200);
  for (const role of ['policyOwner', 'supervisor'] as const) {
    expect((await security.post('/api/people/roles', { id: keeper, roles: [role] })).status).toBe(200);
    expect((await mole.get()).body.roles, role).toEqual(['storeKeeper']);
    expect((await settled(security, keeper, true)).code).toBe('secondAdministrator');
    const asked = (await waitsFor(security, keeper))?.at ?? 0;
    expect((await mole.post('/api/people/confirm', { id: keeper, asked, yes: true })).code).toBe(
      'rightMissing',
    );
  }
  expect((await mole.post('/api/sharing/propose', share)).code).toBe('rightMissing');

  // By the certificate, which waits as the password does.
  expect((await security.post('/api/people/certificate', { id: owner.id, certificate: null })).status).toBe(
    200,
  );
  expect(await waitsFor(system, owner.id)).toMatchObject({ what: 'certificate', mayConfirm: true });
  expect((await settled(security, owner.id, true)).code).toBe('secondAdministrator');

  // By taking the role away, which nobody has to confirm, and giving it back.
  expect((await security.post('/api/people/roles', { id: owner.id, roles: [] })).status).toBe(200);
  expect(await waitsFor(audit, owner.id), 'that is of another account now').toBe(null);
  const taken = await reset(owner.id);
  expect(taken.waits).toBe(false);
  const thief = aVisitor(server);
  expect((await thief.post('/api/session', { name: 'sun', password: taken.password })).status).toBe(200);
  const own = { old: taken.password, password: long('thief') };
  expect((await thief.post('/api/password', own)).status).toBe(200);
  expect((await security.post('/api/people/roles', { id: owner.id, roles: ['policyOwner'] })).status).toBe(
    200,
  );
  expect((await thief.get()).body.roles).toEqual([]);
  expect(await waitsFor(audit, owner.id), 'who says yes reads by whose password').toMatchObject({
    ...{ what: 'roles', by: 'li', given: { by: 'li' } },
  });
  expect((await thief.post('/api/sharing/propose', share)).code).toBe('rightMissing');
  const proposals = (await supervisor.visitor.get<Answer<'/api/proposals'>>('/api/proposals')).body.items;
  expect(proposals, 'what the account had proposed went with its password').toEqual([]);
  expect(server.count('sharing')).toBe(0);
  expect(server.unsound()).toEqual([]);
});

it('puts a new password in force with the yes of a second administrator, who never sees it; then nothing of the old way in is left', async () => {
  const { server, security, audit, owner, supervisor, reset, enters, last } = await aRegion();
  server.db.raw.exec(`update account set certificate = 'c', failures = 3 where name = 'sun'`);
  expect((await owner.visitor.post('/api/sharing/propose', share)).status).toBe(200);
  const { password } = await reset(owner.id);
  const hash = hashOf(server);
  expect(hash).toMatch(/.{30}/);
  expect(last('account.reset')).toMatchObject({ before: null, after: { waits: { what: 'reset' } } });
  const waits = await waitsFor(audit, owner.id);
  expect(waits).toMatchObject({ what: 'reset', by: 'li', isLapsed: false, mayConfirm: true });
  const people = JSON.stringify((await audit.get('/api/people?limit=500')).body);

  expect((await settled(audit, owner.id, true)).status).toBe(200);
  expect((await owner.visitor.get()).code, 'its sessions end').toBe('notLoggedIn');
  expect(await enters('sun', long('sun'))).toBe('loginWrong');
  expect(
    server.rows("select failures, totp, certificate from account where name = 'sun'"),
    'the lock and the second factor go',
  ).toEqual([{ failures: 1, totp: null, certificate: null }]);
  expect(last('account.confirm')).toMatchObject({
    ...{ account: 'zhao', before: null },
    after: { by: 'li', what: 'reset', fallen: ['sharing/sun'] },
  });
  const anew = aVisitor(server);
  expect((await anew.post('/api/session', { name: 'sun', password })).body).toMatchObject({
    ...{ roles: ['policyOwner'], mustChange: true },
  });
  expect((await anew.get('/api/proposals')).code).toBe('changePasswordFirst');
  expect((await supervisor.visitor.get<Answer<'/api/proposals'>>('/api/proposals')).body.items).toEqual([]);
  expect((await settled(audit, owner.id, true)).code, 'a second tap').toBe('nothingWaits');
  await security.post('/api/people/roles', { id: owner.id, roles: ['supervisor'] });
  expect((await waitsFor(audit, owner.id))?.given, 'who asked has it').toMatchObject({ by: 'li' });
  expect((await settled(audit, owner.id, false)).status).toBe(200);

  const written = JSON.stringify([server.rows('select * from audit'), server.failed, server.refused, people]);
  for (const secret of [hash, password]) expect(written).not.toContain(secret);
  expect(server.count('proposal')).toBe(0);
  expect((await security.get()).status).toBe(200);
  expect(server.unsound()).toEqual([]);
});

it('comes to nothing when it is withdrawn, refused, asked anew, older than thirty days, or when its owner remembers the password', async () => {
  const { server, security, system, audit, owner, reset, enters, last, ...region } = await aRegion();
  const still = async () => expect(await enters('sun', long('sun'))).toBe('in');
  for (const one of [security, system]) {
    await reset(owner.id);
    expect((await settled(one, owner.id, false)).status).toBe(200);
    expect(last('account.confirm')).toMatchObject({ before: { by: 'li', what: 'reset' }, after: null });
    expect((await settled(system, owner.id, true)).code).toBe('nothingWaits');
  }
  await still();

  // The one asked before is seen no more, and its code is good for nothing.
  const first = await reset(owner.id);
  const seen = await waitsFor(system, owner.id);
  const second = await reset(owner.id);
  const stale = { id: owner.id, asked: seen?.at ?? 0, yes: true };
  expect((await system.post('/api/people/confirm', stale)).code).toBe('nothingWaits');
  expect(last('account.reset').before).toMatchObject({ waits: { by: 'li', what: 'reset' } });
  expect((await settled(system, owner.id, true)).status).toBe(200);
  expect(await enters('sun', first.password)).toBe('loginWrong');
  const back = aVisitor(server);
  expect((await back.post('/api/session', { name: 'sun', password: second.password })).status).toBe(200);
  const own = { old: second.password, password: long('sun again') };
  expect((await back.post('/api/password', own)).status).toBe(200);
  expect(last('password.change').before, 'nothing waited').toBe(null);

  const lost = await reset(owner.id);
  const next = { old: own.password, password: long('sun remembers') };
  expect((await back.post('/api/password', next)).status).toBe(200);
  expect(last('password.change').before).toEqual({ waits: { by: 'li', what: 'reset' } });
  expect((await settled(system, owner.id, true)).code).toBe('nothingWaits');
  expect(await enters('sun', lost.password)).toBe('loginWrong');

  await reset(owner.id);
  region.later(30 * day);
  const come = { name: 'zhao', password: long('zhao'), code: region.auditPhone() };
  expect((await audit.post('/api/session', come)).status).toBe(200);
  expect(await waitsFor(audit, owner.id)).toMatchObject({ isLapsed: true });
  expect((await settled(audit, owner.id, true)).code).toBe('proposalLapsed');
  expect(await enters('sun', next.password)).toBe('in');
  expect(server.unsound()).toEqual([]);
});

it('falls with who asked: suspended, without the right, or followed by another; and is judged by who the holder is when it is confirmed', async () => {
  const region = await aRegion();
  const { server, system, owner, supervisor, reset, last, later, at } = region;
  const { visitor: other } = await aWeightyOne(region, 'wu', 'securityAdmin');
  await phoneOf(other, 'wu', at);
  const li = server.rows<{ id: string }>("select id from account where name = 'li'")[0]?.id as string;

  await reset(owner.id);
  await reset(supervisor.id);
  const seen = await waitsFor(system, owner.id);
  expect((await other.post('/api/people/suspend', { id: li, suspended: true })).status).toBe(200);
  expect(last('account.suspend').after).toEqual({
    suspended: true,
    fallen: expect.arrayContaining([`account/${owner.id}`, `account/${supervisor.id}`]),
  });
  expect((await other.post('/api/people/suspend', { id: li, suspended: false })).status).toBe(200);
  const asked = { id: owner.id, asked: seen?.at ?? 0, yes: true };
  expect((await system.post('/api/people/confirm', asked)).code, 'restored, it does not come back').toBe(
    'nothingWaits',
  );

  // Another who has lost the right meanwhile.
  expect((await other.post('/api/people/reset', { id: owner.id })).status).toBe(200);
  server.db.raw.exec("delete from account_role where account = (select key from account where name = 'wu')");
  expect((await settled(system, owner.id, true)).code).toBe('nothingWaits');
  server.db.raw.exec("insert into account_role select key, 'securityAdmin' from account where name = 'wu'");
  // The holder is an administrator by now.
  server.db.raw.exec(
    "update account_role set role = 'auditAdmin' where account = (select key from account where name = 'sun')",
  );
  expect((await settled(system, owner.id, true)).code).toBe('rightMissing');
  server.db.raw.exec(
    "update account_role set role = 'policyOwner' where account = (select key from account where name = 'sun')",
  );

  // A new security administrator by the server's own code: what the ones before asked falls in the same row.
  const code = setUpCodes(server.db).again('securityAdmin', at() as Instant);
  later(minute);
  const come = { code, name: 'he', display: '何', password: long('he') };
  expect((await aVisitor(server).post('/api/set-up', come)).status).toBe(200);
  expect(last('account.setUp').after).toMatchObject({
    suspended: ['li', 'wu'],
    fallen: [`account/${owner.id}`],
  });
  expect(await waitsFor(system, owner.id)).toBe(null);
  expect(server.unsound()).toEqual([]);
});

it('ends with a suspension what the suspended had proposed, in the same row of the audit', async () => {
  const { server, security, owner, supervisor, last } = await aRegion();
  expect((await owner.visitor.post('/api/sharing/propose', share)).status).toBe(200);
  const suspend = (suspended: boolean) => security.post('/api/people/suspend', { id: owner.id, suspended });
  expect((await suspend(true)).status).toBe(200);
  expect(last('account.suspend').after).toEqual({ suspended: true, fallen: ['sharing/sun'] });
  expect((await suspend(false)).status).toBe(200);
  expect((await supervisor.visitor.get<Answer<'/api/proposals'>>('/api/proposals')).body.items).toEqual([]);
  expect(server.unsound()).toEqual([]);
});

it('lets whoever gave an account its password, and may sit in it, say yes to none of its roles', async () => {
  const { server, security, system, audit, reset, last } = await aRegion();
  const made = await system.post('/api/people/create', { name: 'mole', display: '莫', unit: 'ningxia' });
  const { id, password } = made.body;
  const mole = aVisitor(server);
  expect((await mole.post('/api/session', { name: 'mole', password })).status).toBe(200);
  expect((await mole.post('/api/password', { old: password, password: long('mole') })).status).toBe(200);
  for (const role of ['policyOwner', 'supervisor', 'auditAdmin'] as const) {
    expect((await security.post('/api/people/roles', { id, roles: [role] })).status).toBe(200);
    expect(await waitsFor(system, id)).toMatchObject({ given: { by: 'wang' }, mayConfirm: false });
    expect((await settled(system, id, true)).code, role).toBe('secondAdministrator');
    expect((await waitsFor(audit, id))?.mayConfirm).toBe(true);
  }
  expect((await mole.get()).body.roles).toEqual([]);

  // Another has given it since: who gave the one before is out.
  await security.post('/api/people/roles', { id, roles: [] });
  await reset(id);
  expect((await security.post('/api/people/roles', { id, roles: ['policyOwner'] })).status).toBe(200);
  expect(await waitsFor(system, id)).toMatchObject({ given: { by: 'li' }, mayConfirm: true });
  expect((await settled(system, id, true)).status).toBe(200);
  expect(last('account.confirm')).toMatchObject({ account: 'wang', after: { by: 'li' } });
  expect(server.unsound()).toEqual([]);
});
