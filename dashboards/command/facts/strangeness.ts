/** Which tags of a trip are beside the book: strays were only near the gate, unexplained is what the trip counted so. */
import type { Answer } from '@changping/contracts/http';

type Trip = Answer<'/api/passages/{id}'>;
type Of = Pick<Trip, 'site' | 'direction' | 'unexplained'>;

/** By where the book has the tag now: out through a gate and still booked here, or in and not booked here. */
export function strangenessOf(
  { stray, kind, home }: Pick<Trip['tags'][number], 'stray' | 'kind' | 'home'>,
  { site, direction, unexplained }: Of,
): 'stray' | 'unexplained' | null {
  if (stray) return 'stray';
  if (!unexplained) return null;
  const isStrange = kind === null || (direction === 'out' ? home === site : home !== site);
  return isStrange ? 'unexplained' : null;
}
