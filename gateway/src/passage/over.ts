/** Whose stay in the field of a gate is over: who has not been read for a while, unless others who came along are still there, and who stays so long that it must be told as it stands. */
import type { Instant } from '@changping/contracts/units';
import { centre, slotsHeard, type Track, wellHeard } from './track.ts';

/** A tag that came so much before another has not come with it. */
const togetherWithin = 1500;
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
): { gone: Track[]; cut: Track[] } {
  const silent: Track[] = [];
  const here: Track[] = [];
  const left: Track[] = [];
  const stayed: Track[] = [];
  for (const track of tracks) {
    const stands = isStanding(track);
    if (now - track.last >= quiet) (stands ? left : silent).push(track);
    else if (stands && now - track.first >= longest) stayed.push(track);
    else if (!stands) here.push(track);
  }
  const isLong = here.some(({ first }) => now - first >= longest);
  const long = isLong ? here.filter(({ first }) => now - first >= longest / 2) : [];
  const rest = isLong ? here.filter(({ first }) => now - first < longest / 2) : here;
  return {
    gone: [...apart(silent, rest, now), ...leftTogether(left, quiet, now)],
    cut: [...long, ...stayed],
  };
}

/** Of those who are silent, those with whom nobody came who is still here. */
function apart(silent: readonly Track[], here: readonly Track[], now: Instant): Track[] {
  if (!here.length || !silent.length) return [...silent];
  const comings = here.map(({ first }) => first).sort((a, b) => a - b);
  const isAlone = (track: Track) => {
    const early = Math.max(togetherWithin, (track.last - track.first) / 2);
    const next = firstFrom(comings, track.first - early);
    return next === undefined || next > centre(track);
  };
  const well = silent.filter((track) => slotsHeard(track) >= wellHeard && isAlone(track));
  const upTo = well.reduce((most, { last }) => Math.max(most, last), 0);
  const hardly = silent.filter(
    (track) => slotsHeard(track) < wellHeard && (centre(track) <= upTo || now - track.last >= patience),
  );
  return [...well, ...hardly];
}

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
