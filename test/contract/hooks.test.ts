import { createHmac } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Answer } from '@changping/contracts/http';
import type { Epoch, Instant, SiteId } from '@changping/contracts/units';
import type { Told } from '@changping/server/domain/hooks/message';
import { accounts } from '@changping/server/store/accounts';
import { expect, it, onTestFinished, vi } from 'vitest';
import { strangers, tagsLetters } from '../letters.ts';
import { openSender } from '../sender.ts';
import { aWorld, until } from '../world.ts';
import { whole } from './count-room.ts';
import { added, bodyOf, happens, opened, secret, standing } from './hook-room.ts';
import { aRobot } from './robot.ts';
import { aSample } from './visitor.ts';

vi.setConfig({ testTimeout: 120_000 });

it('tells a robot of each format what happened, signed, once, and of nothing else', async () => {
  const robots = {
    ...{ dingtalk: await aRobot(), wecom: await aRobot(), feishu: await aRobot() },
    ...{ sm3: await aRobot(), sha256: await aRobot() },
  };
  const formats = Object.keys(robots) as (keyof typeof robots)[];
  const { server, system } = await opened({ allow: formats.map((format) => robots[format].host) });
  happens(server, 'HO-BEFORE');
  for (const format of formats) {
    const { secret: own, ...body } = bodyOf(`http://${robots[format].host}/send?access_token=abc`, {
      format,
    });
    whole(await system.post('/api/hooks/add', format === 'wecom' || !own ? body : { ...body, secret: own }));
  }
  happens(server, 'HO-1');
  happens(server, 'HO-OUTSIDE', { what: 'online', detail: { gateway: 'GW-1' } });
  for (const format of formats) {
    const [said] = await until(
      () => robots[format].heard,
      (all) => all.length > 0,
    );
    const { body = '', headers = {}, path = '' } = said ?? {};
    expect(body).toContain('HO-1 逾期未了');
    expect(body).not.toContain('HO-BEFORE');
    expect(body).not.toContain(secret);
    if (format === 'sm3' || format === 'sha256') {
      const at = headers['changping-timestamp'];
      const sign = createHmac(format, secret).update(`${at}.${body}`).digest('hex');
      expect(headers['changping-signature']).toBe(`${format}=${sign}`);
    }
    if (format === 'dingtalk') expect(path).toMatch(/access_token=abc&timestamp=\d+&sign=/);
    if (format === 'feishu')
      expect(JSON.parse(body)).toMatchObject({ msg_type: 'text', sign: expect.any(String) });
  }
  const { items } = whole(await system.get<Answer<'/api/hooks'>>('/api/hooks'));
  for (const hook of items) {
    await until(
      () => standing(system, hook.id),
      ({ told, waiting }) => told === 1 && waiting === 0,
    );
  }
  expect(formats.map((format) => robots[format].heard.length)).toEqual([1, 1, 1, 1, 1]);
});

it('never shows the address or the secret again: not in answers, not in the audit, not in what it logs', async () => {
  const robot = await aRobot();
  const { server, system } = await opened({ allow: [robot.host] });
  const id = await added(system, robot, {
    url: `http://${robot.host}/hook/TOKEN-OF-ROBOT`,
    format: 'dingtalk',
  });
  await system.post('/api/hooks/test', { id });
  await system.post('/api/hooks/add', bodyOf('http://10.0.0.1/TOKEN-OF-ROBOT'));
  await system.post('/api/hooks/add', bodyOf('file:///TOKEN-OF-ROBOT'));
  await system.post('/api/hooks/add', { ...bodyOf('http://10.0.0.1/TOKEN-OF-ROBOT'), lang: 'fr' as 'zh' });
  await system.post('/api/hooks/pause', { id, paused: true });
  const shown = JSON.stringify(await system.get('/api/hooks'));
  await system.post('/api/hooks/remove', { id });
  const audit = await aSample(server, 'audit');
  const rows = JSON.stringify([await audit.get('/api/audit?limit=500'), server.rows('select * from audit')]);
  for (const text of [shown, rows, JSON.stringify(server.failed.map(String))]) {
    expect(text).not.toContain('TOKEN-OF-ROBOT');
    expect(text).not.toContain(secret);
  }
  expect(server.rows('select * from hook')).toEqual([]);
  expect(shown).toContain(`http://${robot.host}/…`);
});

