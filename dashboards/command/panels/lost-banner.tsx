/** Over the map while the line is lost: that it is old, since when, and that nothing needs to be done. */

import { serverNow } from '../../shared/live/server-clock.ts';
import { useLive } from '../../shared/live/use-live.tsx';
import { dateTime } from '../../shared/time.ts';
import { useWords } from '../../shared/words/use-words.tsx';
import { useLostAge } from './connection-state.tsx';

export function LostBanner() {
  const { connection } = useWords();
  const { lostAt, clock } = useLive();
  const age = useLostAge();
  if (!age || lostAt === undefined || !clock) return null;
  return <p className="lost-banner">{connection.lostBanner(age, dateTime(serverNow(clock, lostAt)))}</p>;
}
