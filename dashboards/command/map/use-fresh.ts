/** The sites where something has just happened, for as long as an eye needs to find them. */
import { useEffect, useRef, useState } from 'react';
import type { World } from '../../shared/live/world.ts';

const shown = 4000;

export function useFresh({ feed }: World): ReadonlySet<string> {
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set());
  // What was there when the page opened is news to nobody.
  const seen = useRef(feed[0]?.id ?? 0);
  const timers = useRef(new Set<ReturnType<typeof setTimeout>>());

  useEffect(() => {
    const sites = feed.filter(({ id }) => id > seen.current).map(({ site }) => site as string);
    seen.current = Math.max(seen.current, feed[0]?.id ?? 0);
    if (!sites.length) return;
    setFresh((before) => new Set([...before, ...sites]));
    const timer = setTimeout(() => {
      timers.current.delete(timer);
      setFresh((before) => new Set([...before].filter((site) => !sites.includes(site))));
    }, shown);
    timers.current.add(timer);
  }, [feed]);
  useEffect(() => {
    const pending = timers.current;
    return () => {
      for (const timer of pending) clearTimeout(timer);
    };
  }, []);
  return fresh;
}