it('tells a robot that was away what waited, together, and shows why it did not arrive before', async () => {
  const robot = await aRobot();
  const { server, system } = await opened({ allow: [robot.host] });
  const id = await added(system, robot);
  robot.answers((response) => response.writeHead(503).end());
  const ids = [happens(server, 'HO-1')];
  const away = await until(
    () => standing(system, id),
    ({ failures }) => failures >= 1,
  );
  expect(away).toMatchObject({ failed: { why: 'status', detail: '503' }, waiting: 1, told: 0, okAt: null });
  expect(away.againAt).toBeGreaterThan(Date.now() - 60_000);
  ids.push(happens(server, 'HO-2'), happens(server, 'HO-3'));
  robot.answers();
  const well = await until(
    () => standing(system, id),
    ({ told }) => told === 3,
    60_000,
  );
  expect(well).toMatchObject({ waiting: 0, failures: 0, againAt: null, givenUp: 0 });
  expect(well.okAt).not.toBeNull();
  const [first, ...others] = robot.heard.map(({ headers }) => headers['changping-id']);
  expect(others[0], 'the same message comes again under its own number').toBe(first);
  expect([...new Set(robot.told())]).toEqual(ids);
  expect(new Set(others).size, 'the two that waited came together').toBe(2);
});

it('keeps to one message at a time and under twenty a minute, and lets no slow robot hold up another', async () => {
  const [slow, quick] = [await aRobot(), await aRobot()];
  const { server, system } = await opened({ allow: [slow.host, quick.host] });
  const held = await added(system, slow, { name: '慢' });
  await added(system, quick, { name: '快' });
  slow.answers(() => {});
  const ids = [happens(server, 'HO-1')];
  await until(
    () => quick.told(),
    (told) => told.length === 1,
  );
  for (const n of [2, 3, 4]) ids.push(happens(server, `HO-${n}`));
  await until(
    () => quick.told(),
    (told) => told.length === 4,
  );
  expect(quick.told()).toEqual(ids);
  const times = quick.heard.map(({ at }) => at);
  for (const [n, at] of times.slice(1).entries()) expect(at - (times[n] as number)).toBeGreaterThan(3000);
  expect(slow.heard).toHaveLength(1);
  const late = await until(
    () => standing(system, held),
    ({ failures }) => failures === 1,
    30_000,
  );
  expect(late.failed).toMatchObject({ why: 'late' });
});

it('tells only of the stores below its unit, and without amounts of a store that is being counted', async () => {
  const robot = await aRobot();
  const { server, system } = await opened({ allow: [robot.host] });
  await added(system, robot, { unit: 'RC-S' });
  const keeper = await aSample(server, 'keeper-guyuan');
  const count = '01990000-0000-7000-8000-0000000000a1';
  whole(await keeper.post('/api/counts/open', { id: count, site: 'RC-S', places: ['RC-S/dangerous'] }));
  whole(await keeper.post('/api/documents/step', { id: count, version: 1, action: 'start' }));
  happens(server, 'HO-NORTH', { site: 'RC-N' as SiteId });
  const detail = { kind: 'quilt', lots: 2, pieces: 31, quantity: 310, on: '2026-12-01' };
  const own = happens(server, '', { what: 'nearExpiry', detail });
  await until(
    () => robot.told(),
    (told) => told.includes(own),
  );
  expect(robot.told()).toEqual([own]);
  expect(robot.heard[0]?.body).toContain('2 个批次临期，最早 2026-12-01 到期');
  const [told] = (JSON.parse(robot.heard[0]?.body ?? '{}') as { notices: Told[] }).notices;
  expect(told?.detail).toEqual({ kind: 'quilt', lots: 2, on: '2026-12-01' });
  expect(told?.text).not.toContain('31');
});

it('gives up what is a day old, and counts it; what came during a pause is told after it', async () => {
  const robot = await aRobot();
  const { server, system } = await opened({ allow: [robot.host] });
  const id = await added(system, robot);
  whole(await system.post('/api/hooks/pause', { id, paused: true }));
  const old = (Date.now() - 86_400_001) as Instant;
  for (const n of [1, 2]) happens(server, `HO-OLD-${n}`, { at: old });
  const fresh = happens(server, 'HO-NEW');
  expect((await standing(system, id)).waiting).toBe(3);
  whole(await system.post('/api/hooks/pause', { id, paused: false }));
  const after = await until(
    () => standing(system, id),
    ({ told }) => told === 1,
  );
  expect(after).toMatchObject({ givenUp: 2, waiting: 0, pausedAt: null });
  expect(robot.told()).toEqual([fresh]);
  const metrics = await (await server.fetch('/metrics')).text();
  expect(metrics).toContain('changping_hooks_given_up 2');
});

