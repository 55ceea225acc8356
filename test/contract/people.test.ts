import { afterAll, beforeAll, expect, it } from 'vitest';
import { openServer, type TestServer } from './server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await openServer();
});
afterAll(() => server.close());

it('lets a sample person in with a click, knows who it is, and writes it down', async () => {
  const response = await fetch(`${server.address}/api/session/sample`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'keeper-guyuan' }),
  });
  const me = await response.json();
  expect(response.status, JSON.stringify(me)).toBe(200);
  expect(me).toMatchObject({ name: 'keeper-guyuan', unit: 'RC-S', roles: ['storeKeeper'] });
  const cookie = response.headers.get('set-cookie') as string;
  expect(cookie).toMatch(/^changping=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
  const again = await fetch(`${server.address}/api/me`, {
    headers: { cookie: cookie.split(';')[0] as string },
  });
  expect(await again.json()).toEqual(me);
  expect(server.rows("select account, action, result from audit where account = 'keeper-guyuan'")).toEqual([
    { account: 'keeper-guyuan', action: 'session.sample', result: 'ok' },
  ]);
  expect(server.unsound()).toEqual([]);
});
