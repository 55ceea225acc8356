/** Which counts a hand-over between keepers rests on: posted, begun after it was opened, of no other hand-over, and together over all that is handed over. */
import type { Document } from '@changping/contracts/documents';
import { above, isWithin } from './facts.ts';

/** A kind that lies in a place; null: nobody is told whether and what, since it is being counted. */
export type Lying = { place: string; kind: string | null };
/** `kinds`: null where all was counted. `startedAt`: null as long as it has not begun. `attachedTo`: the number of another hand-over. */
export type CountFacts = {
  number: string;
  places: readonly string[];
  kinds: readonly string[] | null;
  startedAt: number | null;
  isPosted: boolean;
  attachedTo: string | null;
};
export type Unfit = 'notPosted' | 'before' | 'attached';

/** Items that are places of the store say what is handed over; where none does it is the whole store, and `places` is empty. */
export function handedOver(
  items: readonly string[],
  lying: readonly Lying[],
  known: readonly string[],
): { places: string[]; lying: Lying[] } {
  const places = known.filter((place) => items.includes(place));
  const isHandedOver = ({ place }: Lying) => places.some((one) => isWithin(place, one));
  return { places, lying: places.length ? lying.filter(isHandedOver) : [...lying] };
}

export const openedAt = ({ steps }: Pick<Document, 'steps'>): number =>
  steps[0]?.at ?? Number.POSITIVE_INFINITY;

/**
 * Begun, not posted, after the opening: what was seen before anybody said that the store changes hands leaves its keeper the time between to take something, and the choice among older counts.
 * A count that freezes the book afterwards nets all movement by itself, whenever it is posted.
 */
export function unfit(
  { isPosted, startedAt, attachedTo }: Omit<CountFacts, 'number'>,
  openedAt: number,
): Unfit | null {
  if (!isPosted) return 'notPosted';
  if (startedAt === null || startedAt < openedAt) return 'before';
  return attachedTo === null ? null : 'attached';
}

export const hasCounted = (
  { places, kinds }: Pick<CountFacts, 'places' | 'kinds'>,
  { place, kind }: Lying,
): boolean =>
  (kinds === null || (kind !== null && kinds.includes(kind))) &&
  places.some((named) => isWithin(place, named));

/** Places of which no count saw all that lies there; none that is within another of them. */
export const uncounted = (
  lying: readonly Lying[],
  counts: readonly Pick<CountFacts, 'places' | 'kinds'>[],
): string[] => {
  const left = lying.filter((each) => !counts.some((count) => hasCounted(count, each)));
  const places = new Set(left.map(({ place }) => place));
  const isTop = (place: string) => ![...above(place)].slice(1).some((one) => places.has(one));
  return [...places].filter(isTop).sort();
};
