import type { Answer } from '@changping/contracts/http';
import { peopleCommands } from '@changping/contracts/http-people';
import type { Instant } from '@changping/contracts/units';
import { setUpCodes } from '@changping/server/store/set-up-codes';
import { afterAll, expect, it, onTestFinished, vi } from 'vitest';
import { aWorkingDay, firstDay, long, minute, settle, settled, start, waitsFor } from './first-day.ts';
import { openServer, type TestServer } from './server.ts';
import { aSample, aVisitor, type Visitor } from './visitor.ts';

vi.setConfig({ testTimeout: 120_000 });

const audits = (server: TestServer) =>
  server.rows<{ account: string; action: string; object: string; result: string }>(
    'select account, action, object, result from audit order by key',
  );
/** What the keeper asks for, with the own password. */
const tokenOf = (label: string, days: number) => ({ label, days, isReadOnly: true, password: long('ma') });

it('opens on the first day for three people with three codes, and for nobody with a password somebody knows', async () => {
  const { server, at } = await firstDay();
  expect(server.house.codes.map(({ role }) => role)).toEqual(['systemAdmin', 'securityAdmin', 'auditAdmin']);
  const stranger = aVisitor(server);
  expect((await stranger.get('/api/sites')).code).toBe('notLoggedIn');
  for (const name of ['admin', 'root', 'commander'])
    expect((await stranger.post('/api/session', { name, password: name })).code).toBe('loginWrong');
  expect((await stranger.post('/api/session/sample', { name: 'commander' })).code).toBe('loginLocal');
  const guess = { code: 'AAAA-BBBB-CCCC', name: 'wang', display: '王', password: long('wang') };
  expect((await stranger.post('/api/set-up', guess)).code).toBe('codeWrong');

  const { visitor: system } = await settle(server, 'systemAdmin', 'wang', at);
  const again = { ...guess, code: server.house.codes[0]?.code as string, name: 'wang2' };
  expect((await stranger.post('/api/set-up', again)).code, 'a code works once').toBe('codeWrong');
  const { visitor: security } = await settle(server, 'securityAdmin', 'li', at);
  const { visitor: audit } = await settle(server, 'auditAdmin', 'zhao', at);

  // One makes the account, another says what it may: neither can do both.
  const made = await system.post('/api/people/create', { name: 'ma', display: '马保管', unit: 'RC-S' });
  expect(made.status).toBe(200);
  const { id, password } = made.body;
  expect((await system.post('/api/people/roles', { id, roles: ['storeKeeper'] })).code).toBe('rightMissing');
  expect((await security.post('/api/people/create', { name: 'x1', display: 'x', unit: 'RC-S' })).code).toBe(
    'rightMissing',
  );
  expect((await security.post('/api/people/roles', { id, roles: ['storeKeeper', 'systemAdmin'] })).code).toBe(
    'rolesConflict',
  );
  expect((await security.post('/api/people/roles', { id, roles: ['storeKeeper'] })).status).toBe(200);

  const keeper = aVisitor(server);
  expect((await keeper.post('/api/session', { name: 'MA ', password })).body).toMatchObject({
    mustChange: true,
  });
  expect((await keeper.get('/api/stock?site=RC-S')).code).toBe('changePasswordFirst');
  expect((await keeper.post('/api/password', { old: password, password: 'short' })).code).toBe(
    'passwordShort',
  );
  // A first password is made by chance, and may have the name in it besides.
  const { code: kept } = await keeper.post('/api/password', { old: password, password });
  expect(kept).toMatch(/^password/);
  expect((await keeper.post('/api/password', { old: password, password: long('ma') })).status).toBe(200);
  expect((await keeper.get('/api/stock?site=RC-S')).status).toBe(200);
  expect((await keeper.get('/api/stock?site=RC-N')).code).toBe('outOfScope');

  // Who agrees to policies takes two administrators: the one who grants, and another who confirms.
  const chief = await system.post('/api/people/create', { name: 'sun', display: '孙主管', unit: 'ningxia' });
  const policyOwner = { id: chief.body.id, roles: ['policyOwner' as const] };
  expect((await security.post('/api/people/roles', policyOwner)).status).toBe(200);
  expect(await waitsFor(security, policyOwner.id)).toMatchObject({
    ...{ by: 'li', given: { by: 'wang' }, mayConfirm: false },
  });
  expect((await settled(audit, policyOwner.id, true)).status).toBe(200);

  const rows = (await audit.get<Answer<'/api/audit'>>('/api/audit?limit=500')).body.items.reverse();
  expect(rows.map(({ account, action, result }) => `${account} ${action} ${result}`)).toEqual([
    ...['wang', 'li', 'zhao'].flatMap((name) => [
      `${name} account.setUp ok`,
      `${name} secondFactor.make ok`,
      `${name} secondFactor.confirm ok`,
    ]),
    'wang account.create ok',
    'wang account.roles rightMissing',
    'li account.create rightMissing',
    'li account.roles rolesConflict',
    'li account.roles ok',
    'ma session.open ok',
    'ma /api/stock changePasswordFirst',
    'ma password.change passwordShort',
    `ma password.change ${kept}`,
    'ma password.change ok',
    'ma /api/stock outOfScope',
    ...['wang account.create ok', 'li account.roles ok', 'zhao account.confirm ok'],
  ]);
  expect(JSON.stringify(rows)).not.toContain(password);
  expect(server.unsound()).toEqual([]);
});

