/** The last day as a bar with its events: in the live view a way into the replay, in a replay the way through it. */
import { type KeyboardEvent, type PointerEvent, useMemo, useRef } from 'react';
import { useServerNow } from '../../shared/live/use-live.tsx';
import { feedKept, type World } from '../../shared/live/world.ts';
import { dateTime, written } from '../../shared/time.ts';
import { useWords } from '../../shared/words/use-words.tsx';
import { RefusalNote } from '../facts/refusal-note.tsx';
import { useView } from '../use-view.tsx';
import { hoursOf } from './hours.ts';
import { type Tick, ticksOf } from './ticks.ts';
import { type Replay, speeds, useShown } from './use-replay.tsx';

const hour = 3_600_000;
const day = 24 * hour;
const columns = 288;

export function TimeBar({ world }: { world: World | undefined }) {
  const { replay } = useShown();
  return replay ? <Running replay={replay} /> : world ? <Waiting world={world} /> : null;
}

/** In the live view the bar moves on once a minute. */
function Waiting({ world }: { world: World }) {
  const words = useWords();
  const { enter } = useShown();
  const now = useServerNow() ?? 0;
  const to = Math.ceil(now / 60_000) * 60_000;
  // The page holds the newest of the feed; what was before them it has not read.
  const unread = world.feed.length < feedKept ? undefined : world.feed.at(-1)?.at;
  const ticks = useMemo(() => ticksOf(world.feed, { from: to - day, to, columns }), [world.feed, to]);
  return (
    <section className="time-bar" aria-label={words.replay.label}>
      <button type="button" className="quiet" onClick={() => enter()}>
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M3 8a5 5 0 1 0 1.6-3.7M3 2.5v3h3M8 5.5V8l2 1.4" />
        </svg>
        {words.replay.start} <kbd>r</kbd>
      </button>
      <Bar from={to - day} to={to} ticks={ticks} unreadUpTo={unread} onPoint={enter} />
    </section>
  );
}

function Running({ replay }: { replay: Replay }) {
  const words = useWords();
  const { turn } = useView();
  const { film, from, to, at, isPlaying, speed } = replay;
  const ticks = useMemo(() => ticksOf(film?.news ?? [], { from, to, columns }), [film, from, to]);
  return (
    <section className="time-bar is-running" aria-label={words.replay.label}>
      <button
        type="button"
        className="quiet play"
        disabled={!film}
        aria-label={isPlaying ? words.replay.pause : words.replay.play}
        onClick={() => replay.play(!isPlaying)}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d={isPlaying ? 'M5 3v10M11 3v10' : 'M5 3l8 5-8 5z'} />
        </svg>
      </button>
      <fieldset className="spans" aria-label={words.replay.speed}>
        {speeds.map((each) => (
          <button key={each} type="button" aria-pressed={each === speed} onClick={() => replay.hasten(each)}>
            {words.replay.times(each)}
          </button>
        ))}
      </fieldset>
      {replay.refusal ? (
        <RefusalNote refusal={replay.refusal} again={replay.again} />
      ) : film ? (
        <Bar from={from} to={to} at={at} ticks={ticks} onPoint={replay.seek} />
      ) : (
        <p className="empty">{words.replay.loading}</p>
      )}
      {film && film.leftOff > 0 && <small className="dim">{words.replay.leftOff(film.leftOff)}</small>}
      <button type="button" className="quiet leave" onClick={() => turn({ replay: null })}>
        {words.replay.leave} <kbd>Esc</kbd>
      </button>
    </section>
  );
}

type BarProps = {
  from: number;
  to: number;
  at?: number;
  unreadUpTo?: number | undefined;
  ticks: readonly Tick[];
  onPoint(at: number): void;
};
function Bar({ from, to, at, unreadUpTo = from, ticks, onPoint }: BarProps) {
  const words = useWords();
  const bar = useRef<HTMLDivElement>(null);
  const here = at ?? to;
  const point = ({ clientX }: PointerEvent) => {
    const { left, width } = (bar.current as HTMLDivElement).getBoundingClientRect();
    onPoint(from + Math.min(1, Math.max(0, (clientX - left) / width)) * (to - from));
  };
  const onKey = (event: KeyboardEvent) => {
    const by: Record<string, number> = {
      ArrowLeft: -5 * 60_000,
      ArrowRight: 5 * 60_000,
      PageDown: -hour,
      PageUp: hour,
      Home: from - here,
      End: to - here,
    };
    const step = by[event.key];
    if (step === undefined) return;
    event.preventDefault();
    onPoint(Math.min(to, Math.max(from, here + step)));
  };
  const part = (moment: number) => `${((moment - from) / (to - from)) * 100}%`;
  return (
    <div className="bar-frame">
      <div
        ref={bar}
        className="bar"
        role="slider"
        tabIndex={0}
        aria-label={words.replay.label}
        aria-valuemin={from}
        aria-valuemax={to}
        aria-valuenow={Math.round(here)}
        aria-valuetext={dateTime(here)}
        onKeyDown={onKey}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          point(event);
        }}
        onPointerMove={(event) => at !== undefined && event.buttons === 1 && point(event)}
      >
        {unreadUpTo > from && <span className="bar-unread" style={{ width: part(unreadUpTo) }} />}
        <svg
          className="bar-ticks"
          viewBox={`0 0 ${columns} 20`}
          preserveAspectRatio="none"
          aria-hidden="true"
        >
          {ticks.map(({ column, mark, items }) => (
            <rect
              key={column}
              className={`tick is-${mark}`}
              x={column}
              width={0.8}
              y={20 - tickHeight(mark, items)}
              height={tickHeight(mark, items)}
            />
          ))}
        </svg>
        {ticks
          .filter(({ mark }) => mark === 'act')
          .map(({ column }) => (
            <i key={column} className="tick-act" style={{ left: `${((column + 0.4) / columns) * 100}%` }} />
          ))}
        {at !== undefined && (
          <>
            <span className="bar-past" style={{ width: part(at) }} />
            <span className="bar-hand" style={{ left: part(at) }} />
          </>
        )}
      </div>
      <ol className="bar-hours" aria-hidden="true">
        {hoursOf(from, to).map((moment) => (
          <li key={moment} style={{ left: part(moment) }}>
            {written(moment).minute}
          </li>
        ))}
      </ol>
    </div>
  );
}

const tickHeight = (mark: Tick['mark'], items: number) =>
  mark === 'act' ? 15 : mark === 'watch' ? 12 : Math.min(9, 3 + items);
