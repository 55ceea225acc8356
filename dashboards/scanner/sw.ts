/**
 * Keeps the page on the handheld, so that it opens in a basement. A version is the page and all the files it names, kept under the
 * hash of the page, which names each file by the hash of its content: whole or not at all, and the one before goes only then.
 * The kept page is shown at once and the server is asked behind it for a newer one. What is asked of /api is never touched here:
 * an old answer that looks new is worse than none.
 */
import { filesOf } from './shell-files.ts';

type Waiting = Event & { waitUntil(work: Promise<unknown>): void };
type Fetching = Waiting & { request: Request; respondWith(answer: Promise<Response>): void };
type Worker = {
  addEventListener(what: 'install' | 'activate', hear: (event: Waiting) => void): void;
  addEventListener(what: 'fetch', hear: (event: Fetching) => void): void;
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void>; matchAll(): Promise<readonly { postMessage(word: string): void }[]> };
};
const worker = self as unknown as Worker;

const page = '/scanner/';
const prefix = 'changping-scanner-';

worker.addEventListener('install', (event) => event.waitUntil(keep().then(() => worker.skipWaiting())));
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()));
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (request.mode === 'navigate' && pathname === page) {
    event.respondWith(kept(page, request));
    event.waitUntil(keep().catch(() => undefined));
  } else if (/^\/(?:assets|scanner)\//.test(pathname)) event.respondWith(kept(pathname, request));
});

async function kept(path: string, request: Request): Promise<Response> {
  const cache = await current();
  return (await cache?.match(path)) ?? fetch(request);
}

/** The one that is whole: its page went in last. */
async function current(): Promise<Cache | undefined> {
  for (const name of await caches.keys()) {
    if (!name.startsWith(prefix)) continue;
    const cache = await caches.open(name);
    if (await cache.match(page)) return cache;
  }
  return undefined;
}

/** Fetches the version the server has, unless it is here. */
async function keep(): Promise<void> {
  const answer = await fetch(page, { cache: 'no-cache' });
  if (!answer.ok) return;
  const html = await answer.clone().text();
  const name = prefix + (await hashOf(html));
  const cache = await caches.open(name);
  if (await cache.match(page)) return;
  const isFirst = (await current()) === undefined;
  await cache.addAll(filesOf(html));
  await cache.put(page, answer);
  for (const old of await caches.keys()) if (old.startsWith(prefix) && old !== name) await caches.delete(old);
  if (!isFirst) for (const client of await worker.clients.matchAll()) client.postMessage('newVersion');
}

async function hashOf(text: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(hash).slice(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
