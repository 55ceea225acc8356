/** The server's clock as a page can know it: the times that came along with the news, carried on between them. It may run faster than the wall and never goes back. */

/** What was heard: the server's time, and the page's own steady clock at that moment. */
type Heard = { at: number; here: number };
export type ServerClock = { first: Heard; last: Heard; speed: number };

/** Below this distance, the way through the network says more than the clock. */
const apart = 1_500;

export const startClock = (at: number, here: number): ServerClock => ({
  first: { at, here },
  last: { at, here },
  speed: 1,
});

export function hear(clock: ServerClock, at: number, here: number): ServerClock {
  const last = { at, here };
  const span = here - clock.first.here;
  if (at < clock.last.at - 60_000) return startClock(at, here);
  if (span < apart) return { ...clock, last };
  const measured = (at - clock.first.at) / span;
  // A wall clock is taken for one, so that a late letter doesn't make time run oddly.
  const speed = Math.abs(measured - 1) < 0.1 ? 1 : Math.max(0, measured);
  return { first: span > 60_000 ? clock.last : clock.first, last, speed };
}

export const serverNow = ({ last, speed }: ServerClock, here: number): number =>
  last.at + Math.max(0, here - last.here) * speed;
