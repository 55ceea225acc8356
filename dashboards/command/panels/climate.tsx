/** The climate of a site: each probe's reading of now, and its last 24 hours with the gaps shown as gaps. */
import type { Answer } from '@changping/contracts/http';
import type { ProbeLive } from '@changping/contracts/live';
import { useState } from 'react';
import { celsius, percent } from '../../shared/figure.ts';
import { useServerNow } from '../../shared/live/use-live.tsx';
import type { LiveSite } from '../../shared/live/world.ts';
import { clockTime } from '../../shared/time.ts';
import { useAnswer } from '../../shared/use-answer.ts';
import { useWords } from '../../shared/words/use-words.tsx';
import { RefusalNote } from '../facts/refusal-note.tsx';
import { Aged } from './aged.tsx';
import { drawCurve } from './curve-line.ts';
import { Shape } from './top-strip.tsx';

type Curve = Answer<'/api/climate'>['items'][number];
const hours = 24;
/** Readings come in letters of some minutes. */
const readingFresh = 10 * 60_000;
const frame = { width: 400, height: 64 };

export function Climate({ site: { id, live } }: { site: LiveSite }) {
  const words = useWords();
  const newest = Math.max(0, ...live.probes.map(({ at }) => at));
  const asked = useAnswer('/api/climate', { site: id, hours }, { version: newest });
  const curves = asked.answer?.items ?? [];
  const names = [
    ...new Set([...live.probes.map(({ probe }) => probe), ...curves.map(({ probe }) => probe)]),
  ].sort();
  return (
    <section className="block">
      <h2>
        {words.site.climate} <small>{words.site.last24}</small>
      </h2>
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
        />
      ))}
    </section>
  );
}

type ProbeProps = { name: string; now: ProbeLive | undefined; curve: Curve | undefined; isAsked: boolean };
function Probe({ name, now, curve, isAsked }: ProbeProps) {
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
        {reading && <Aged at={reading.at} fresh={readingFresh} />}
      </header>
      {curve?.points.length ? (
        <Sparkline name={name} points={curve.points} isBreach={Boolean(now?.breach)} />
      ) : (
        isAsked && <p className="empty">{words.site.noCurve}</p>
      )}
    </article>
  );
}

function Sparkline({ name, points, isBreach }: { name: string; points: Curve['points']; isBreach: boolean }) {
  const words = useWords();
  const now = useServerNow();
  const [pointed, setPointed] = useState<number>();
  const to = Math.max(now ?? 0, points.at(-1)?.at ?? 0);
  const from = to - hours * 3_600_000;
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
        aria-label={`${name}, ${words.site.last24}: ${celsius(drawn.low)} … ${celsius(drawn.high)}`}
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
        {spot && <path className="pointed" d={`M${drawn.x(spot.at)} 0V${frame.height}`} />}
      </svg>
      <figcaption>
        <span>
          {spot
            ? `${clockTime(spot.at, to)} · ${spot.celsius === null ? words.site.noReading : celsius(spot.celsius)}`
            : '−24 h'}
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

const nearest = (points: Curve['points'], at: number) =>
  points.reduce((best, point) => (Math.abs(point.at - at) < Math.abs(best.at - at) ? point : best));
