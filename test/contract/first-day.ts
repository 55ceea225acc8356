/** The first day of a server in service: three administrators who come with their codes, and whom they make. A keeper one of them makes what he is; a policy owner and a supervisor take two, so the three come first. */
import type { Answer } from '@changping/contracts/http';
import type { Role } from '@changping/contracts/roles';
import type { Instant } from '@changping/contracts/units';
import { totpOf } from '@changping/server/store/secrets';
import { expect, onTestFinished } from 'vitest';
import { openServer, type TestServer } from './server.ts';
import { aVisitor, type Visitor } from './visitor.ts';

export const start = Date.parse('2026-11-25T09:00:00+08:00');
export const minute = 60_000;

type Closes = (close: () => Promise<void>) => void;

/** The first day of a server in service, and a clock on its wall. @param closes when its server is closed; at the end of the test where it is left out. */
export async function firstDay(closes: Closes = onTestFinished) {
  let at = start;
  const server = await openServer({ samples: false, wall: () => at as Instant });
  closes(() => server.close());
  return { server, later: (ms: number) => (at += ms), at: () => at };
}

export const long = (name: string) => `夜里的风吹过六盘山，早上的雪落满固原城 ${name.length}`;

/** An administrator comes with the code and sets up the phone. @returns what the phone shows. */
export async function settle(server: TestServer, role: string, name: string, at: () => number) {
  const code = server.house.codes.find((each) => each.role === role)?.code as string;
  const visitor = aVisitor(server);
  const come = await visitor.post('/api/set-up', { code, name, display: name, password: long(name) });
  expect(come, role).toMatchObject({ status: 200, body: { roles: [role], needsSecondFactor: true } });
  const phone = await phoneOf(visitor, name, at);
  return { visitor, phone, id: come.body.id };
}

/** Who is in sets up the phone. @returns what it shows. */
export async function phoneOf(visitor: Visitor, name: string, at: () => number) {
  const shown = await visitor.post('/api/second-factor', { password: long(name) });
  const secret = shown.body.secret as string;
  const phone = () => totpOf(secret, Math.floor(at() / 30_000));
  const set = await visitor.post('/api/second-factor', { password: long(name), code: phone() });
  expect(set.status).toBe(200);
  return phone;
}

/** A keeper of Guyuan who is in, and the three administrators, whose accounts nobody has to wait for. */
export async function aWorkingDay(closes: Closes = onTestFinished) {
  const day = await firstDay(closes);
  const { server, at } = day;
  const { visitor: system } = await settle(server, 'systemAdmin', 'wang', at);
  const { visitor: security, phone } = await settle(server, 'securityAdmin', 'li', at);
  const made = await system.post('/api/people/create', { name: 'ma', display: '马', unit: 'RC-S' });
  const { id, password } = made.body;
  await security.post('/api/people/roles', { id, roles: ['storeKeeper'] });
  const keeper = aVisitor(server);
  await keeper.post('/api/session', { name: 'ma', password });
  expect((await keeper.post('/api/password', { old: password, password: long('ma') })).status).toBe(200);
  return { ...day, system, security, phone, keeper, id };
}

/** What waits for a second administrator at an account, as this one sees it. */
export async function waitsFor(who: Visitor, id: string) {
  const { items } = (await who.get<Answer<'/api/people'>>('/api/people?limit=500')).body;
  return items.find((one) => one.id === id)?.waits;
}

/** The yes or no to it. */
export const settled = async (who: Visitor, id: string, yes: boolean) =>
  who.post('/api/people/confirm', { id, asked: (await waitsFor(who, id))?.at ?? 0, yes });

/** Somebody of the whole region whose role the third administrator has confirmed, since the first gave the password, and who is in. */
export async function aWeightyOne(
  {
    server,
    system,
    security,
    audit,
  }: Pick<Awaited<ReturnType<typeof aWorkingDay>>, 'server' | 'system' | 'security'> & { audit: Visitor },
  name: string,
  role: Role,
) {
  const made = await system.post('/api/people/create', { name, display: name, unit: 'ningxia' });
  const { id, password } = made.body;
  expect((await security.post('/api/people/roles', { id, roles: [role] })).status).toBe(200);
  expect((await settled(audit, id, true)).status).toBe(200);
  const visitor = aVisitor(server);
  expect((await visitor.post('/api/session', { name, password })).body).toMatchObject({ roles: [role] });
  expect((await visitor.post('/api/password', { old: password, password: long(name) })).status).toBe(200);
  return { visitor, id, name };
}
