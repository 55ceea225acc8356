/** Who is at the door: what a request holds, what it may ask, and the cookie that a browser keeps. */
import { Fault } from '@changping/contracts/faults';
import type { Request, Response } from 'express';
import { cookieName, tokenIn } from '../../domain/token-in.ts';
import type { Asker, Stranger } from '../../store/sessions.ts';

export type Door = {
  /** @throws Fault notLoggedIn and its like. */
  asker(request: Request): Asker;
  stranger(request: Request): Stranger;
  /** A page of somebody else makes a browser send its cookie along, but can not read what stands in our page. @throws Fault csrfMissing, rightMissing */
  mayChange(request: Request, asker: Asker): void;
  keep(response: Response, token: string): void;
  drop(response: Response): void;
};

/** Seconds: as often as a session is written down. */
const handWithin = 60;
const local = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);
const agentMost = 80;

/** @param askerOf who holds this token. @param isSecure over TLS: the cookie never goes out in the clear. @param isContained in a container the outside decides who reaches the port, and every address is the bridge's. */
export const openDoor = (
  askerOf: (token: string, address: string, isHand: boolean) => Asker,
  { isContained, isSecure }: { isContained: boolean; isSecure: boolean },
): Door => ({
  asker(request) {
    const token = tokenIn(request.headers);
    if (token === null) throw new Fault('notLoggedIn');
    // What a page asks by itself is no hand on it; a script says nothing and is one.
    const isHand = !(Number(request.headers['x-idle']) > handWithin);
    return askerOf(token, addressOf(request), isHand);
  },
  stranger: (request) => ({
    address: addressOf(request),
    isLocal: isContained || local.has(addressOf(request)),
    agent: (request.headers['user-agent'] ?? '').slice(0, agentMost),
  }),
  mayChange({ headers }, { session, csrf }) {
    if (session.kind === 'token') {
      if (session.isReadOnly) throw new Fault('rightMissing', 'a token that only reads');
      return;
    }
    if (headers['x-csrf'] !== csrf) throw new Fault('csrfMissing');
  },
  keep: (response, token) => void response.cookie(cookieName, token, settingsOf(isSecure)),
  drop: (response) => void response.clearCookie(cookieName, settingsOf(isSecure)),
});

const settingsOf = (secure: boolean) => ({ httpOnly: true, sameSite: 'strict', path: '/', secure }) as const;

const addressOf = ({ socket }: Request): string => socket.remoteAddress ?? '';