it('R14 locks after five wrong passwords for half an hour, also for the right one, and says no more to a guess for nobody', async () => {
  const { server, later, keeper } = await aWorkingDay();
  const thief = aVisitor(server);
  const nobody = await thief.post('/api/session', { name: 'nobody', password: 'x' });
  for (let n = 0; n < 5; n++) {
    const wrong = await thief.post('/api/session', { name: 'ma', password: `guess ${n}` });
    expect(wrong).toEqual(nobody);
  }
  const right = { name: 'ma', password: long('ma') };
  expect((await thief.post('/api/session', right)).code).toBe('accountLocked');
  // Who is in already works on.
  expect((await keeper.get()).status).toBe(200);
  later(29 * minute);
  expect((await thief.post('/api/session', right)).code).toBe('accountLocked');
  later(minute);
  expect((await thief.post('/api/session', right)).status).toBe(200);
  expect(audits(server).filter(({ result }) => result === 'loginWrong')).toHaveLength(5);
  expect(audits(server).some(({ account }) => account === 'nobody')).toBe(false);
  expect(server.unsound()).toEqual([]);
});

it('stops an address that tries and tries, and lets it try again in a minute', async () => {
  const { server, later } = await firstDay();
  const thief = aVisitor(server);
  const codes: (string | undefined)[] = [];
  for (let n = 0; n < 22; n++) codes.push((await thief.post('/api/session/sample', { name: 'x' })).code);
  expect(codes).toEqual([...Array(20).fill('loginLocal'), 'tooMany', 'tooMany']);
  later(minute);
  expect((await thief.post('/api/session/sample', { name: 'x' })).code).toBe('loginLocal');
});

