/** Under the bar: whatever stands in the way of working without a line. */
import { useEffect, useState, useSyncExternalStore } from 'react';
import { toDoor } from '../../shared/to-door.ts';
import { usePage } from './use-page.tsx';

export function Notes() {
  const { words, line } = usePage();
  const { isOut } = useSyncExternalStore(line.subscribe, line.state);
  const [isNew, setNew] = useState(false);
  useEffect(() => {
    const hear = ({ data }: MessageEvent) => data === 'newVersion' && setNew(true);
    navigator.serviceWorker?.addEventListener('message', hear);
    return () => navigator.serviceWorker?.removeEventListener('message', hear);
  }, []);
  return (
    <>
      {isOut && (
        <p className="changed notes" role="alert">
          {words.comeInWhy}
          <button type="button" onClick={() => toDoor('notLoggedIn')}>
            {words.comeIn}
          </button>
        </p>
      )}
      {isNew && (
        <button type="button" className="note notes" onClick={() => location.reload()}>
          {words.newVersion}
        </button>
      )}
    </>
  );
}
