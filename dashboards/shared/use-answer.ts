/** A question to the server for React: asked again when it changes, keeping the last answer on the screen until the next is there. */
import type { Answer, Query, Route } from '@changping/contracts/http';
import { useCallback, useEffect, useRef, useState } from 'react';
import { askOrTake } from './ahead.ts';
import { type Refusal, Refused } from './ask.ts';

type Manner = { path?: string; version?: string | number; isAsked?: boolean };
export type Asked<A> = { answer: A | undefined; refusal: Refusal | undefined; again(): void };

/** `version`: whatever, when it changes, makes the answer old. `isAsked` false: not yet. */
export function useAnswer<R extends Route>(
  route: R,
  query: Partial<Query<R>> = {},
  { path = route as string, version = '', isAsked = true }: Manner = {},
): Asked<Answer<R>> {
  const question = `${path}?${JSON.stringify(query)}`;
  const [got, setGot] = useState<{ question: string; answer?: Answer<R>; refusal?: Refusal }>({ question });
  const [turn, setTurn] = useState(0);
  const latest = useRef({ route, query, path });
  latest.current = { route, query, path };

  // biome-ignore lint/correctness/useExhaustiveDependencies: version and turn ask the same question again
  useEffect(() => {
    if (!isAsked) return;
    let isCurrent = true;
    const { route, query, path } = latest.current;
    askOrTake(route, query, path)
      .then((answer) => isCurrent && setGot({ question, answer }))
      .catch((error: unknown) => {
        if (!isCurrent) return;
        const refusal =
          error instanceof Refused ? error.refusal : { code: 'page', retry: false, sentence: undefined };
        setGot((before) => ({ ...before, question, refusal }));
      });
    return () => {
      isCurrent = false;
    };
  }, [question, version, turn, isAsked]);

  const isOld = got.question !== question;
  return {
    answer: isOld ? undefined : got.answer,
    refusal: isOld ? undefined : got.refusal,
    again: useCallback(() => setTurn((n) => n + 1), []),
  };
}
