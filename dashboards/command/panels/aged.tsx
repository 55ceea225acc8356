/** A time with its age beside it once it is older than it should be. */
import { useServerNow } from '../../shared/live/use-live.tsx';
import { ageOf, clockTime, dateTime, written } from '../../shared/time.ts';
import { useWords } from '../../shared/words/use-words.tsx';

/** `fresh`: milliseconds within which the age is of no interest; 0 always shows it. */
/** `isCalm`: an age that is told but is no reason to look. */
export function Aged({ at, fresh, isCalm = false }: { at: number; fresh: number; isCalm?: boolean }) {
  const words = useWords();
  const now = useServerNow() ?? at;
  const isOld = now - at > fresh;
  return (
    <time
      dateTime={new Date(at).toISOString()}
      title={dateTime(at)}
      className={isOld && !isCalm ? 'is-old' : undefined}
    >
      {clockTime(at, written(now).date)}
      {isOld && <small> {words.old(ageOf(at, now))}</small>}
    </time>
  );
}

/** How long ago, alone: for rows that are read for what is new in them. */
export function Since({ at }: { at: number }) {
  const words = useWords();
  const now = useServerNow() ?? at;
  return (
    <time dateTime={new Date(at).toISOString()} title={dateTime(at)}>
      {words.old(ageOf(at, now))}
    </time>
  );
}
