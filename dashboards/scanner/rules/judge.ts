/** Good, watch or act now: what a keeper must know of goods in his hand before anything else. The worst of it counts. */

export type Facts = {
  quality: string | null;
  /** The last good day, YYYY-MM-DD; null: nobody knows, and nobody guesses. */
  effectiveOn: string | null;
  /** How many days before it the store is told. */
  nearDays: number;
};
export type Mark = 'good' | 'watch' | 'act' | 'none';
export type Why = 'expired' | 'near' | 'damaged' | 'held' | 'inInspection' | 'noReference' | 'usable';
export type Judged = { mark: Mark; why: Why; days: number | null };

/** `today`: by the region's calendar. */
export function judge({ quality, effectiveOn, nearDays }: Facts, today: string): Judged {
  const days = effectiveOn === null ? null : daysBetween(today, effectiveOn);
  if (days !== null && days < 0) return { mark: 'act', why: 'expired', days };
  if (quality === 'damaged') return { mark: 'act', why: 'damaged', days };
  if (quality === 'held' || quality === 'inInspection') return { mark: 'watch', why: quality, days };
  if (days === null) return { mark: 'none', why: 'noReference', days };
  return days <= nearDays ? { mark: 'watch', why: 'near', days } : { mark: 'good', why: 'usable', days };
}

const day = 86_400_000;
const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / day);