it('is set up by the system administrator alone', async () => {
  const robot = await aRobot();
  const { server, system } = await opened({ allow: [robot.host] });
  const id = await added(system, robot);
  for (const name of [
    'security',
    'audit',
    'policy',
    'supervisor',
    'approver',
    'keeper-guyuan',
    'commander',
    'guest',
  ]) {
    const who = await aSample(server, name);
    expect([name, (await who.get('/api/hooks')).code]).toEqual([name, 'rightMissing']);
    for (const [command, body] of [
      ['/api/hooks/add', bodyOf('https://nowhere.example/')],
      ['/api/hooks/test', { id }],
      ['/api/hooks/pause', { id, paused: true }],
      ['/api/hooks/remove', { id }],
    ] as const)
      expect([name, command, (await who.post(command, body as never)).code]).toEqual([
        name,
        command,
        'rightMissing',
      ]);
  }
  expect(robot.heard).toEqual([]);
  const person = { name: 'system-north', display: '北库系统', unit: 'RC-N', roles: ['systemAdmin' as const] };
  accounts(server.db).add(
    { ...person, password: null, isGiven: false, isSample: true },
    Date.now() as Instant,
  );
  const north = await aSample(server, 'system-north');
  expect(whole(await north.get<Answer<'/api/hooks'>>('/api/hooks')).items).toEqual([]);
  expect((await north.post('/api/hooks/remove', { id })).code).toBe('outOfScope');
  expect((await north.post('/api/hooks/add', bodyOf(`http://${robot.host}/`))).code).toBe('outOfScope');
  whole(await north.post('/api/hooks/add', bodyOf(`http://${robot.host}/`, { unit: 'RC-N' })));
  expect((await system.post('/api/hooks/add', bodyOf('https://a.example/', { format: 'wecom' }))).code).toBe(
    'hookSecret',
  );
  expect((await system.post('/api/hooks/add', bodyOf('https://a.example/', { secret: 'short' }))).code).toBe(
    'hookSecret',
  );
  expect((await system.post('/api/hooks/test', { id: '01990000-0000-7000-8000-000000000000' })).code).toBe(
    'notFound',
  );
});

it('delivers everything although the server is killed in the middle of it', async () => {
  const robot = await aRobot();
  robot.answers((response) => setTimeout(() => response.end('{}'), 200));
  const world = await aWorld({ scenario: 'quiet-day', gateway: false, status: false, stores: ['RC-S'] });
  const file = join(world.folder, 'server.json');
  const settings = JSON.parse(readFileSync(file, 'utf8')) as object;
  writeFileSync(file, JSON.stringify({ ...settings, webhooks: { allow: [robot.host] } }));
  const restart = async () => {
    await world.server.kill('SIGKILL');
    await world.startServer();
  };
  await restart();
  const system = await aSample({ address: world.address.replace(/\/$/, '') }, 'system');
  await added(system, robot, { topics: ['passage'] });
  const { gateway, key } = world.stores['RC-S'] as { gateway: string; key: string };
  const epoch = '00000000000000a1' as Epoch;
  const all = tagsLetters({ gateway, epoch, rows: 2, count: 60, epcs: strangers(120) });
  const sender = openSender({ port: world.mqttPort, site: 'RC-S', gateway, key, epoch, window: 5 });
  onTestFinished(() => sender.close());
  const stored = () =>
    world.ledger<{ key: number }>(
      "select key from event where what in ('unknownTag', 'unconfirmed') order by key",
    );
  for (const kill of [0, 1, 2]) {
    sender.send(all.slice(kill * 20, kill * 20 + 10));
    const before = robot.heard.length;
    await until(
      () => robot.heard.length,
      (n) => n > before,
      30_000,
    );
    // The first of them is under way, and these wait.
    sender.send(all.slice(kill * 20 + 10, kill * 20 + 20));
    await restart();
  }
  await until(
    () => sender.acknowledged.size,
    (n) => n === all.length,
    60_000,
  );
  const ids = stored().map(({ key: id }) => id);
  expect(ids.length).toBeGreaterThanOrEqual(6);
  await until(
    () => new Set(robot.told()).size,
    (n) => n === ids.length,
    60_000,
  );
  expect([...new Set(robot.told())].sort((a, b) => a - b)).toEqual(ids);
  console.log(
    'hooks',
    JSON.stringify({ notices: ids.length, messages: robot.heard.length, told: robot.told().length }),
  );
  const numbers = robot.heard.map(({ headers }) => headers['changping-id']);
  const bodies = new Map(
    robot.heard.map(({ headers, body }) => [headers['changping-id'], JSON.parse(body).notices]),
  );
  for (const [n, { body }] of robot.heard.entries())
    expect(JSON.parse(body).notices, 'what comes twice is the same').toEqual(bodies.get(numbers[n]));
});
