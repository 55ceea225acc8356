/** Who is at the door: what a request holds, what it may ask, and the cookie that a browser keeps. */
import type { IncomingHttpHeaders } from 'node:http';
import { TLSSocket } from 'node:tls';
import { Fault } from '@changping/contracts/faults';
import type { Request, Response } from 'express';
import { cookieName, handheldCookie, handheldIn, tokenIn } from '../../domain/token-in.ts';
import type { Held } from '../../store/handhelds.ts';
import type { Asker, Stranger } from '../../store/sessions.ts';

export type Door = {
  /** @throws Fault notLoggedIn and its like. */
  asker(request: Request): Asker;
  /** @throws Fault handheldRevoked */
  stranger(request: Request, isJudged?: boolean): Stranger;
  /** The handheld that asks, also a revoked one; null for any other browser. */
  held(request: Request): Held | null;
  /** A page of somebody else makes a browser send its cookie along, but can not read what stands in our page. @throws Fault csrfMissing, rightMissing */
  mayChange(request: Request, asker: Asker): void;
  keep(response: Response, token: string): void;
  drop(response: Response): void;
  keepHandheld(response: Response, token: string): void;
};

type AskerOf = (token: string, address: string, isHand: boolean) => Asker;
type HeldOf = (token: string | null, word: string | undefined) => Held | null;

/** Seconds: as often as a session is written down. */
const handWithin = 60;
const local = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);
const agentMost = 80;

/** @param askerOf who holds this token. @param isSecure over TLS: the cookie never goes out in the clear. @param isContained in a container the outside decides who reaches the port, and every address is the bridge's. */
export const openDoor = (
  askerOf: AskerOf,
  heldOf: HeldOf,
  { isContained, isSecure }: { isContained: boolean; isSecure: boolean },
): Door => ({
  asker(request) {
    // What a page asks by itself is no hand on it; a script says nothing and is one.
    const isHand = !(Number(request.headers['x-idle']) > handWithin);
    return whoIs({ askerOf, heldOf }, request.headers, addressOf(request), isHand);
  },
  stranger: (request, isJudged = true) => ({
    address: addressOf(request),
    isLocal: isContained || local.has(addressOf(request)),
    agent: (request.headers['user-agent'] ?? '').slice(0, agentMost),
    handheld: isJudged ? present(heldIn(request, heldOf)) : null,
    certificate: certificateOf(request),
  }),
  held: (request) => heldIn(request, heldOf),
  mayChange({ headers }, { session, csrf }) {
    if (session.kind === 'token') {
      if (session.isReadOnly) throw new Fault('rightMissing', 'a token that only reads');
      return;
    }
    if (headers['x-csrf'] !== csrf) throw new Fault('csrfMissing');
  },
  keep: (response, token) => void response.cookie(cookieName, token, settingsOf(isSecure)),
  drop: (response) => void response.clearCookie(cookieName, settingsOf(isSecure)),
  keepHandheld: (response, token) =>
    void response.cookie(handheldCookie, token, { ...settingsOf(isSecure), maxAge: handheldMost }),
});

/** The one way to be known, for a question as for the live line. @throws Fault handheldRevoked, notLoggedIn and its like. */
export function whoIs(
  { askerOf, heldOf }: { askerOf: AskerOf; heldOf: HeldOf },
  headers: IncomingHttpHeaders,
  address: string,
  isHand: boolean,
): Asker {
  const handheld = present(heldIn({ headers }, heldOf));
  const token = tokenIn(headers);
  if (token === null) throw new Fault('notLoggedIn');
  const asker = askerOf(token, address, isHand);
  // What was taken off a handheld works nowhere else.
  if (asker.session.handheld !== null && asker.session.handheld !== handheld?.key)
    throw new Fault('notLoggedIn');
  return { ...asker, handheld };
}

/** A browser keeps nothing for longer. */
const handheldMost = 400 * 86_400_000;

const heldIn = ({ headers }: { headers: IncomingHttpHeaders }, heldOf: HeldOf) =>
  heldOf(handheldIn(headers), headers['x-handheld']?.toString());

/** @throws Fault handheldRevoked */
function present(held: Held | null): Held | null {
  if (held !== null && held.revokedAt !== null) throw new Fault('handheldRevoked', held.name);
  return held;
}

const settingsOf = (secure: boolean) => ({ httpOnly: true, sameSite: 'strict', path: '/', secure }) as const;

/** Its fingerprint, where one of our authorities stands for it and whoever asks has proved to hold its key. */
const certificateOf = ({ socket }: Request): string | null =>
  socket instanceof TLSSocket && socket.authorized
    ? (socket.getPeerCertificate().fingerprint256?.replaceAll(':', '').toLowerCase() ?? null)
    : null;

const addressOf = ({ socket }: Request): string => socket.remoteAddress ?? '';
