/** What the sightings of a piece say against the book. Seen by two devices, or by tag and by hand, it is still one piece; unseen it is missing only where somebody went through its place while the book had it there all the time. */
import type { Slot } from '@changping/contracts/documents';
import { compare, conditionOf, worst } from './condition.ts';
import { above, type Covered, isWithin, type Scan, type TroubleCode } from './facts.ts';
import { hasMoved, type PiecePast, standAt } from './past.ts';

export type PieceFinding =
  | { is: 'matched'; quantity: number }
  | { is: 'nothing' }
  | { is: 'trouble'; code: TroubleCode; blocks: boolean; place: string }
  | {
      is: 'variance';
      what: 'missing' | 'gained' | 'misplaced' | 'condition';
      from: Slot;
      to: Slot;
      quantity: number;
      n: number;
      isLooked: boolean;
      isConfirmed: boolean;
    };

/** @param scans of this piece, one at least. @param covered by the place each names. */
export function judgeSeen(
  past: PiecePast,
  scans: readonly Scan[],
  covered: Places,
  site: string,
  head: number,
): PieceFinding[] {
  // Who names the bin knows more than who hears the zone.
  const finest = scans.filter(
    (one) => !scans.some((other) => other.place !== one.place && isWithin(other.place, one.place)),
  );
  const misfits = finest.filter((scan) => !fitsBook(past, scan));
  const last = (misfits.length ? misfits : finest).reduce((so, scan) => (isLater(scan, so) ? scan : so));
  const trouble = (code: TroubleCode, blocks: boolean): PieceFinding => ({
    ...{ is: 'trouble', code, blocks },
    place: last.place,
  });
  const lost = lostSince(past, Math.max(...scans.map(({ n }) => n)), covered, head);
  if (lost) return [lost];
  if (misfits.length && new Set(finest.map((scan) => scan.place)).size > 1)
    return [trouble('inTwoPlaces', true)];

  const now = standAt(past, head);
  if (misfits.length && hasMoved(past, last.n, head)) return [trouble('movedSince', false)];
  // Used up since it was seen: then it was there, and that is all.
  if (!now?.slot) return [misfits.length ? trouble('bookedElsewhere', true) : { is: 'matched', quantity: 0 }];
  if (scans.some(({ quantity }) => quantity !== null && quantity !== standAt(past, last.n)?.quantity))
    return [trouble('openedCase', true)];

  const { slot, quantity } = now;
  const isAtSite = isWithin(slot.place, site);
  if (misfits.length && !isAtSite && slot.place !== 'lost') return [trouble('bookedElsewhere', true)];
  // Sent away by the book meanwhile: what was seen of it is for the other end to see again.
  if (!misfits.length && !isAtSite) return [{ is: 'matched', quantity }];

  const seen = worst(scans.flatMap((scan) => conditionOf(scan, slot) ?? []));
  const verdict = seen ? compare(seen, slot) : 'same';
  const to: Slot = {
    ...slot,
    ...(misfits.length ? { place: last.place } : {}),
    ...(seen && verdict === 'worse' ? seen : {}),
  };
  const what = slot.place === 'lost' ? 'gained' : verdict === 'worse' ? 'condition' : 'misplaced';
  const isConfirmed = new Set(scans.map(({ counter }) => counter)).size > 1;
  const isChanged = misfits.length > 0 || verdict === 'worse';
  return [
    isChanged
      ? { is: 'variance', what, from: slot, to, quantity, n: last.n, isLooked: seen !== null, isConfirmed }
      : { is: 'matched', quantity },
    ...(verdict === 'better' ? [trouble('needsInspection', false)] : []),
  ];
}

function fitsBook(past: PiecePast, { n, place }: Scan): boolean {
  const slot = standAt(past, n)?.slot;
  return slot !== null && slot !== undefined && isWithin(slot.place, place);
}

const isLater = (one: Scan, other: Scan): boolean =>
  one.n === other.n ? one.id > other.id : one.n > other.n;

/** Seen, then moved by the book, and not seen where it was moved to. */
function lostSince(past: PiecePast, n: number, covered: Places, head: number): PieceFinding | null {
  const place = standAt(past, head)?.slot?.place;
  if (place === undefined || !hasMoved(past, n, head)) return null;
  const looks = looksAt(place, covered).filter(({ from }) => from > n && hasMoved(past, n, from));
  const finding = looks.length ? judgeMissing(past, looks, head) : null;
  return finding?.is === 'variance' ? finding : null;
}

/** @param covered by the place each names. */
export function judgeUnseen(
  past: PiecePast,
  covered: Places,
  inScope: (place: string) => boolean,
  head: number,
): PieceFinding {
  const place = standAt(past, head)?.slot?.place;
  if (place === undefined || !inScope(place)) return { is: 'nothing' };
  const looks = looksAt(place, covered);
  return looks.length
    ? judgeMissing(past, looks, head)
    : { is: 'trouble', code: 'notCounted', blocks: true, place };
}

type Places = ReadonlyMap<string, readonly Covered[]>;

const looksAt = (place: string, covered: Places): Covered[] =>
  [...above(place)].flatMap((each) => covered.get(each) ?? []);

/** @param looks at where it is now, one at least; none of them saw it. */
function judgeMissing(past: PiecePast, looks: readonly Covered[], head: number): PieceFinding {
  const { slot, quantity } = standAt(past, head)!;
  const from = slot!;
  const trouble = (code: TroubleCode): PieceFinding => ({
    ...{ is: 'trouble', code, blocks: false },
    place: from.place,
  });
  // While it was on its way nobody can say it should have been seen.
  const sure = looks.filter(
    (look) =>
      !hasMoved(past, look.from, look.to) &&
      isWithin(standAt(past, look.from)?.slot?.place ?? '', look.place),
  );
  if (!sure.length) return trouble('movedMeanwhile');
  const n = Math.max(...sure.map(({ to }) => to));
  if (hasMoved(past, n, head)) return trouble('movedSince');
  const isConfirmed = new Set(sure.map(({ counter }) => counter)).size > 1;
  const to = { ...from, place: 'lost' };
  return { is: 'variance', what: 'missing', from, to, quantity, n, isLooked: false, isConfirmed };
}
