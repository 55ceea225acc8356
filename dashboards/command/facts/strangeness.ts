/** Which tags of a trip are beside the book: strays were only near the gate, unexplained is what the trip counted so. */
import type { Answer } from '@changping/contracts/http';

type Trip = Answer<'/api/passages/{id}'>;
type Of = Pick<Trip, 'site' | 'direction' | 'unexplained'> & {
  matches: readonly { extra: readonly { epc: string | null }[] }[];
};
type Tag = Pick<Trip['tags'][number], 'epc' | 'stray' | 'kind' | 'home'>;

/** By where the book has the tag now: out through a gate and still booked here, or in and not booked here, unless a document on the road names it. */
export function strangenessOf(
  { epc, stray, kind, home }: Tag,
  { site, direction, unexplained, matches }: Of,
): 'stray' | 'unexplained' | null {
  if (stray) return 'stray';
  if (!unexplained) return null;
  const isExpected =
    direction === 'in' &&
    home === null &&
    matches.length > 0 &&
    !matches.some(({ extra }) => extra.some((goods) => goods.epc === epc));
  const isStrange = kind === null || (direction === 'out' ? home === site : home !== site && !isExpected);
  return isStrange ? 'unexplained' : null;
}
