import { rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Block, readBlock } from '@changping/server/domain/hooks/address';
import { openHookPost } from '@changping/server/edge/hook-post';
import { expect, it, onTestFinished, vi } from 'vitest';
import { until } from '../world.ts';
import { whole } from './count-room.ts';
import { added, bodyOf, happens, opened, resolver, standing } from './hook-room.ts';
import { aRobot } from './robot.ts';
import { openServer } from './server.ts';
import { aSample } from './visitor.ts';

vi.setConfig({ testTimeout: 120_000 });

const refused: [url: string, code: string][] = [
  ...[
    'http://127.0.0.1/',
    'http://127.0.0.1:9/x',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://2130706433/',
  ],
  ...[
    'http://169.254.169.254/latest/meta-data/',
    'http://10.0.0.1/',
    'http://10.255.255.255:8080/',
    'http://0x7f.1/',
  ],
  ...[
    'http://192.168.1.1/',
    'http://172.16.0.9/',
    'http://100.64.0.1/',
    'http://localhost/',
    'http://[fd00::1]/',
  ],
  ...['http://[64:ff9b::7f00:1]/', 'https://inside.example/', 'https://both.example/'],
].map((url): [string, string] => [url, 'hookInside']);
refused.push(
  ...[
    'file:///etc/passwd',
    'gopher://127.0.0.1/',
    'http://0.0.0.0/',
    'http://[::]/',
    'http://224.0.0.1/',
  ].map((url): [string, string] => [url, 'hookUrl']),
  ...['https://user:password@example.com/', 'https://user@example.com/', 'nonsense', 'http://'].map(
    (url): [string, string] => [url, 'hookUrl'],
  ),
);
it('R13 refuses every address inside with its code, a row of the audit and the setting to change', async () => {
  const lookup = resolver({ 'inside.example': [['10.1.2.3']], 'both.example': [['8.8.8.8', '127.0.0.1']] });
  const { server, system } = await opened({ lookup });
  const rows = () => server.count("audit where action = 'hook.add'");
  for (const [url, code] of refused) {
    const before = rows();
    const answer = await system.post('/api/hooks/add', bodyOf(url));
    expect([url, answer.status, answer.code]).toEqual([url, 422, code]);
    expect(rows(), url).toBe(before + 1);
    if (code === 'hookInside') expect(JSON.stringify(answer.body)).toContain('webhooks.allow');
  }
  const codes = server.rows<{ result: string }>(
    "select distinct result from audit where action = 'hook.add' order by 1",
  );
  expect(codes).toEqual([{ result: 'hookInside' }, { result: 'hookUrl' }]);
  expect(server.count('hook')).toBe(0);
  expect(server.unsound()).toEqual([]);
});

it('R13 lets a name that changes its mind reach nothing: the address is judged when it is connected to, and never asked twice', async () => {
  const robot = await aRobot();
  const lookup = resolver({
    'rebinding.example': [['8.8.8.8'], ['127.0.0.1'], ['8.8.8.8']],
    'mapped.example': [['8.8.8.8'], ['::ffff:127.0.0.1']],
  });
  const { system } = await opened({ lookup });
  for (const name of ['rebinding.example', 'mapped.example']) {
    const url = `http://${name}:${robot.port}/hook`;
    const { id } = whole(await system.post('/api/hooks/add', bodyOf(url)));
    const before = lookup.asked.length;
    const { failed } = whole(await system.post('/api/hooks/test', { id }));
    expect(failed).toMatchObject({ why: 'inside' });
    expect(lookup.asked.slice(before)).toEqual([name]);
    expect((await standing(system, id)).failed).toMatchObject({ why: 'inside' });
  }
  expect(robot.heard).toEqual([]);
});

it('R13 takes for inside what is on a line of the server, whatever addresses that has', async () => {
  const lookup = resolver({ 'near.example': [['8.8.8.8']], 'far.example': [['8.8.4.4']] });
  const line = openHookPost(() => ({ allowed: [], near: [readBlock('8.8.8.1/24') as Block] }), lookup);
  onTestFinished(line.close);
  const urls = ['http://8.8.8.8:8080/', 'https://near.example/', 'https://far.example/'];
  expect(await Promise.all(urls.map(line.wrong))).toEqual(['inside', 'inside', null]);
  const post = { url: 'https://near.example/', headers: {}, body: '' };
  expect(await line.post(post)).toMatchObject({ why: 'inside' });
});

