/** What was scanned or added last is to be seen, however long the list. */
import { type RefObject, useEffect, useRef } from 'react';

/** @param lines null: not read yet. */
export function useInView(lines: readonly object[] | null): RefObject<HTMLOListElement | null> {
  const list = useRef<HTMLOListElement>(null);
  const before = useRef<string[]>(null);
  useEffect(() => {
    const now = lines?.map((line) => JSON.stringify(line)) ?? null;
    const was = before.current;
    before.current = now;
    // One that is taken away moves those behind it, and none of them is news.
    if (!was || !now || now.length < was.length) return;
    const at = now.findLastIndex((line, n) => line !== was[n]);
    list.current?.children[at]?.scrollIntoView({ block: 'nearest' });
  });
  return list;
}
