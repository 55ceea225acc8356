/** One message to a hook: to an address that the guard allows at the moment it is connected to, no further than it says, no longer than 10 seconds, and no more of its answer than 64 KiB. */
import { createHmac } from 'node:crypto';
import { lookup as systemLookup } from 'node:dns';
import { type RequestOptions, request } from 'node:http';
import { request as secureRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { HookFailure } from '@changping/contracts/hook-words';
import { readAddress } from '../domain/hooks/address.ts';
import type { Failure, Hmac, Post } from '../domain/hooks/format.ts';
import { addressIn, addressWrong, type Guard, urlWrong, type Wrong } from '../domain/hooks/target.ts';
import { fewAtOnce } from './hook-lookup.ts';

export type Answered = { status: number; body: string } | Failure;
export type HookPost = {
  post(what: Post): Promise<Answered>;
  /** Where the name leads now, as far as it can be found: told early what `post` would refuse. */
  wrong(url: string): Promise<Wrong | null>;
  close(): void;
};

const longest = 10_000;
const answerMost = 64 * 1024;

export const hmac: Hmac = (algorithm, key, text, as) =>
  createHmac(algorithm, key).update(text, 'utf8').digest(as);

/** @param guard as it is now: the lines of a computer come and go. @param lookup the resolver. */
export function openHookPost(
  guard: () => Guard,
  lookup: LookupFunction = systemLookup as LookupFunction,
): HookPost {
  const closing = new AbortController();
  const few = fewAtOnce(lookup, longest);

  /** As a connection asks it: it then goes to one of these addresses and nowhere else. If one of them is not allowed none is, or who answers for the name could have us try them in turn. */
  const guarded =
    (url: URL): LookupFunction =>
    (name, options, back) =>
      few(name, { ...options, all: true }, (error, found) => {
        const all = Array.isArray(found) ? found : [];
        if (error) return back(error, '');
        const now = guard();
        const wrong = all.map(({ address }) => addressWrong(readAddress(address), url, now)).find(Boolean);
        const [first] = all;
        if (wrong || !first) return back(new Blocked(wrong ?? 'nowhere'), '');
        if (options.all) back(null, all);
        else back(null, first.address, first.family);
      });

  return {
    wrong(text) {
      const wrong = urlWrong(text, guard());
      if (wrong) return Promise.resolve(wrong);
      const url = new URL(text);
      if (addressIn(url)) return Promise.resolve(null);
      return new Promise((done) => {
        const timer = setTimeout(() => done(null), longest / 2);
        guarded(url)(url.hostname, { all: true }, (error) => {
          clearTimeout(timer);
          done(error instanceof Blocked ? error.wrong : null);
        });
      });
    },
    post({ url: text, headers, body }) {
      const wrong = urlWrong(text, guard());
      if (wrong) return Promise.resolve(failureOf(new Blocked(wrong)));
      const url = new URL(text);
      const signal = AbortSignal.any([AbortSignal.timeout(longest), closing.signal]);
      const options: RequestOptions = {
        ...{ method: 'POST', signal, lookup: guarded(url), maxHeaderSize: 16 * 1024 },
        headers: { ...headers, 'content-length': Buffer.byteLength(body), 'user-agent': 'Changping' },
        // Of its own, and closed with the answer: a connection that is kept would skip the guard the next time.
        agent: false,
      };
      return new Promise((done) => {
        const asked = (url.protocol === 'https:' ? secureRequest : request)(url, options, (answer) => {
          const parts: Buffer[] = [];
          let length = 0;
          const end = (said: Answered) => {
            done(said);
            asked.destroy();
          };
          answer.on('data', (part: Buffer) => {
            length += part.length;
            parts.push(part);
            if (length > answerMost) end({ why: 'long', detail: '' });
          });
          answer.on('end', () =>
            end({ status: answer.statusCode ?? 0, body: Buffer.concat(parts).toString('utf8') }),
          );
          answer.on('error', (error) => end(failureOf(error)));
        });
        asked.on('error', (error) => done(failureOf(error)));
        // Nobody listening, Node lets the line go and says neither that it answered nor that it failed.
        asked.on('upgrade', ({ statusCode }, socket) => {
          socket.destroy();
          done({ status: statusCode ?? 0, body: '' });
        });
        asked.end(body);
      });
    },
    close: () => closing.abort(),
  };
}

class Blocked extends Error {
  readonly wrong: Wrong;
  constructor(wrong: Wrong) {
    super(wrong);
    this.wrong = wrong;
  }
}

const unfound = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA', 'EAI_NONAME']);

function failureOf(error: Error): Failure {
  if (error instanceof Blocked) return { why: error.wrong === 'inside' ? 'inside' : 'nowhere', detail: '' };
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return { why: 'late', detail: '' };
  const { code = '' } = error as NodeJS.ErrnoException;
  return { why: whyOf(code), detail: /^[A-Z_]{1,40}$/.test(code) ? code : '' };
}

function whyOf(code: string): HookFailure {
  if (unfound.has(code)) return 'unresolved';
  return /^(CERT|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|ERR_TLS)/.test(code) ? 'certificate' : 'unreachable';
}
