/** The line to the server in a word, a shape, and the age of the data once they age. */
import { useEffect, useState } from 'react';
import { useLive } from '../../shared/live/use-live.tsx';
import { type Age, ageOf } from '../../shared/time.ts';
import { useWords } from '../../shared/words/use-words.tsx';

export function ConnectionState() {
  const { connection } = useWords();
  const { line } = useLive();
  const age = useLostAge();
  return (
    <p className={`connection is-${line}`} id="connection">
      <span className="connection-sign" aria-hidden="true" />
      <span>
        <b>{connection[line]}</b>
        {age && <small>{connection.ageOf(age)}</small>}
      </span>
    </p>
  );
}

/** How long the line has been lost, once a second; undefined while it is not. */
export function useLostAge(): Age | undefined {
  const { lostAt } = useLive();
  const [here, setHere] = useState(() => performance.now());
  useEffect(() => {
    if (lostAt === undefined) return;
    const tick = () => setHere(performance.now());
    tick();
    const timer = setInterval(tick, 1000);
    return () => clearInterval(timer);
  }, [lostAt]);
  return lostAt === undefined ? undefined : ageOf(lostAt, here);
}
