/** One request to the server. Unlike the other pages' it never leads to the door by itself: that would take the page from under a thumb that is counting. */
import type { Refusal } from '../../shared/ask.ts';
import { handHeader } from '../../shared/hand.ts';
import { type Sending, wordOf } from './word.ts';

export type Failure = Refusal & { status: number };
export class Failed extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.code);
    this.failure = failure;
  }
}

const patience = 15_000;
let csrf = '';
/** Of the one who is in; what our page knows and a foreign one does not. */
export const knowCsrf = (word: string): void => {
  csrf = word;
};

/** @throws Failed */
export async function reach<Body>(
  path: string,
  body?: object,
  sending?: Sending,
  within = patience,
): Promise<Body> {
  const own = { ...handHeader(), ...(await wordOf(sending)) };
  const init: RequestInit =
    body === undefined
      ? { headers: own }
      : {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-csrf': csrf, ...own },
          body: JSON.stringify(body),
        };
  const response = await fetch(path, { ...init, signal: AbortSignal.timeout(within) }).catch(() => {
    throw new Failed({ code: 'offline', retry: true, sentence: undefined, status: 0 });
  });
  const answer = await response.json().catch(() => undefined);
  if (response.ok && answer !== undefined) return answer as Body;
  const fault = (answer as { fault?: Refusal } | undefined)?.fault;
  // Without a body of ours it was not the server that answered, but something on the way.
  const { status } = response;
  throw new Failed({
    ...(fault ?? { code: `${status}`, retry: !response.ok && status >= 500, sentence: undefined }),
    ...(response.ok ? { code: 'offline', retry: true } : {}),
    status,
  });
}

export const failureOf = (error: unknown): Failure => {
  if (error instanceof Failed) return error.failure;
  throw error;
};
