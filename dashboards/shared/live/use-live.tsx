/** The live line for React: the state of now, and the server's time ticking beside it. */
import { createContext, type ReactNode, use, useEffect, useState, useSyncExternalStore } from 'react';
import type { LiveLine, LiveState } from './line.ts';
import { serverNow } from './server-clock.ts';

const Line = createContext<LiveLine | undefined>(undefined);

export function LiveProvider({ line, children }: { line: LiveLine; children: ReactNode }) {
  return <Line value={line}>{children}</Line>;
}

export function useLine(): LiveLine {
  const line = use(Line);
  if (!line) throw new Error('useLine needs a LiveProvider');
  return line;
}

export function useLive(): LiveState {
  const line = useLine();
  return useSyncExternalStore(line.subscribe, line.state);
}

/** The moment that is shown in place of now; undefined for now itself. */
const Moment = createContext<number | undefined>(undefined);

export function MomentProvider({ at, children }: { at: number | undefined; children: ReactNode }) {
  return <Moment value={at}>{children}</Moment>;
}

/** The server's time once a second, or the moment that is shown; undefined until it was heard. While the line is lost it runs on. */
export function useServerNow(): number | undefined {
  const line = useLine();
  const moment = use(Moment);
  const [now, setNow] = useState(() => nowOf(line));
  useEffect(() => {
    const tick = () => setNow(nowOf(line));
    tick();
    const timer = setInterval(tick, 1000);
    const leave = line.subscribe(() => setNow((before) => before ?? nowOf(line)));
    return () => {
      clearInterval(timer);
      leave();
    };
  }, [line]);
  return moment ?? now;
}

/** The server's time at this instant. */
export function nowOf(line: LiveLine): number | undefined {
  const { clock } = line.state();
  return clock && serverNow(clock, performance.now());
}