it('R15 ends a session with leaving, idling, twelve hours, a new role, a new password elsewhere, and suspension', async () => {
  const { server, later, security, phone, keeper, id } = await aWorkingDay();
  const enter = async () => {
    const visitor = aVisitor(server);
    expect((await visitor.post('/api/session', { name: 'ma', password: long('ma') })).status).toBe(200);
    return visitor;
  };
  expect((await keeper.post('/api/session/end', {})).status).toBe(200);
  expect((await keeper.get()).code).toBe('notLoggedIn');

  const idle = await enter();
  for (let n = 0; n < 20; n++) {
    later(29 * minute);
    expect((await idle.get()).status).toBe(200);
  }
  // What a page asks by itself is no hand on it.
  idle.keeps['x-idle'] = '600';
  later(20 * minute);
  expect((await idle.get()).status).toBe(200);
  later(10 * minute);
  expect((await idle.get()).code).toBe('sessionIdle');

  const long12 = await enter();
  for (let n = 0; n < 24; n++) {
    later(29 * minute);
    await long12.get();
  }
  later(24 * minute);
  expect((await long12.get()).code).toBe('sessionTooLong');

  // The administrator's own session has gone the same way.
  const come = { name: 'li', password: long('li') };
  expect((await security.post('/api/session', come)).code).toBe('secondFactorNeeded');
  expect((await security.post('/api/session', { ...come, code: '000000' })).code).toBe('secondFactorWrong');
  expect((await security.post('/api/session', { ...come, code: phone() })).status).toBe(200);
  expect((await aVisitor(server).post('/api/session', { ...come, code: phone() })).code, 'twice').toBe(
    'secondFactorWrong',
  );

  const [here, there] = [await enter(), await enter()];
  const next = `${long('ma')} 又一年`;
  expect((await here.post('/api/password', { old: long('ma'), password: next })).status).toBe(200);
  expect((await here.get()).status).toBe(200);
  expect((await there.get()).code).toBe('notLoggedIn');

  await security.post('/api/people/roles', { id, roles: ['storeKeeper', 'qualityInspector'] });
  expect((await here.get()).code).toBe('notLoggedIn');

  await here.post('/api/session', { name: 'ma', password: next });
  expect((await security.post('/api/people/suspend', { id, suspended: true, reason: '调离' })).status).toBe(
    200,
  );
  expect((await here.get()).code).toBe('notLoggedIn');
  expect((await here.post('/api/session', { name: 'ma', password: next })).code).toBe('accountSuspended');
  expect(server.unsound()).toEqual([]);
});

/** One day for those who leave nothing behind: it takes a password's time to begin. */
let quiet: ReturnType<typeof aWorkingDay> | undefined;
let close: (() => Promise<void>) | undefined;
afterAll(() => close?.());
const quietDay = () => {
  quiet ??= aWorkingDay((end) => {
    close = end;
  });
  return quiet;
};

it('R7 changes nothing for a foreign page: no word that only ours knows, or another origin', async () => {
  const { server, keeper } = await quietDay();
  const before = audits(server).length;
  const { cookie } = keeper.keeps;
  const post = (headers: Record<string, string>, body: BodyInit = '{}') =>
    fetch(`${server.address}/api/session/end`, { method: 'POST', headers, body }).then((response) =>
      response.json(),
    ) as Promise<{ fault: { code: string } }>;
  const json = { 'content-type': 'application/json' };
  const word = keeper.keeps['x-csrf'] as string;
  expect((await post({ ...json, cookie: cookie as string })).fault.code).toBe('csrfMissing');
  expect((await post({ ...json, cookie: cookie as string, 'x-csrf': 'f'.repeat(32) })).fault.code).toBe(
    'csrfMissing',
  );
  const foreign = { ...json, cookie: cookie as string, 'x-csrf': word };
  expect((await post({ ...foreign, 'sec-fetch-site': 'cross-site' })).fault.code).toBe('foreignOrigin');
  expect((await post({ ...foreign, origin: 'http://elsewhere.cn' })).fault.code).toBe('foreignOrigin');
  // Whose session it was is known to two of them, and to be known is to be written down.
  expect(audits(server).slice(before)).toEqual(
    Array(2).fill({ account: 'ma', action: '/api/session/end', object: '', result: 'csrfMissing' }),
  );
  expect((await keeper.get()).status).toBe(200);
});

