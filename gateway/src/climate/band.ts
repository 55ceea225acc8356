/** Which readings are worth a letter, and when a probe is outside its band: points at changes and once a minute, a breach opened after its duration and closed with hysteresis, and "no data" as a state of its own. */
import type { BreachLetter } from '@changping/contracts/letters';
import { type Instant, instant } from '@changping/contracts/units';
import type { Reading } from './modbus.ts';

export type Limits = {
  min?: number;
  max?: number;
  /** How far inside the limit a value must come before the episode ends. */
  hysteresis: number;
  /** How long it must be outside before it begins. */
  forSeconds: number;
};
export type Measure = 'celsius' | 'humidity';
export type Band = Partial<Record<Measure, Limits>>;
export type Point = Reading & { at: Instant };
export type Breach = Pick<
  BreachLetter,
  'measure' | 'cause' | 'state' | 'since' | 'limit' | 'value' | 'worst'
>;

/** One measure on one side. `opened` once the breach has been told. */
type Episode = { cause: 'above' | 'below'; since: Instant; worst: number; opened: boolean };
export type Watch = {
  point: Point | null;
  lastGood: Instant;
  silent: boolean;
  episodes: Partial<Record<Measure, Episode>>;
};
export type Outcome = { watch: Watch; points: Point[]; breaches: Breach[] };

const minute = 60_000;
/** Smaller changes are the probe's own noise. */
const worth: Record<Measure, number> = { celsius: 0.2, humidity: 2 };
const measures: readonly Measure[] = ['celsius', 'humidity'];

export const newWatch = (now: Instant): Watch => ({
  point: null,
  lastGood: now,
  silent: false,
  episodes: {},
});

export function read(watch: Watch, band: Band, reading: Reading, now: Instant): Outcome {
  if (reading.celsius === null && reading.humidity === null) return { watch, points: [], breaches: [] };
  const point = { ...reading, at: now };
  const kept = !watch.point || isWorth(watch.point, point);
  const next: Watch = {
    point: kept ? point : watch.point,
    lastGood: now,
    silent: false,
    episodes: { ...watch.episodes },
  };
  const breaches = measures.flatMap((measure) => judge(next.episodes, measure, band[measure], point));
  if (watch.silent) breaches.unshift(noData('closed', watch.lastGood));
  return { watch: next, points: kept ? [point] : [], breaches };
}

/** Called at every poll that brought no reading: three missed ones are a state, never the last value for ever. */
export function miss(watch: Watch, now: Instant, everyMs: number): Outcome {
  if (watch.silent || now - watch.lastGood < 3 * everyMs) return { watch, points: [], breaches: [] };
  const gap: Point = { at: now, celsius: null, humidity: null };
  return {
    watch: { ...watch, silent: true, point: null },
    points: [gap],
    breaches: [noData('opened', watch.lastGood)],
  };
}

/** No duration of a limit is longer, so nothing waits longer to be told. */
const waitMost = 86_400_000;

/** What was known before a restart: a breach that is open stays open, an episode keeps its start, and the time the gateway was down is nobody's silence. A start that this run's clock cannot reach was dated by a clock that has lost its battery since: the episode begins anew, for it would be told years too late, or at once. */
export function resumed(before: Watch, now: Instant): Watch {
  const episodes = { ...before.episodes };
  for (const measure of measures) {
    const episode = episodes[measure];
    if (!episode || episode.opened) continue;
    const age = now - episode.since;
    if (age < 0 || age > waitMost) episodes[measure] = { ...episode, since: now };
  }
  return { ...before, episodes, point: null, lastGood: before.silent ? before.lastGood : now };
}

/** Ends what nobody will judge any more, because a limit, or with null the whole probe, was taken out of the configuration. */
export function quit(watch: Watch, band: Band | null): Outcome {
  const episodes = { ...watch.episodes };
  const breaches: Breach[] = [];
  for (const measure of measures) {
    const episode = episodes[measure];
    if (!episode || limitOf(episode.cause, band?.[measure]) !== undefined) continue;
    if (episode.opened) breaches.push({ ...ofEpisode(measure, episode, 'closed'), limit: null, value: null });
    delete episodes[measure];
  }
  const silent = watch.silent && band !== null;
  if (watch.silent && !silent) breaches.push(noData('closed', watch.lastGood));
  return { watch: { ...watch, silent, episodes }, points: [], breaches };
}

const noData = (state: 'opened' | 'closed', since: Instant): Breach => ({
  measure: 'data',
  cause: 'noData',
  state,
  since,
  limit: null,
  value: null,
  worst: null,
});

const isWorth = (before: Point, now: Point) =>
  now.at - before.at >= minute ||
  measures.some((measure) => {
    const [a, b] = [before[measure], now[measure]];
    return a === null || b === null ? a !== b : Math.abs(a - b) >= worth[measure];
  });

function judge(
  episodes: Watch['episodes'],
  measure: Measure,
  limits: Limits | undefined,
  point: Point,
): Breach[] {
  const value = point[measure];
  if (!limits || value === null) return [];
  const told: Breach[] = [];
  let episode = episodes[measure];
  if (episode && isOver(episode.cause, value, limits)) {
    if (episode.opened) told.push(breach(measure, episode, 'closed', limits, value));
    delete episodes[measure];
    episode = undefined;
  }
  const cause = sideOf(value, limits);
  if (!episode && !cause) return told;
  const worst = episode ? further(episode.cause, episode.worst, value) : value;
  const next: Episode = {
    cause: episode?.cause ?? (cause as Episode['cause']),
    since: episode?.since ?? point.at,
    worst,
    opened: episode?.opened ?? false,
  };
  // Back inside before its duration was up: it was a door, not an episode.
  if (!next.opened && !cause) {
    delete episodes[measure];
    return told;
  }
  episodes[measure] = next;
  if (next.opened || point.at - next.since < limits.forSeconds * 1000) return told;
  next.opened = true;
  return [...told, breach(measure, next, 'opened', limits, value)];
}

const breach = (
  measure: Measure,
  episode: Episode,
  state: 'opened' | 'closed',
  limits: Limits,
  value: number,
): Breach => ({
  ...ofEpisode(measure, episode, state),
  limit: limitOf(episode.cause, limits) ?? null,
  value,
});

const ofEpisode = (measure: Measure, { cause, since, worst }: Episode, state: 'opened' | 'closed') => ({
  measure,
  cause,
  state,
  since: instant(since),
  worst,
});

function sideOf(value: number, { min, max }: Limits): 'above' | 'below' | undefined {
  if (max !== undefined && value > max) return 'above';
  return min !== undefined && value < min ? 'below' : undefined;
}

const limitOf = (cause: 'above' | 'below', limits: Limits | undefined): number | undefined =>
  cause === 'above' ? limits?.max : limits?.min;

/** Has it come back, far enough inside? A value beyond the other limit has too. */
function isOver(cause: 'above' | 'below', value: number, limits: Limits): boolean {
  const limit = limitOf(cause, limits);
  if (limit === undefined) return true;
  return cause === 'above' ? value <= limit - limits.hysteresis : value >= limit + limits.hysteresis;
}

const further = (cause: 'above' | 'below', a: number, b: number) =>
  cause === 'above' ? Math.max(a, b) : Math.min(a, b);
