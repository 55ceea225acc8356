import { writeFileSync } from 'node:fs';
import { get, request } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { readSettings } from '@changping/server/settings';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aDay } from './day.ts';
import type { TestServer } from './server.ts';

let server: TestServer;
/** When the two slow ones were cut: they wait while the other tests run. */
let cutAfter: Promise<number[]>;
beforeAll(async () => {
  server = await aDay();
  cutAfter = Promise.all([untilCut('GET / HTTP/1.1\r\n', 'X: y\r\n'), untilCut('')]);
});
afterAll(() => server.close());

const ask = async (path: string, init: RequestInit = {}) => {
  const response = await server.fetch(path, init);
  return { status: response.status, headers: response.headers, body: await response.json() };
};
const isFault = (body: unknown, code: string) => {
  expect(body).toEqual({
    fault: {
      code,
      remedy: expect.stringMatching(/^(drop|tell-person|reread|retry|stop|fix-code)$/),
      retry: expect.any(Boolean),
      sentence: { zh: expect.stringMatching(/[\u4e00-\u9fff]/), en: expect.stringMatching(/[a-z]/) },
      detail: expect.any(String),
    },
  });
  expect(JSON.stringify(body)).not.toMatch(/node_modules|\.ts:|at .+\(/);
};

it.each([
  ['an unknown address', '/api/nothing', 404, 'notFound'],
  ['an unknown page', '/nothing.html', 404, 'notFound'],
  ['a site there is not', '/api/sites/nowhere', 404, 'notFound'],
  ['a tag nobody ever saw', '/api/pieces/ABCD', 404, 'notFound'],
  ['a site id of another form', '/api/sites/a%20b', 400, 'badQuery'],
  ['a code that is no hex', '/api/pieces/xyz', 400, 'badQuery'],
  ['a parameter it does not know', '/api/stock?sit=RC-S', 400, 'badQuery'],
  ['a parameter of an object’s own', '/api/stock?__proto__=1', 400, 'badQuery'],
  ['a climate without a site', '/api/climate', 400, 'badQuery'],
  ['R6 nested parameters', '/api/stock?site[a][b]=c', 400, 'badQuery'],
  ['R6 a list where one is asked', '/api/stock?site=RC-S&site=RC-N', 400, 'badQuery'],
  ['R6 two thousand of the same', `/api/stock?${'a[]=1&'.repeat(2000)}`, 400, 'badQuery'],
  ['R11 a way out of the folder', '/..%2f..%2fetc%2fpasswd', 404, 'notFound'],
  ['R11 a way out of an id', '/api/sites/..%2f..%2f', 400, 'badQuery'],
  ['R11 NUL in a page', '/index%00.html', 400, 'badQuery'],
  ['R11 NUL in an id', '/api/sites/RC-S%00', 400, 'badQuery'],
  ['R11 half an escape', '/api/sites/%zz', 400, 'badQuery'],
  ['R11 bytes that are no UTF-8', '/api/sites/%ff%fe', 400, 'badQuery'],
  ['R11 an id of 5,000 letters', `/api/sites/${'A'.repeat(5000)}`, 400, 'badQuery'],
  ['R11 a code of 10,000 digits', `/api/pieces/${'A'.repeat(10_000)}`, 400, 'badQuery'],
  ['R12 no items', '/api/events?limit=0', 400, 'badQuery'],
  ['R12 minus one', '/api/events?limit=-1', 400, 'badQuery'],
  ['R12 no number', '/api/events?limit=many', 400, 'badQuery'],
  ['R12 an empty number', '/api/events?limit=', 400, 'badQuery'],
  ['R12 a page of another form', '/api/events?after=abc', 400, 'badQuery'],
  ['R12 a page of forty digits', `/api/events?after=${'9'.repeat(40)}`, 400, 'badQuery'],
])(
  'answers %s with its code, its remedy and a sentence in both languages, at once',
  async (_, path, status, code) => {
    const began = performance.now();
    const answer = await raw(path);
    expect(performance.now() - began).toBeLessThan(500);
    expect(answer.status).toBe(status);
    isFault(JSON.parse(answer.body), code);
    expect(server.failed).toEqual([]);
  },
);

/** Without the tidying that fetch does to an address. */
const raw = (path: string, more: Record<string, string> = {}, method = 'GET') =>
  new Promise<{ status: number; body: string; headers: Record<string, unknown> }>((done, fail) => {
    const headers = { authorization: `Bearer ${server.house.token}`, ...more };
    request({ port: server.port, host: '127.0.0.1', path, headers, method }, (answer) => {
      let body = '';
      answer.on('data', (chunk) => {
        body += chunk;
      });
      answer.on('end', () => done({ status: answer.statusCode ?? 0, body, headers: answer.headers }));
    })
      .on('error', fail)
      .end();
  });

it('R11 turns away an address of 100 kB', async () => {
  expect((await raw(`/${'a'.repeat(100_000)}`)).status).toBe(431);
});

it.each([
  ['a thousand million items', '/api/events?limit=1e9'],
  ['the newest page of all time', '/api/events?after=9999999999999999'],
])('R12 caps %s', async (_, path) => {
  const { status, body } = await ask(path);
  expect(status).toBe(200);
  expect(body.items.length).toBeLessThanOrEqual(500);
});

it('R12 caps a hundred years of climate to the width of a curve', async () => {
  const { status, body } = await ask('/api/climate?site=RC-S&hours=876000');
  expect(status).toBe(200);
  for (const { points } of body.items) expect(points.length).toBeLessThanOrEqual(480);
});

it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND'])(
  'answers %s with 405 and what is allowed',
  async (method) => {
    for (const path of ['/api/sites', '/', '/nothing']) {
      const answer = await raw(path, {}, method);
      expect(answer.status).toBe(405);
      expect(answer.headers.allow).toBe('GET, HEAD');
      isFault(JSON.parse(answer.body), 'methodNotAllowed');
    }
  },
);