it('R1 R2 R3 R5 takes a body only where it is small, JSON, and has what is asked and nothing else', async () => {
  const { server, keeper } = await quietDay();
  const send = (type: string, body: string) =>
    fetch(`${server.address}/api/tokens`, {
      method: 'POST',
      headers: { ...keeper.keeps, 'content-type': type },
      body,
    }).then(async (response) => [response.status, ((await response.json()) as Fault).fault.code]);
  type Fault = { fault: { code: string } };
  const good = { label: 'x', days: 1, isReadOnly: true, password: long('ma') };
  expect(await send('text/plain', JSON.stringify(good))).toEqual([415, 'bodyType']);
  expect(await send('application/json', '{"label": "x", "days')).toEqual([400, 'bodyBroken']);
  expect(await send('application/json', JSON.stringify({ ...good, label: 'x'.repeat(300_000) }))).toEqual([
    413,
    'bodyTooLarge',
  ]);
  expect(await send('application/json', JSON.stringify({ ...good, roles: ['systemAdmin'] }))).toEqual([
    422,
    'bodyShape',
  ]);
  expect(await send('application/json', JSON.stringify({ ...good, days: 1e9 }))).toEqual([422, 'bodyShape']);
  expect(
    await send('application/json', '{"__proto__": {"isReadOnly": true}, "label": "x", "days": 1}'),
  ).toEqual([422, 'bodyShape']);
  expect((await keeper.post('/api/tokens', good)).status).toBe(200);
});

it('gives scripts a token that ends, that may be made to look only, that takes the own password, and that makes no other', async () => {
  const { server, later, keeper } = await quietDay();
  const look = await keeper.post('/api/tokens', tokenOf('report', 30));
  const work = await keeper.post('/api/tokens', { ...tokenOf('import', 30), isReadOnly: false });
  const before = audits(server).length;
  for (const password of ['', 'a guess'])
    expect((await keeper.post('/api/tokens', { ...tokenOf('x', 1), password })).code).toBe('loginWrong');
  expect(audits(server).slice(before)).toEqual(
    Array(2).fill({ account: 'ma', action: 'token.make', object: 'x', result: 'loginWrong' }),
  );
  expect(server.rows("select failures from account where name = 'ma'")).toEqual([{ failures: 2 }]);
  const [looking, working] = [look, work].map(({ body }) => {
    const script = aVisitor(server);
    script.keeps.authorization = `Bearer ${body.token}`;
    return script;
  }) as [Visitor, Visitor];
  expect((await looking.get('/api/stock?site=RC-S')).status).toBe(200);
  expect((await looking.get('/api/stock?site=RC-N')).code).toBe('outOfScope');
  expect((await looking.post('/api/session/end', {})).code).toBe('rightMissing');
  expect((await working.post('/api/tokens', tokenOf('x', 1))).code).toBe('rightMissing');
  later(30 * 24 * 60 * minute);
  expect((await looking.get('/api/stock?site=RC-S')).code).toBe('sessionTooLong');
});

