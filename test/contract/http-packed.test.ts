import { mkdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { pack } from '../../server/bin/pack.mjs';
import { aDay } from './day.ts';
import type { TestServer } from './server.ts';

const script = `export const words = ${JSON.stringify('many words '.repeat(400))};\n`;
const page = `<!doctype html><title>page</title>${'<p>text</p>'.repeat(200)}`;
let server: TestServer;
beforeAll(async () => {
  server = await aDay();
  const pages = join(server.folder, 'pages');
  mkdirSync(join(pages, 'assets'), { recursive: true });
  mkdirSync(join(pages, 'command'));
  writeFileSync(join(pages, 'command', 'index.html'), page);
  writeFileSync(join(pages, 'assets', 'index-abc.js'), script);
  writeFileSync(join(pages, 'assets', 'small-abc.js'), 'export {};');
  pack(pages);
});
afterAll(() => server.close());

/** As the bytes come: fetch would unpack them. */
const ask = (path: string, accepts?: string, more: Record<string, string> = {}, method = 'GET') =>
  new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: Buffer }>((done, failed) => {
    const headers = {
      authorization: `Bearer ${server.house.token}`,
      ...(accepts !== undefined && { 'accept-encoding': accepts }),
      ...more,
    };
    request(server.address + path, { headers, method }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part) => parts.push(part));
      response.on('end', () =>
        done({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(parts),
        }),
      );
    })
      .on('error', failed)
      .end();
  });
const unpacked = (bytes: Buffer, encoding: unknown) =>
  (encoding === 'br'
    ? brotliDecompressSync(bytes)
    : encoding === 'gzip'
      ? gunzipSync(bytes)
      : bytes
  ).toString();

it.each([
  ['gzip, deflate, br', 'br'],
  ['br;q=0, gzip', 'gzip'],
  ['gzip', 'gzip'],
  ['identity', undefined],
  ['', undefined],
  [undefined, undefined],
])('hands a page and its script to whoever accepts "%s" as %s', async (accepts, encoding) => {
  for (const [path, text, type] of [
    ['/', page, 'text/html; charset=utf-8'],
    ['/command/', page, 'text/html; charset=utf-8'],
    ['/assets/index-abc.js', script, 'text/javascript; charset=utf-8'],
  ] as const) {
    const { status, headers, body } = await ask(path, accepts);
    expect(status).toBe(200);
    expect(headers['content-encoding'], path).toBe(encoding);
    expect(unpacked(body, encoding)).toBe(text);
    expect(headers['content-type']).toBe(type);
    expect(headers.vary).toMatch(/accept-encoding/i);
    expect(headers['cache-control']).toBe(
      path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    );
    if (encoding) expect(body.length).toBeLessThan(text.length / 4);
  }
});

it('knows each form of a page again by an ETag of its own', async () => {
  const tags = new Map<string, unknown>();
  for (const accepts of ['br', 'gzip', 'identity']) tags.set(accepts, (await ask('/', accepts)).headers.etag);
  expect(new Set(tags.values()).size).toBe(3);
  for (const [accepts, tag] of tags) {
    const again = await ask('/', accepts, { 'if-none-match': String(tag) });
    expect(again.status).toBe(304);
    expect(again.body.length).toBe(0);
    expect(again.headers.vary).toMatch(/accept-encoding/i);
  }
  expect((await ask('/', 'gzip', { 'if-none-match': String(tags.get('br')) })).status).toBe(200);
});

it('hands out a small file as it is, answers HEAD with the same head, and refuses what is not there', async () => {
  const small = await ask('/assets/small-abc.js', 'br');
  expect([small.headers['content-encoding'], small.body.toString()]).toEqual([undefined, 'export {};']);
  const head = await ask('/', 'br', {}, 'HEAD');
  expect([head.status, head.headers['content-encoding'], head.body.length]).toEqual([200, 'br', 0]);
  for (const path of [
    '/none.js',
    '/..%2fchangping.sqlite',
    '/%2e%2e/changping.sqlite',
    '/.hidden',
    '/assets',
  ]) {
    const none = await ask(path, 'br');
    expect(none.status, path).toBe(404);
    expect(none.headers['content-encoding']).toBeUndefined();
    expect(JSON.parse(none.body.toString()).fault.code).toBe('notFound');
  }
});

it('packs a large answer and leaves a small one alone', async () => {
  const large = await ask('/api/map', 'gzip, deflate, br');
  expect(large.headers['content-encoding']).toBe('gzip');
  expect(JSON.parse(unpacked(large.body, 'gzip'))).toEqual(
    JSON.parse((await ask('/api/map', 'identity')).body.toString()),
  );
  expect(large.headers.vary).toMatch(/accept-encoding/i);
  expect(large.headers['content-type']).toBe('application/json; charset=utf-8');
  expect((await ask('/healthz', 'gzip')).headers['content-encoding']).toBeUndefined();
  expect((await ask('/api/nothing', 'gzip')).status).toBe(404);
});
