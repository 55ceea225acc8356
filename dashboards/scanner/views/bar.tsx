/** Always in view: is the line there, how much is unsent, how old the data are. */
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { ageOf } from '../../shared/time.ts';
import { db } from '../keep/keep.ts';
import { useFact, useKept } from '../keep/use-kept.ts';
import { go, usePage, useWhere } from './use-page.tsx';

const tick = 5_000;
/** Older than this the age is a warning. */
const old = 15 * 60_000;

export function Bar() {
  const { words, line, me } = usePage();
  const [here] = useWhere();
  const { isThere, isBusy, isOut } = useSyncExternalStore(line.subscribe, line.state);
  const queue = useKept(() => db.queue.toArray());
  const pictures = useKept(() => db.photos.where('draft').equals('').toArray());
  const papersAt = useFact('papersAt')?.value;
  const now = useNow();
  const all = queue && pictures && [...queue, ...pictures];
  const unsent = all?.length;
  const refused = all?.filter((one) => one.refused).length;
  const isKept = useGrown(unsent) && !isThere;
  const state = isOut ? 'isOut' : isThere ? 'isThere' : 'isGone';
  return (
    <>
      {me.isSample && <p className="demo">{words.demo}</p>}
      <header className="bar">
        {here ? (
          <button type="button" className="back" onClick={() => history.back()} aria-label={words.back}>
            ‹
          </button>
        ) : null}
        <p className={`line ${state}`} role="status">
          <span aria-hidden="true">{isOut ? '◆' : isThere ? '●' : '▲'}</span>{' '}
          {isOut ? words.out : isBusy && isThere ? words.busy : isThere ? words.online : words.offline}
        </p>
        <p className={papersAt === undefined || now - papersAt > old ? 'age is-old' : 'age'}>
          {papersAt === undefined ? words.noData : words.dataOf(words.age(ageOf(papersAt, now)))}
        </p>
        <button
          type="button"
          className={unsent ? (refused ? 'unsent is-refused' : 'unsent is-some') : 'unsent'}
          onClick={() => go('unsent')}
        >
          <strong id="unsent">{unsent ?? '…'}</strong> {words.unsent}
          {refused ? <span className="refused">{words.refusedCount(refused)}</span> : null}
        </button>
        {isKept && (
          <p className="kept" role="status">
            ✓ {words.kept}
          </p>
        )}
      </header>
    </>
  );
}

const shownFor = 5_000;

/** For a while after the number has risen. What is read for the first time has not. */
function useGrown(n: number | undefined): boolean {
  const before = useRef(n);
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    const isMore = n !== undefined && before.current !== undefined && n > before.current;
    before.current = n;
    if (!isMore) return undefined;
    setShown(true);
    const timer = setTimeout(() => setShown(false), shownFor);
    return () => clearTimeout(timer);
  }, [n]);
  return isShown;
}

export function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), tick);
    return () => clearInterval(timer);
  }, []);
  return now;
}