it('P22 writes one row for every command, whether it was done or refused, and does nothing where it can not write', async () => {
  const { server, keeper, system, security, id } = await aWorkingDay();
  const session = server.rows<{ key: number }>('select max(key) as key from session')[0]?.key as number;
  const reset = { id, reason: '忘记' };
  const tried: [string, () => Promise<unknown>][] = [
    ['/api/tokens', () => keeper.post('/api/tokens', tokenOf('x', 1))],
    ['/api/password', () => keeper.post('/api/password', { old: 'wrong', password: 'short' })],
    ['/api/second-factor', () => keeper.post('/api/second-factor', { password: long('ma') })],
    [
      '/api/people/create',
      () => system.post('/api/people/create', { name: 'new', display: 'n', unit: 'RC-N' }),
    ],
    [
      '/api/people/create',
      () => system.post('/api/people/create', { name: 'new', display: 'n', unit: 'RC-N' }),
    ],
    [
      '/api/people/create',
      () => system.post('/api/people/create', { name: 'new2', display: 'n', unit: 'XX' }),
    ],
    [
      '/api/people/roles',
      () => security.post('/api/people/roles', { id, roles: ['storeKeeper', 'approver'] }),
    ],
    ['/api/people/suspend', () => security.post('/api/people/suspend', { id, suspended: false })],
    ['/api/people/certificate', () => security.post('/api/people/certificate', { id, certificate: 'x' })],
    ['/api/people/confirm', () => security.post('/api/people/confirm', { id, asked: 0, yes: true })],
    ['/api/people/reset', () => security.post('/api/people/reset', reset)],
    ['/api/people/reset', () => system.post('/api/people/reset', reset)],
    ['/api/sessions/end', () => security.post('/api/sessions/end', { id: session })],
    ['/api/session', () => aVisitor(server).post('/api/session', { name: 'ma', password: 'x' })],
    ['/api/session/end', () => security.post('/api/session/end', {})],
  ];
  for (const [command, act] of tried) {
    const before = audits(server).length;
    const reply = await act();
    expect(audits(server), `${command} ${JSON.stringify(reply)}`).toHaveLength(before + 1);
  }
  const untried = Object.keys(peopleCommands).filter((command) => !tried.some(([each]) => each === command));
  // Of the first the first test tells, of the other the samples'.
  expect(untried).toEqual(['/api/session/sample', '/api/set-up']);
  expect(server.unsound()).toEqual([]);

  server.db.raw.exec('alter table audit rename to gone');
  const people = () => server.count('account');
  const before = people();
  expect((await system.post('/api/people/create', { name: 'late', display: 'n', unit: 'RC-N' })).status).toBe(
    500,
  );
  expect(people()).toBe(before);
  server.db.raw.exec('alter table gone rename to audit');
  expect((await system.post('/api/people/create', { name: 'late', display: 'n', unit: 'RC-N' })).status).toBe(
    200,
  );
  expect(server.unsound()).toEqual([]);
});

it('lets a sample person in with a click, but nobody by a password they never had', async () => {
  const server = await openServer();
  onTestFinished(() => server.close());
  const keeper = await aSample(server, 'keeper-guyuan');
  expect((await keeper.get()).body).toMatchObject({ name: 'keeper-guyuan', unit: 'RC-S', mustChange: false });
  expect((await aVisitor(server).get<Answer<'/api/door'>>('/api/door')).body.samples.length).toBeGreaterThan(
    8,
  );
  const guess = await aVisitor(server).post('/api/session', { name: 'keeper-guyuan', password: ' ' });
  expect(guess.code).toBe('loginWrong');
  expect(server.unsound()).toEqual([]);
});

it('lets an administrator who has lost password and phone come in anew by a code of whoever has the disk, and shuts the old way in', async () => {
  const { server, security, system } = await aWorkingDay();
  const code = setUpCodes(server.db).again('securityAdmin', start as Instant);
  const visitor = aVisitor(server);
  const card = { code, name: 'sun', display: '孙', password: long('sun') };
  expect((await visitor.get<Answer<'/api/door'>>('/api/door')).body.setUp, 'no stranger hears of it').toEqual(
    ['auditAdmin'],
  );
  const late = setUpCodes(server.db).again('systemAdmin', (start - 3_600_000) as Instant);
  expect((await visitor.post('/api/set-up', { ...card, code: late })).code, 'after an hour').toBe(
    'codeWrong',
  );
  expect((await visitor.post('/api/set-up', { ...card, name: 'li' })).code).toBe('nameTaken');
  expect((await security.get()).status, 'a try that failed shuts nobody out').toBe(200);
  expect((await visitor.post('/api/set-up', card)).body).toMatchObject({ roles: ['securityAdmin'] });
  expect((await security.get()).code).toBe('notLoggedIn');
  expect((await system.get()).status, 'of the other roles nobody is touched').toBe(200);
  expect((await aVisitor(server).post('/api/set-up', { ...card, name: 'sun2' })).code).toBe('codeWrong');
  const [row] = server.rows<{ after: string }>(
    "select after from audit where action = 'account.setUp' order by key desc limit 1",
  );
  expect(JSON.parse(row?.after ?? '')).toMatchObject({ role: 'securityAdmin', suspended: ['li'] });
  expect(server.unsound()).toEqual([]);
});
