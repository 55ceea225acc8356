/** What a trip through a gate means for whoever stands there: whether a person must look at the load before it goes on. */
import type { GateCounts } from '@changping/contracts/gate-match';
import type { PassageLetter, Verdict } from '@changping/contracts/letters';

export type Judgeable = {
  direction: PassageLetter['direction'];
  /** Tags that no document explains. */
  unexplained: number;
  /** By the document that explains it best; null where none does. */
  counts: GateCounts | null;
};

/** @returns null for what has gone nowhere. */
export function verdictOf({ direction, unexplained, counts }: Judgeable): Verdict | null {
  if (direction !== 'in' && direction !== 'out') return null;
  const wrong = counts ? counts.extra + counts.unknown + counts.expired : 0;
  if (unexplained + wrong > 0) return 'act';
  return counts && counts.missing > 0 ? 'watch' : 'good';
}
