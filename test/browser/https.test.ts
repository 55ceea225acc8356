/** The handheld as in a store: by the server's name, over TLS, from a certificate that the device trusts. */
import { createHash, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeCertificates } from '@changping/server/certs/make';
import { expect, it, onTestFinished } from 'vitest';
import { openChromium } from '../chromium.ts';
import { openServer } from '../contract/server.ts';
import { until } from '../world.ts';

const name = 'depot.example';
const dist = join(import.meta.dirname, '../../dashboards/dist');

it('opens the handheld by name over TLS, keeps it for the cellar, and hears the live map, with nothing in the clear', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'changping-https-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const https = { certFile: join(folder, 'server.crt'), keyFile: join(folder, 'server.key') };
  makeCertificates({ folder, files: https, hosts: [name], here: () => [], now: Date.now() });
  const server = await openServer({ https, pages: dist });
  let isOpen = true;
  onTestFinished(async () => {
    if (isOpen) await server.close();
  });
  // As if the authority stood in the device's own list: this one key and no other.
  const key = new X509Certificate(readFileSync(https.certFile)).publicKey.export({
    type: 'spki',
    format: 'der',
  });
  const browser = await openChromium(
    `--ignore-certificate-errors-spki-list=${createHash('sha256').update(key).digest('base64')}`,
    `--host-resolver-rules=MAP ${name} 127.0.0.1`,
  );
  onTestFinished(() => browser.close());
  const context = await browser.newContext();
  const page = await context.newPage();
  const complaints: string[] = [];
  const asked: string[] = [];
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('request', (request) => asked.push(request.url()));
  page.on('websocket', (socket) => asked.push(socket.url()));
  const address = `https://${name}:${server.port}/`;
  await page.goto(`${address}enter/`);
  const status = await page.evaluate(async () => {
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ name: 'keeper-guyuan' });
    return (await fetch('/api/session/sample', { method: 'POST', headers, body })).status;
  });
  expect(status).toBe(200);
  const cookies = await context.cookies();
  expect(cookies[0]).toMatchObject({ name: 'changping', secure: true, httpOnly: true, domain: name });

  await page.goto(`${address}command/`);
  await until(
    () => asked.some((url) => url.startsWith(`wss://${name}`)),
    (isThere) => isThere,
  );
  await page.goto(`${address}scanner/`);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  expect(await page.evaluate(() => isSecureContext && typeof navigator.locks)).toBe('object');
  await until(
    () =>
      page.evaluate(async () => {
        await navigator.serviceWorker.ready;
        const kept = (await caches.keys()).find((each) => each.startsWith('changping-scanner-'));
        return kept !== undefined && (await (await caches.open(kept)).match('/scanner/')) !== undefined;
      }),
    (isKept) => isKept,
  );
  expect(complaints).toEqual([]);
  expect(asked.filter((url) => !/^(?:https|wss):\/\/depot\.example:|^(?:blob|data):/.test(url))).toEqual([]);
  await server.close();
  isOpen = false;
  await page.goto(`${address}scanner/`);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
}, 120_000);
