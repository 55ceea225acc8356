/** The climate of a site: each probe's reading of now, and its last 24 hours with the gaps shown as gaps. */
import type { Answer } from '@changping/contracts/http';
import type { ProbeLive } from '@changping/contracts/live';
import { useState } from 'react';
import { celsius, percent } from '../../shared/figure.ts';
import { useServerNow } from '../../shared/live/use-live.tsx';
import type { LiveSite } from '../../shared/live/world.ts';
import { clockTime, written } from '../../shared/time.ts';
import { useAnswer } from '../../shared/use-answer.ts';
import { useWords } from '../../shared/words/use-words.tsx';
import { RefusalNote } from '../facts/refusal-note.tsx';
import { fresh } from '../fresh.ts';
import { Aged } from './aged.tsx';
import { drawCurve } from './curve-line.ts';
import { Shape } from './top-strip.tsx';

type Curve = Answer<'/api/climate'>['items'][number];
const day = 24;
const spans = [1, 6, day, 7 * day] as const;
const hour = 3_600_000;
const frame = { width: 400, height: 64 };

export function Climate({ site: { id, live } }: { site: LiveSite }) {
  const words = useWords();
  const [chosen, setHours] = useState<number>();
  const newest = Math.max(0, ...live.probes.map(({ at }) => at));
  const asked = useAnswer('/api/climate', { site: id, hours: chosen ?? day }, { version: newest });
  const curves = asked.answer?.items ?? [];
  const now = useServerNow();
  const hours = chosen ?? spanOf(curves, now);
  const names = [
    ...new Set([...live.probes.map(({ probe }) => probe), ...curves.map(({ probe }) => probe)]),
  ].sort();
  return (
    <section className="block">
      <div className="block-head">
        <h2>{words.site.climate}</h2>
        {names.length > 0 && (
          <fieldset className="spans" aria-label={words.site.span}>
            {spans.map((span) => (
              <button key={span} type="button" aria-pressed={span === hours} onClick={() => setHours(span)}>
                {words.site.last(span)}
              </button>
            ))}
          </fieldset>
        )}
      </div>
      {asked.refusal && <RefusalNote refusal={asked.refusal} again={asked.again} />}
      {!names.length && !asked.refusal && (
        <p className="empty">{asked.answer ? words.site.noClimate : words.states.loading}</p>
      )}
      {names.map((name) => (
        <Probe
          key={name}
          name={name}
          now={live.probes.find(({ probe }) => probe === name)}
          curve={curves.find(({ probe }) => probe === name)}
          isAsked={asked.answer !== undefined}
          hours={hours}
        />
      ))}
    </section>
  );
}

type ProbeProps = {
  name: string;
  now: ProbeLive | undefined;
  curve: Curve | undefined;
  isAsked: boolean;
  hours: number;
};
function Probe({ name, now, curve, isAsked, hours }: ProbeProps) {
  const words = useWords();
  const last = curve?.points.at(-1);
  // After a restart the live picture has no reading yet, while the curve has.
  const reading = now && (now.celsius !== null || now.humidity !== null) ? now : (last ?? now);
  return (
    <article className="probe" aria-label={name}>
      <header>
        <b className="code">{name}</b>
        {now?.breach && (
          <span className="badge state-act">
            <Shape mark="act" />
            {words.cause[now.breach]}
          </span>
        )}
        <span className="reading">
          <b>{celsius(reading?.celsius ?? null)}</b>
          {reading?.humidity != null && <span>{percent(reading.humidity)}</span>}
        </span>
        {reading && <Aged at={reading.at} fresh={fresh.reading} />}
      </header>
      {curve?.points.length ? (
        <Sparkline name={name} points={curve.points} isBreach={Boolean(now?.breach)} hours={hours} />
      ) : (
        isAsked && <p className="empty">{words.site.noCurve}</p>
      )}
    </article>
  );
}

type SparklineProps = { name: string; points: Curve['points']; isBreach: boolean; hours: number };
function Sparkline({ name, points, isBreach, hours }: SparklineProps) {
  const words = useWords();
  const now = useServerNow();
  const [pointed, setPointed] = useState<number>();
  const to = Math.max(now ?? 0, points.at(-1)?.at ?? 0);
  const from = to - hours * hour;
  const drawn = drawCurve(
    points.map((point) => ({ at: point.at, value: point.celsius })),
    { from, to, ...frame },
  );
  if (!drawn) return <p className="empty">{words.site.noCurve}</p>;
  const spot = pointed === undefined ? undefined : nearest(points, from + pointed * (to - from));
  return (
    <figure className={`sparkline${isBreach ? ' is-breach' : ''}`}>
      <svg
        viewBox={`0 0 ${frame.width} ${frame.height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${name}, ${words.site.last(hours)}: ${celsius(drawn.low)} … ${celsius(drawn.high)}`}
        onPointerMove={({ clientX, currentTarget }) => {
          const { left, width } = currentTarget.getBoundingClientRect();
          setPointed(Math.min(1, Math.max(0, (clientX - left) / width)));
        }}
        onPointerLeave={() => setPointed(undefined)}
      >
        {drawn.gaps.map(({ x, width }) => (
          <rect key={x} className="gap" x={x} y={0} width={width} height={frame.height} />
        ))}
        {[0.25, 0.5, 0.75].map((part) => (
          <path key={part} className="hour" d={`M${part * frame.width} 0V${frame.height}`} />
        ))}
        <path className="curve" d={drawn.line} />
        <path className="curve-end" d={drawn.end} />
        {spot && <path className="pointed" d={`M${drawn.x(spot.at)} 0V${frame.height}`} />}
      </svg>
      <figcaption>
        <span>
          {spot
            ? `${clockTime(spot.at, written(to).date)} · ${spot.celsius === null ? words.site.noReading : celsius(spot.celsius)}`
            : `−${words.site.last(hours)}`}
        </span>
        {drawn.gaps.length > 0 && !spot && (
          <span className="gap-key">
            <i aria-hidden="true" />
            {words.site.gap}
          </span>
        )}
        <span>
          {celsius(drawn.low)} … {celsius(drawn.high)}
        </span>
      </figcaption>
    </figure>
  );
}

/** The shortest span that shows all there is of a day: young probes would be a dot in its corner. */
function spanOf(curves: readonly Curve[], now: number | undefined): number {
  const first = Math.min(...curves.map(({ points }) => points[0]?.at ?? Number.POSITIVE_INFINITY));
  if (now === undefined || !Number.isFinite(first)) return day;
  return Math.min(day, spans.find((span) => first > now - span * hour) ?? day);
}

const nearest = (points: Curve['points'], at: number) =>
  points.reduce((best, point) => (Math.abs(point.at - at) < Math.abs(best.at - at) ? point : best));