it('R13 follows nobody who sends elsewhere', async () => {
  const [robot, inside] = [await aRobot(), await aRobot()];
  const { system } = await opened({ allow: [robot.host] });
  for (const status of [301, 302, 307, 308]) {
    robot.answers((response) => response.writeHead(status, { location: `http://${inside.host}/` }).end());
    const id = await added(system, robot);
    const { failed } = whole(await system.post('/api/hooks/test', { id }));
    expect(failed).toMatchObject({ why: 'redirect', detail: `${status}` });
  }
  expect(robot.heard).toHaveLength(4);
  expect(inside.heard).toEqual([]);
});

it('reaches a name inside where the settings name it, as a block or as host and port', async () => {
  const robot = await aRobot();
  const lookup = resolver({ 'robot.police.example': [['127.0.0.1']] });
  const { system } = await opened({ lookup, allow: [`robot.police.example:${robot.port}`] });
  const url = (port: number) => `http://robot.police.example:${port}/hook`;
  const { id } = whole(await system.post('/api/hooks/add', bodyOf(url(robot.port))));
  expect(whole(await system.post('/api/hooks/test', { id })).failed).toBeNull();
  expect(JSON.parse(robot.heard[0]?.body ?? '{}')).toMatchObject({ isTest: true, notices: [] });
  expect((await system.post('/api/hooks/add', bodyOf(url(robot.port + 1)))).code).toBe('hookInside');
});

it('reads no more than 64 KiB of an answer, and believes no page that is none of a robot', async () => {
  const robot = await aRobot();
  const { system } = await opened({ allow: [robot.host] });
  const tested = async () => {
    const id = await added(system, robot, { format: 'feishu' });
    return whole(await system.post('/api/hooks/test', { id })).failed;
  };
  robot.answers((response) => response.end('x'.repeat(70_000)));
  expect(await tested()).toMatchObject({ why: 'long' });
  robot.answers((response) => response.end('<html>welcome</html>'));
  expect(await tested()).toMatchObject({ why: 'answer' });
  robot.answers((response) => response.end('{"code":19021,"msg":"sign match fail"}'));
  expect(await tested()).toMatchObject({ why: 'refused', detail: '19021' });
  robot.answers((response) => response.socket?.destroy());
  expect(await tested()).toMatchObject({ why: 'unreachable' });
});

it('is held by no robot that answers with another protocol, and ends although it does', async () => {
  const robot = await aRobot();
  const server = await openServer({ allow: [robot.host] });
  onTestFinished(() => rmSync(server.folder, { recursive: true, force: true }));
  const system = await aSample(server, 'system');
  robot.answers(({ socket }) =>
    socket?.write('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n'),
  );
  const id = await added(system, robot);
  const tested = await system.post('/api/hooks/test', { id });
  expect(whole(tested).failed).toMatchObject({ why: 'status', detail: '101' });
  happens(server, 'HO-1');
  await until(
    () => robot.heard.length,
    (n) => n === 2,
  );
  await server.stop();
});

it('looks nothing up and connects to nobody while there is no robot', async () => {
  const lookup = resolver({});
  const trap = createServer((_request, response) => response.end());
  let touched = 0;
  trap.on('connection', () => touched++);
  await new Promise<void>((done) => trap.listen(0, '127.0.0.1', done));
  onTestFinished(() => void trap.close());
  const { server } = await opened({ lookup, allow: [`127.0.0.1:${(trap.address() as AddressInfo).port}`] });
  for (const n of [1, 2, 3]) happens(server, `HO-${n}`);
  // Another server has looked at its feed meanwhile, and told what it had.
  const robot = await aRobot();
  const other = await opened({ allow: [robot.host] });
  await added(other.system, robot);
  happens(other.server, 'HO-1');
  await until(robot.told, (told) => told.length === 1);
  expect([lookup.asked, touched]).toEqual([[], 0]);
});
