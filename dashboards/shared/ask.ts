/** Questions to the server's HTTP interface. An answer, or a Refusal that carries the server's own sentence. */
import type { Answer, Query, Route } from '@changping/contracts/http';
import { handHeader } from './hand.ts';
import { isForDoor, toDoor } from './to-door.ts';

/** 'offline': nobody answered. `sentence` is the server's, in both languages. */
export type Refusal = {
  code: string;
  retry: boolean;
  sentence: { zh: string; en: string } | undefined;
  detail?: string;
};
export class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.sentence?.en ?? refusal.code);
    this.refusal = refusal;
  }
}

/** Of what is asked and of most commands. */
const soon = 15_000;

/** `path` where the route has a part to fill in. @throws Refused */
export async function ask<R extends Route>(
  route: R,
  query: Partial<Query<R>> = {},
  path: string = route,
): Promise<Answer<R>> {
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) asked.set(name, String(value));
  return answered<Answer<R>>(`${path}${asked.toString() ? `?${asked}` : ''}`);
}

/** @throws Refused */
export async function answered<Body>(
  address: string,
  init: RequestInit = {},
  patience = soon,
): Promise<Body> {
  const headers = { ...init.headers, ...handHeader() };
  const response = await fetch(address, {
    ...init,
    headers,
    signal: AbortSignal.timeout(patience),
  }).catch(() => {
    throw new Refused({ code: 'offline', retry: true, sentence: undefined });
  });
  const body = await response.json().catch(() => undefined);
  if (response.ok && body !== undefined) return body as Body;
  const fault = (body as { fault?: Refusal } | undefined)?.fault;
  if (fault && isForDoor(fault.code)) toDoor(fault.code);
  throw new Refused(
    fault ?? { code: `${response.status}`, retry: response.status >= 500, sentence: undefined },
  );
}
