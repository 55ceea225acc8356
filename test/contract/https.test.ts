/** The server over TLS, with certificates that its own command makes. */
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { Agent, get, request as post, type RequestOptions } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import type { Answer } from '@changping/contracts/http';
import type { Instant } from '@changping/contracts/units';
import { makeCertificates } from '@changping/server/certs/make';
import { afterAll, expect, it, onTestFinished } from 'vitest';
import { openServer } from './server.ts';
import { polling } from './socket.ts';

const folder = mkdtempSync(join(tmpdir(), 'changping-https-'));
afterAll(() => rmSync(folder, { recursive: true }));
const day = 86_400_000;
const here = () => ['store.example', '192.0.2.7', '2001:db8::7'];
let n = 0;
/** Certificates in a folder of their own. */
function certificates(now = Date.now()) {
  const own = join(folder, `${n++}`);
  const files = { certFile: join(own, 'server.crt'), keyFile: join(own, 'server.key') };
  const make = (at = now, hosts: string[] | null = null) =>
    makeCertificates({ folder: own, files, hosts, here, now: at });
  return { own, files, authority: join(own, 'authority.crt'), make, made: make() };
}

type Reply = { status: number; headers: IncomingHttpHeaders; text: string };
const ask = (port: number, ca: string, path: string, options: RequestOptions = {}) =>
  new Promise<Reply>((done, fail) => {
    const agent = new Agent({ keepAlive: false });
    get(
      { host: '127.0.0.1', port, path, agent, ca: readFileSync(ca), servername: 'localhost', ...options },
      async (answer) => {
        let text = '';
        for await (const chunk of answer) text += chunk;
        done({ status: answer.statusCode ?? 0, headers: answer.headers, text });
      },
    ).on('error', fail);
  });

it('makes an authority and a certificate that OpenSSL holds for good, with every name and address, and keeps both keys to itself', () => {
  const { own, files, authority, made } = certificates();
  expect(made).toMatchObject({ did: 'made', authority: { isNew: true } });
  const openssl = (...words: string[]) => execFileSync('openssl', words, { encoding: 'utf8' });
  for (const host of [
    ['-verify_hostname', 'store.example'],
    ['-verify_ip', '192.0.2.7'],
    ['-verify_ip', '2001:db8::7'],
    ['-verify_ip', '127.0.0.1'],
  ] as const)
    expect(
      openssl(
        'verify',
        '-x509_strict',
        '-purpose',
        'sslserver',
        '-CAfile',
        authority,
        ...host,
        files.certFile,
      ),
    ).toContain(': OK');
  expect(() =>
    openssl('verify', '-CAfile', authority, '-verify_hostname', 'other.example', files.certFile),
  ).toThrow();
  const text = openssl('x509', '-in', files.certFile, '-noout', '-text');
  for (const line of [
    'ecdsa-with-SHA256',
    'ASN1 OID: prime256v1',
    'TLS Web Server Authentication',
    'CA:FALSE',
  ])
    expect(text).toContain(line);
  for (const key of [files.keyFile, join(own, 'authority.key')])
    expect(execFileSync('stat', ['-c', '%a', key], { encoding: 'utf8' }).trim()).toBe('600');
});

it('does nothing while the certificate is good, renews it within its last 60 days or for another name, and leaves a given one alone', () => {
  const { own, files, make } = certificates();
  const at = Date.now();
  expect(make(at + 300 * day).did).toBe('nothing');
  expect(make(at + 338 * day)).toMatchObject({ did: 'renewed', authority: { isNew: false } });
  expect(make(at + 339 * day)).toMatchObject({ did: 'nothing' });
  expect(make(at + 339 * day, ['depot.example'])).toMatchObject({
    did: 'renewed',
    hosts: ['depot.example', 'localhost', '127.0.0.1', '::1'],
  });
  const other = certificates();
  copyFileSync(other.files.certFile, files.certFile);
  const given = readFileSync(files.certFile, 'utf8');
  expect(() => make(at + 700 * day)).toThrow('was given by somebody else');
  expect(readFileSync(files.certFile, 'utf8')).toBe(given);
  rmSync(join(own, 'server.crt'));
  expect(() => make()).toThrow('is there without its certificate');
});

