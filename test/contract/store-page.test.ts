import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openServer, type TestServer } from './server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await openServer();
  for (const page of ['store', 'command']) {
    const folder = join(server.folder, 'pages', page);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'index.html'), `<meta property="csp-nonce" nonce="__NONCE__" />${page}`);
  }
});
afterAll(() => server.close());

const strict = "style-src 'self'";
async function look(path: string) {
  const response = await fetch(server.address + path);
  const policy = response.headers.get('content-security-policy')?.split(';') ?? [];
  return {
    response,
    text: await response.text(),
    styles: policy.find((rule) => rule.startsWith('style-src')),
    policy: policy.filter((rule) => !rule.startsWith('style-src')),
  };
}

it('lets the console alone make styles, each response by a word of its own that stands in its page', async () => {
  const seen = [await look('/store/'), await look('/store/'), await look('/store/index.html')];
  for (const { response, text, styles } of seen) {
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^text\/html; charset=utf-8$/i);
    expect(response.headers.get('cache-control')).toBe('no-cache');
    const [, nonce] = /nonce="([\w+/=]{24})"/.exec(text) ?? [];
    expect(nonce, text).toBeDefined();
    expect(styles).toBe(`${strict} 'nonce-${nonce}'`);
    expect(text).toContain('store');
  }
  expect(new Set(seen.map(({ styles }) => styles)).size).toBe(3);
});

it('keeps the policy as it was everywhere else, and all the rest of it in the console too', async () => {
  const console = await look('/store/');
  for (const path of ['/', '/command/', '/api/door', '/store/none.js', '/enter/', '/healthz']) {
    const other = await look(path);
    expect(other.styles, path).toBe(strict);
    expect(other.policy, path).toEqual(console.policy);
  }
});

it('lets the page of the handheld alone compile a program, for the reader of codes', async () => {
  for (const [path, scripts] of [
    ['/scanner/', "script-src 'self' 'wasm-unsafe-eval'"],
    ['/scanner/index.html', "script-src 'self' 'wasm-unsafe-eval'"],
    ['/scanner/sw.js', "script-src 'self'"],
    ['/assets/scanner-1.js', "script-src 'self'"],
    ['/scanner', "script-src 'self'"],
    ['/store/', "script-src 'self'"],
  ] as const)
    expect((await look(path)).policy, path).toContain(scripts);
});

it('answers a page that remembers an old word with a whole new one, never with "not changed"', async () => {
  const first = await fetch(`${server.address}/store/`);
  const again = await fetch(`${server.address}/store/`, {
    headers: { 'if-none-match': first.headers.get('etag') ?? '"x"' },
  });
  expect(again.status).toBe(200);
});