it('does not read the body of what it refuses', async () => {
  const answer = await fetch(`${server.address}/api/sites`, {
    method: 'POST',
    body: 'x'.repeat(10_000_000),
  }).catch(() => undefined);
  expect(answer === undefined || answer.status === 405).toBe(true);
  expect((await ask('/healthz')).status).toBe(200);
});

it('answers HEAD as GET, without the body', async () => {
  const [whole, head] = await Promise.all([raw('/api/kinds'), raw('/api/kinds', {}, 'HEAD')]);
  expect(head.status).toBe(200);
  expect(head.body).toBe('');
  expect(head.headers['content-length']).toBe(whole.headers['content-length']);
});

it.each([
  ['a foreign host', { host: 'evil.example' }],
  ['a host that ends like ours', { host: 'evil.example.localhost' }],
  ['a user before our host', { host: 'a@127.0.0.1' }],
  ['two hosts', { host: '127.0.0.1, evil.example' }],
])('refuses a request for %s', async (_, headers) => {
  for (const path of ['/api/sites', '/metrics', '/', '/openapi.json']) {
    const answer = await raw(path, headers);
    expect(answer.status).toBe(403);
    isFault(JSON.parse(answer.body), 'foreignOrigin');
  }
});

const browser = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };
it.each([
  [
    'came by a foreign address',
    { host: 'evil.example:8080' },
    '不是本服务器的地址',
    'http://localhost:8080/',
  ],
  ['came by markup in an address', { host: '<img>' }, '&#60;img&#62;', 'http://localhost/'],
  [
    'came by a link of another site',
    { 'sec-fetch-site': 'cross-site' },
    '其他网站的链接',
    'own//evil.example/?a=1',
  ],
])('tells a person who %s what happened and how to come in', async (_, headers, told, door) => {
  const path = '//evil.example/?a=1';
  const page = await raw(path, { ...browser, ...headers });
  expect(page.status).toBe(403);
  expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
  expect(page.headers['cache-control']).toBe('no-store');
  expect(page.headers['content-security-policy']).toMatch(
    /^default-src 'none'; style-src 'sha256-[^;]+'; base/,
  );
  expect(page.body).toContain(told);
  expect(page.body).toMatch(/<p lang="en">[^<]*(?:<b>[^<]*<\/b>)?[^<]*not opened/);
  const own = `http://127.0.0.1:${server.port}`;
  expect(/<a href="([^"]+)"/.exec(page.body)?.[1]).toBe(door.replace('own', own));
  expect(page.body).not.toMatch(/<(?:img|script)/);
  for (const wish of [{ accept: '*/*' }, { accept: 'application/json' }])
    isFault(JSON.parse((await raw(path, { ...wish, ...headers })).body), 'foreignOrigin');
  isFault(JSON.parse((await raw('/api/sites', { ...browser, ...headers })).body), 'foreignOrigin');
});