it('serves pages, commands and the live line over TLS alone, to whoever names it as its certificate does, with a cookie that never goes out in the clear', async () => {
  const { files, authority } = certificates();
  const server = await openServer({ https: files });
  onTestFinished(() => server.close());
  const to = (path: string, options?: RequestOptions) => ask(server.port, authority, path, options);
  const health = await to('/healthz');
  expect(health.status).toBe(200);
  expect((JSON.parse(health.text) as Answer<'/healthz'>).certificate).toEqual({
    endsAt: expect.any(Number),
    within: null,
  });
  expect(health.headers['strict-transport-security'], 'not against others on loopback').toBeUndefined();
  for (const host of ['store.example', '192.0.2.7:443', '[2001:db8::7]'])
    expect(await to('/healthz', { headers: { host } })).toMatchObject({
      status: 200,
      headers: { 'strict-transport-security': 'max-age=15552000' },
    });
  for (const host of ['other.example', '192.0.2.8', 'store.example.evil'])
    expect((await to('/healthz', { headers: { host } })).text).toContain('foreignOrigin');
  await expect(fetch(`http://127.0.0.1:${server.port}/healthz`)).rejects.toThrow();
  await expect(
    ask(server.port, authority, '/healthz', {
      maxVersion: 'TLSv1.1',
      minVersion: 'TLSv1',
      ciphers: 'DEFAULT@SECLEVEL=0',
    }),
  ).rejects.toThrow();

  const cookie = await new Promise<string[]>((done, fail) => {
    const body = JSON.stringify({ name: 'keeper-guyuan' });
    const headers = {
      'content-type': 'application/json',
      host: 'store.example',
      origin: 'https://store.example',
    };
    const request = post(
      {
        host: '127.0.0.1',
        port: server.port,
        path: '/api/session/sample',
        method: 'POST',
        headers,
        ca: readFileSync(authority),
        servername: 'localhost',
        agent: false,
      },
      (answer) => {
        answer.resume();
        done(answer.headers['set-cookie'] ?? []);
      },
    );
    request.on('error', fail);
    request.end(body);
  });
  expect(cookie[0]).toMatch(/^changping=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
  const known = { cookie: (cookie[0] as string).split(';')[0] as string };
  expect((await to('/api/me', { headers: known })).status).toBe(200);
  expect((await to(polling, { headers: known })).text).toContain('"sid"');
  expect((await to(polling, { headers: { ...known, host: 'other.example' } })).status).toBe(403);
});

it('P24 warns at 30, 7 and 1 days, refuses a start with one that is over, and takes a renewed one without losing a request', async () => {
  // A client goes by the real hour: by it the certificate has a week left.
  const made = Date.now() - 390 * day;
  const { files, authority, make } = certificates(made);
  let at = made;
  const server = await openServer({ https: files, wall: () => at as Instant });
  onTestFinished(() => server.close());
  const to = (path: string) => ask(server.port, authority, path);
  const seen: (number | null | undefined)[] = [];
  for (const days of [31, 30, 7, 1, 0]) {
    at = made + (397 - days) * day;
    seen.push((JSON.parse((await to('/healthz')).text) as Answer<'/healthz'>).certificate?.within);
  }
  expect(seen).toEqual([null, 30, 7, 1, 0]);
  expect((await to('/metrics')).text).toMatch(/^changping_certificate_ends_at 1\d{12}$/m);
  await expect(openServer({ https: files, wall: () => at as Instant })).rejects.toThrow(
    /server\.crt is good from .* only: npm run changping -- certs/,
  );

  // A line that was there before goes on over the old one.
  const old = connect({
    host: '127.0.0.1',
    port: server.port,
    ca: readFileSync(authority),
    servername: 'localhost',
  });
  onTestFinished(() => void old.destroy());
  await new Promise((done) => old.once('secureConnect', done));
  const before = old.getPeerCertificate().fingerprint256;
  const answers: number[] = [];
  const asking = (async () => {
    for (let i = 0; i < 60; i++) answers.push((await to('/healthz')).status);
  })();
  at = made + 390 * day;
  expect(make(at).did).toBe('renewed');
  server.renew();
  await asking;
  expect(answers).toEqual(Array(60).fill(200));
  const fresh = connect({
    host: '127.0.0.1',
    port: server.port,
    ca: readFileSync(authority),
    servername: 'localhost',
  });
  onTestFinished(() => void fresh.destroy());
  await new Promise((done) => fresh.once('secureConnect', done));
  expect(fresh.getPeerCertificate().fingerprint256).not.toBe(before);
  expect((JSON.parse((await to('/healthz')).text) as Answer<'/healthz'>).certificate?.within).toBeNull();
  old.write('GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
  const head = await new Promise<string>((done) => old.once('data', (bytes) => done(`${bytes}`)));
  expect(head).toMatch(/^HTTP\/1\.1 200/);

  // A slip keeps the one that works.
  chmodSync(files.keyFile, 0o644);
  expect(() => server.renew()).toThrow('can be read by others');
  copyFileSync(certificates().files.certFile, files.certFile);
  chmodSync(files.keyFile, 0o600);
  expect(() => server.renew()).toThrow('is not the key of the certificate');
  expect((await to('/healthz')).status).toBe(200);
});
