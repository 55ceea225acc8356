/** The replay for React: which moment is shown, whether it runs, and the region at that moment. Outside of a replay there is none. */
import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Refusal } from '../../shared/ask.ts';
import { MomentProvider, nowOf, useLine, useLive } from '../../shared/live/use-live.tsx';
import type { World } from '../../shared/live/world.ts';
import { useAnswer } from '../../shared/use-answer.ts';
import { useView } from '../use-view.tsx';
import { type Film, player } from './film.ts';

export const speeds = [60, 600] as const;
export type Replay = {
  film: Film | undefined;
  refusal: Refusal | undefined;
  again(): void;
  from: number;
  to: number;
  at: number;
  isPlaying: boolean;
  speed: number;
  seek(at: number): void;
  play(isPlaying: boolean): void;
  hasten(speed: number): void;
};
type Hold = {
  replay: Replay | undefined;
  world: World | undefined;
  /** The world is only the names of things: its numbers are still being read. */
  isBlank: boolean;
  enter(at?: number): void;
};

const day = 24 * 3_600_000;
/** A demo whose hours are minutes goes on while a page thinks. */
const slack = 600_000;
/** The address follows the moment while it runs; a browser refuses to hear of every frame. */
const addressEvery = 2000;
const frame = 100;
const Held = createContext<Hold | undefined>(undefined);

export function useShown(): Hold {
  const hold = use(Held);
  if (!hold) throw new Error('useShown needs a ReplayProvider');
  return hold;
}

/** Gives out what is to be shown: the live world, or that of the moment. */
export function ReplayProvider({ children }: { children: ReactNode }) {
  const { world: live } = useLive();
  const { replay: wanted, turn } = useView();
  const line = useLine();
  const [at, setAt] = useState(wanted ?? 0);
  const [isPlaying, play] = useState(false);
  const [speed, hasten] = useState<number>(speeds[1]);
  const isOn = wanted !== null && live !== undefined;
  const told = useRef(wanted);

  const span = useSpan(isOn, wanted);
  const isAsked = isOn && span !== undefined;
  const asked = useAnswer('/api/history', span ?? {}, { isAsked });
  const film = asked.answer;
  // Before the first of all was recorded there is nothing to see.
  const from = span && Math.min(span.to, Math.max(span.from, film?.begins ?? 0));
  const shown = span && from !== undefined ? Math.min(span.to, Math.max(from, at)) : at;
  const names = useRef(live);
  names.current = live;
  const reel = useMemo(() => film && names.current && player(film, names.current), [film]);

  const tell = useCallback(
    (moment: number) => {
      told.current = Math.round(moment);
      turn({ replay: told.current });
    },
    [turn],
  );
  // A moment that comes from the address, and not from here.
  useEffect(() => {
    if (wanted === null) play(false);
    else if (wanted !== told.current) setAt(wanted);
    told.current = wanted;
  }, [wanted]);
  useRun(isOn && isPlaying && film !== undefined, speed, span?.to ?? 0, shown, { setAt, play, tell });

  const enter = useCallback(
    (moment?: number) => {
      const now = nowOf(line);
      if (now === undefined) return;
      const first = Math.round(moment ?? now - day);
      told.current = first;
      setAt(first);
      turn({ replay: first, facts: null });
      play(moment === undefined);
    },
    [line, turn],
  );
  const replay: Replay | undefined =
    isOn && span && from !== undefined
      ? {
          ...{ film, refusal: asked.refusal, again: asked.again, from, to: span.to },
          ...{ at: shown, isPlaying, speed, hasten },
          seek: (moment) => {
            const within = Math.min(span.to, Math.max(from, moment));
            setAt(within);
            tell(within);
          },
          play: (is) => {
            if (is && shown >= span.to) setAt(from);
            play(is);
            if (!is) tell(shown);
          },
        }
      : undefined;
  const moment = replay?.at;
  // Until the history is here the map stands empty: what is live has no place in it.
  const world =
    wanted === null || !live ? live : reel && moment !== undefined ? reel.worldAt(moment) : emptied(live);
  return (
    <Held value={{ replay, world, isBlank: wanted !== null && !reel, enter }}>
      <MomentProvider at={wanted === null ? undefined : (moment ?? wanted)}>{children}</MomentProvider>
    </Held>
  );
}

const emptied = (names: World): World =>
  player(
    { from: 0, to: 0, begins: null, sites: [], steps: [], coverage: [], news: [], leftOff: 0 },
    names,
  ).worldAt(0);

/** The day that is shown: the last one, or that around an older moment. It stays as it is while the replay lasts. */
function useSpan(isOn: boolean, wanted: number | null): { from: number; to: number } | undefined {
  const line = useLine();
  const [span, setSpan] = useState<{ from: number; to: number }>();
  const asked = useRef(wanted);
  asked.current = wanted;
  useEffect(() => {
    const now = nowOf(line);
    if (!isOn || now === undefined || asked.current === null) return setSpan(undefined);
    const to = Math.round(asked.current < now - day - slack ? Math.min(now, asked.current + day / 2) : now);
    setSpan({ from: to - day, to });
  }, [isOn, line]);
  return span;
}

type Reins = { setAt(at: number): void; play(is: boolean): void; tell(at: number): void };
function useRun(isRunning: boolean, speed: number, to: number, at: number, reins: Reins): void {
  const now = useRef({ at, reins });
  now.current = { at, reins };
  useEffect(() => {
    if (!isRunning) return;
    let last = performance.now();
    let address = last;
    const timer = setInterval(() => {
      const here = performance.now();
      const { at, reins } = now.current;
      const next = Math.min(to, at + (here - last) * speed);
      last = here;
      reins.setAt(next);
      if (next >= to) reins.play(false);
      if (here - address > addressEvery || next >= to) {
        address = here;
        reins.tell(next);
      }
    }, frame);
    return () => clearInterval(timer);
  }, [isRunning, speed, to]);
}
