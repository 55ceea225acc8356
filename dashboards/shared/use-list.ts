/** A list of the server for React, page after page. The first page is asked anew when `version` changes; what was paged in behind it is let go then. */
import type { Answer, Query, Route } from '@changping/contracts/http';
import { useEffect, useRef, useState } from 'react';
import { ask, type Refusal, Refused } from './ask.ts';
import { useAnswer } from './use-answer.ts';

type ListRoute = {
  [R in Route]: Answer<R> extends { items: unknown[]; next: string | null } ? R : never;
}[Route];
type Item<R extends ListRoute> = Answer<R>['items'][number];
type Page<R extends ListRoute> = { items: Item<R>[]; next: string | null; withheld?: number };
export type Listed<T> = {
  items: readonly T[] | undefined;
  refusal: Refusal | undefined;
  /** undefined at the end of the list. */
  more: (() => void) | undefined;
  isPaging: boolean;
  again(): void;
  /** All of it, as it is at that moment, `most` rows at the most; undefined where `items` are all. @throws Refused */
  whole?: ((most: number) => Promise<{ rows: readonly T[]; isAll: boolean }>) | undefined;
  /** Rows that are not told, since whoever looks is counting there. */
  withheld?: number;
};

/** Rows that a page has as a rule, and how often it is asked on by itself until it has them. */
const fewest = 20;
const looksMost = 20;
const pageMost = 500;

export function useList<R extends ListRoute>(
  route: R,
  query: Partial<Query<R>>,
  version: string | number = '',
  /** Where the route has a part to fill in. */
  path: string = route,
): Listed<Item<R>> {
  const first = useAnswer(route, query, { version, path });
  const page = first.answer as Page<R> | undefined;
  const [rest, setRest] = useState<Page<R>>();
  const [refusal, setRefusal] = useState<Refusal>();
  const [isPaging, setPaging] = useState(false);
  const basis = useRef(page);
  basis.current = page;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new first page makes the pages behind it old
  useEffect(() => {
    setRest(undefined);
    setRefusal(undefined);
  }, [page]);

  const next = rest ? rest.next : page?.next;
  const more = async () => {
    const asked = page;
    setPaging(true);
    try {
      const answer = (await ask(route, { ...query, after: next } as Partial<Query<R>>, path)) as typeof page;
      if (answer && basis.current === asked)
        setRest((before) => ({
          items: [...(before?.items ?? []), ...answer.items],
          next: answer.next,
          withheld: (before?.withheld ?? 0) + (answer.withheld ?? 0),
        }));
      setRefusal(undefined);
    } catch (error) {
      if (error instanceof Refused) setRefusal(error.refusal);
    } finally {
      setPaging(false);
    }
  };
  // Where few of many are meant a page may come short or empty, though more are behind it.
  const [looked, setLooked] = useState(0);
  const shown = (page?.items.length ?? 0) + (rest?.items.length ?? 0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each page that came short asks for the next one
  useEffect(() => {
    if (!page || !next || isPaging || refusal || shown >= fewest || looked >= looksMost) return;
    setLooked(looked + 1);
    void more();
  }, [page, next, isPaging]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another question begins anew
  useEffect(() => setLooked(0), [page]);

  const whole = async (most: number) => {
    const rows: Item<R>[] = [];
    for (let after: string | null | undefined; ; ) {
      const asked = { ...query, limit: pageMost, ...(after ? { after } : {}) };
      const answer = (await ask(route, asked as unknown as Partial<Query<R>>, path)) as Page<R>;
      rows.push(...answer.items);
      after = answer.next;
      if (after === null || rows.length >= most) return { rows: rows.slice(0, most), isAll: after === null };
    }
  };
  return {
    items: page && [...page.items, ...(rest?.items ?? [])],
    refusal: first.refusal ?? refusal,
    more: next ? () => void more() : undefined,
    isPaging,
    again: first.again,
    whole,
    withheld: (page?.withheld ?? 0) + (rest?.withheld ?? 0),
  };
}