it('shields every answer, good or bad, and does not say what it is made with', async () => {
  for (const path of ['/api/sites', '/nothing', '/metrics', '/openapi.json', '/api/sites/%zz']) {
    const { headers } = await raw(path);
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
    expect(headers).not.toHaveProperty('x-powered-by');
    expect(headers).not.toHaveProperty('server');
    expect(headers).not.toHaveProperty('access-control-allow-origin');
  }
});

/** Milliseconds until the server closes on somebody who begins so and goes on with `drip` twice a second. */
const untilCut = (begin: string, drip = '') =>
  new Promise<number>((done) => {
    const began = performance.now();
    const socket = connect(server.port, '127.0.0.1');
    socket.write(begin);
    const timer = setInterval(() => drip && socket.write(drip), 500);
    socket.on('error', () => {});
    socket.on('close', () => {
      clearInterval(timer);
      done(performance.now() - began);
    });
    socket.resume();
  });

/** What comes back for bytes as they are, until the server closes. */
const spoken = (bytes: string, within = 3000) =>
  new Promise<string>((done) => {
    const socket = connect(server.port, '127.0.0.1');
    let heard = '';
    socket.on('data', (chunk) => {
      heard += chunk;
    });
    socket.on('error', () => {});
    socket.on('close', () => done(heard));
    setTimeout(() => socket.destroy(), within).unref();
    socket.write(bytes);
  });

it.each([
  ['two lengths', 'Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello'],
  ['a length and chunks', 'Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
  ['chunks of another coding', 'Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n'],
  ['a length that is no number', 'Content-Length: +5\r\n\r\nhello'],
  ['a folded header', 'X: a\r\n b\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n'],
  ['a header with a NUL', 'X: a\0b\r\n\r\n'],
  ['a blank before the colon', 'Content-Length : 5\r\n\r\nhello'],
])('R17 refuses %s, and answers no second request hidden behind it', async (_, rest) => {
  const hidden = 'GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n';
  const heard = await spoken(`POST /api/sites HTTP/1.1\r\nHost: 127.0.0.1\r\n${rest}${hidden}`);
  expect(heard).toMatch(/^HTTP\/1\.1 400 /);
  expect(heard.match(/HTTP\/1\.1 /g)).toHaveLength(1);
});

it('R16 has cut, within twelve seconds, who sent a header a second and who sent nothing', async () => {
  const took = await cutAfter;
  console.log('R16', JSON.stringify({ cutAfterMs: took }));
  for (const ms of took) {
    expect(ms).toBeGreaterThan(8000);
    expect(ms).toBeLessThan(12_000);
  }
});

it('listens on this computer only, and its settings refuse anything else', () => {
  expect((server.http.address() as AddressInfo).address).toBe('127.0.0.1');
  const file = join(server.folder, 'settings.json');
  const settings = (host: string) =>
    writeFileSync(
      file,
      JSON.stringify({
        http: { host, port: 0 },
        mqtt: { port: 0 },
        data: '.',
        region: 'ningxia',
        gateways: [],
      }),
    );
  for (const host of ['0.0.0.0', '::', '192.168.1.1', 'example.org']) {
    settings(host);
    expect(() => readSettings(file)).toThrow('must be 127.0.0.1');
  }
  settings('127.0.0.1');
  expect(readSettings(file).http.host).toBe('127.0.0.1');
});

it('tells its numbers to a stranger of another computer only with a token of who may watch', async () => {
  // Another address than those of this computer itself.
  const from = async (headers: Record<string, string>) =>
    new Promise<number>((done, fail) => {
      const { port } = server;
      get({ host: '127.0.0.1', port, path: '/metrics', localAddress: '127.0.0.2', headers }, (answer) => {
        answer.resume();
        done(answer.statusCode ?? 0);
      }).on('error', fail);
    });
  expect(await from({})).toBe(401);
  expect(await from({ authorization: `Bearer ${server.house.token}` })).toBe(200);
  expect(await from(await server.as('keeper-guyuan'))).toBe(403);
});
