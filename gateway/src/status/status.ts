/** What the installer sees in the store: one page and `/healthz`, on loopback only. */
import { createServer } from 'node:http';
import { isOwnHost } from '@changping/contracts/own-host';
import type { Clock, Store } from '../store.ts';
import { factsOf } from './facts.ts';
import { page } from './page.ts';

export type StatusPage = { close(): Promise<void> };

/** Another program may still hold the port; the store is counted without a page too. */
const retryAfter = 5000;

export function openStatus(store: Store, port: number, { now }: Pick<Clock, 'now'>): StatusPage {
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').split('?')[0];
    const isHead = request.method === 'HEAD';
    const answer = (status: number, type: string, body: string) => {
      response.writeHead(status, {
        'content-type': `${type}; charset=utf-8`,
        'cache-control': 'no-store',
        'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
        'x-content-type-options': 'nosniff',
      });
      response.end(isHead ? undefined : body);
    };
    if (request.method !== 'GET' && !isHead) return answer(405, 'text/plain', 'GET only\n');
    // A page elsewhere could else read it through a name that it points at this machine.
    if (request.headers.host !== undefined && !isOwnHost(request.headers.host))
      return answer(421, 'text/plain', 'not this host\n');
    if (path !== '/' && path !== '/healthz') return answer(404, 'text/plain', 'There are / and /healthz.\n');
    const facts = factsOf(store, now());
    if (path === '/healthz') answer(facts.ok ? 200 : 503, 'application/json', JSON.stringify(facts));
    else answer(200, 'text/html', page(facts));
  });
  let retry: NodeJS.Timeout | undefined;
  let said = false;
  const listen = () => server.listen(port, '127.0.0.1');
  server.on('error', (error) => {
    if (!said) process.stderr.write(`status page of ${store.settings.id}: ${error.message}\n`);
    said = true;
    retry = setTimeout(listen, retryAfter);
  });
  listen();
  return {
    close: () =>
      new Promise((done) => {
        clearTimeout(retry);
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
