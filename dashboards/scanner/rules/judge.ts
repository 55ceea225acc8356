/** Good, watch or act now: what a keeper must know of goods in his hand before anything else. The worst of it counts. */

export type Facts = {
  quality: string | null;
  /** How much of a lot has it; null: all that is there. */
  part?: number | null;
  /** The last good day, YYYY-MM-DD; null: nobody knows, and nobody guesses. */
  effectiveOn: string | null;
  /** How many days before it the store is told. */
  nearDays: number;
};
export type Mark = 'good' | 'watch' | 'act' | 'none';
export type Why = 'expired' | 'near' | 'damaged' | 'held' | 'inInspection' | 'noReference' | 'usable';
export type Judged = { mark: Mark; why: Why; days: number | null };

/** `today`: by the region's calendar. */
export function judge({ quality, part = null, effectiveOn, nearDays }: Facts, today: string): Judged {
  const days = effectiveOn === null ? null : daysBetween(today, effectiveOn);
  if (days !== null && days < 0) return { mark: 'act', why: 'expired', days };
  // One broken piece is no alarm for whoever holds a sound one of its lot.
  if (quality === 'damaged') return { mark: part === null ? 'act' : 'watch', why: 'damaged', days };
  if (quality === 'held' || quality === 'inInspection') return { mark: 'watch', why: quality, days };
  if (days === null) return { mark: 'none', why: 'noReference', days };
  return days <= nearDays ? { mark: 'watch', why: 'near', days } : { mark: 'good', why: 'usable', days };
}

const rank = ['usable', 'inInspection', 'held', 'damaged'];
/** Of all that is there of a lot. A part is 0 while it is counted, for then nobody is told how much. */
export function worstOf(held: readonly { quality: string; quantity: number | null }[]) {
  const quality = held
    .map((each) => each.quality)
    .reduce<string | null>(
      (one, other) => (one && rank.indexOf(one) > rank.indexOf(other) ? one : other),
      null,
    );
  const worst = held.filter((each) => each.quality === quality);
  const part = worst.reduce((sum, { quantity }) => sum + (quantity ?? 0), 0);
  return { quality, part: worst.length < held.length ? part : null };
}

const day = 86_400_000;
const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / day);
