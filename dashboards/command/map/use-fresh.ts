/** The sites where something has just happened, for as long as an eye needs to find them. The set changes only when a site comes or goes: a busy gate must not have the map drawn anew at every tag. */
import { useEffect, useRef, useState } from 'react';
import type { World } from '../../shared/live/world.ts';

const shown = 4000;

export function useFresh({ feed }: World): ReadonlySet<string> {
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set());
  // What was there when the page opened is news to nobody.
  const seen = useRef(feed[0]?.id ?? 0);
  const timers = useRef(new Map<string, ReturnType<typeof setTimeout>>());

  useEffect(() => {
    const sites = new Set(feed.filter(({ id }) => id > seen.current).map(({ site }) => site as string));
    seen.current = Math.max(seen.current, feed[0]?.id ?? 0);
    for (const site of sites) {
      clearTimeout(timers.current.get(site));
      const fade = () => {
        timers.current.delete(site);
        setFresh((before) => new Set([...before].filter((each) => each !== site)));
      };
      timers.current.set(site, setTimeout(fade, shown));
    }
    setFresh((before) =>
      [...sites].every((site) => before.has(site)) ? before : new Set([...before, ...sites]),
    );
  }, [feed]);
  useEffect(() => {
    const pending = timers.current;
    return () => {
      for (const timer of pending.values()) clearTimeout(timer);
    };
  }, []);
  return fresh;
}
