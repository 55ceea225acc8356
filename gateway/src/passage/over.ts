/** Whose stay in the field of a gate is over: who has not been read for a while, unless others who came along are still there, and who stays so long that it must be told as it stands. Of `stayed` there is nothing to tell: it stands by as before. */
import type { Instant } from '@changping/contracts/units';
import { evidenceOf } from './direction.ts';
import { centre, type Evidence, type Track, wellHeard } from './track.ts';

/** A tag that came so much before another has not come with it. */
const togetherWithin = 6000;
/** Standard deviations from which a tag speaks for itself. */
const leans = 2;
/** A tag that stood by waits so long for others to leave with it. */
const leaveWithin = 300;
const leaveWithinMost = 3000;
/** A tag that was hardly heard waits so long for more of it, or for a trip that it belongs to. */
const patience = 15_000;

export function overNow(
  tracks: Iterable<Track>,
  isStanding: (track: Track) => boolean,
  { quiet, longest }: { quiet: number; longest: number },
  now: Instant,
): { gone: Track[]; cut: Track[]; stayed: Track[] } {
  const silent: Track[] = [];
  const here: Track[] = [];
  const left: Track[] = [];
  const stayed: Track[] = [];
  for (const track of tracks) {
    const stands = isStanding(track);
    if (now - Math.max(track.last, track.awaited) >= quiet) (stands ? left : silent).push(track);
    else if (stands && now - track.first >= longest) stayed.push(track);
    else if (!stands) here.push(track);
  }
  const isLong = here.some(({ first }) => now - first >= longest);
  const long = isLong ? here.filter(({ first }) => now - first >= longest / 2) : [];
  const rest = isLong ? here.filter(({ first }) => now - first < longest / 2) : here;
  return {
    gone: [...apart(silent, rest, now), ...leftTogether(left, quiet, now)],
    cut: long,
    stayed,
  };
}

/** Of those who are silent, those with whom nobody came who is still here. */
function apart(silent: readonly Track[], here: readonly Track[], now: Instant): Track[] {
  if (!here.length || !silent.length) return [...silent];
  const well = silent.filter((track) => track.heardIn >= wellHeard);
  const comings = well.length ? byLeaning(here) : [];
  const sure = well.filter((track) => !waits(comings, track, leaningOf(track, acrossOf)));
  const theirs = Math.sign(sure.reduce((sum, track) => sum + leaningOf(track, acrossOf), 0));
  // Who can't be told from itself goes as those go who leave now.
  const gone = well.filter((track) => !waits(comings, track, leaningOf(track, acrossOf) || theirs));
  const upTo = gone.reduce((most, { last }) => Math.max(most, last), 0);
  const hardly = silent.filter(
    (track) => track.heardIn < wellHeard && (centre(track) <= upTo || now - track.last >= patience),
  );
  return [...gone, ...hardly];
}

/** Somebody who is still here came with it. Who surely comes the other way is no companion. */
function waits(comings: readonly Instant[][], track: Track, leaning: number): boolean {
  const from = track.first - Math.max(togetherWithin, (track.last - track.first) / 2);
  const upTo = centre(track);
  return comings.some(
    (each, i) => (i - 1) * leaning >= 0 && (firstFrom(each, from) ?? Number.POSITIVE_INFINITY) <= upTo,
  );
}

/** When who is still here came: who leans outwards, who can't be told yet, who leans inwards; each in order. */
function byLeaning(here: readonly Track[]): Instant[][] {
  const comings: Instant[][] = [[], [], []];
  for (const track of here) comings[leaningOf(track, startOf) + 1]?.push(track.first);
  return comings.map((each) => each.sort((a, b) => a - b));
}

function leaningOf(track: Track, by: (evidence: Evidence) => number): -1 | 0 | 1 {
  // Of a tag that is heard on and on a little more says nothing new.
  if (!track.glance || track.count > track.glance.count * 1.5)
    track.glance = { count: track.count, evidence: evidenceOf(track) };
  const { evidence } = track.glance;
  if (!evidence || Math.abs(by(evidence)) < leans) return 0;
  return by(evidence) > 0 ? 1 : -1;
}

const startOf = ({ start, weight }: Evidence): number => start * Math.sqrt(weight);
const acrossOf = ({ start, end, weight }: Evidence): number => (start + end) * Math.sqrt(weight / 2);

/** The least that is not below `from`. */
function firstFrom(sorted: readonly Instant[], from: number): Instant | undefined {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as Instant) < from) low = middle + 1;
    else high = middle;
  }
  return sorted[low];
}

/** What stood by is carried away together: whoever leaves first waits a moment for the rest, or each would have to speak for itself. */
function leftTogether(left: readonly Track[], quiet: number, now: Instant): readonly Track[] {
  const lasts = left.map(({ last }) => last);
  const newest = Math.max(...lasts);
  const oldest = Math.min(...lasts);
  return now - newest >= quiet + leaveWithin || now - oldest >= leaveWithinMost ? left : [];
}
