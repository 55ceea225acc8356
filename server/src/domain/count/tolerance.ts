/** Does somebody else count a difference again? By what the policy says of its class. */
import type { ClassRule } from '@changping/contracts/count-policy';
import type { Variance } from './facts.ts';

export type Tolerance = Pick<ClassRule, 'quantity' | 'percent' | 'fen' | 'secondCount'>;
/** `booked`: what the book had in that cell. */
export type Difference = Pick<Variance, 'what' | 'booked' | 'fen'> & { quantity: number };

export function wantsSecondCount(
  { quantity: most, percent, fen: mostFen, secondCount }: Tolerance,
  { what, booked, quantity, fen }: Difference,
): boolean {
  if (secondCount === 'everyDifference') return true;
  // What lies elsewhere is still there.
  if (what === 'misplaced') return false;
  return quantity > Math.max(most, Math.floor((booked * percent) / 100)) || fen > mostFen;
}
