/** Under the bar: whose page it is and the way out, and whatever stands in the way of working without a line. */
import { useEffect, useState, useSyncExternalStore } from 'react';
import { toDoor } from '../../shared/to-door.ts';
import { db, keepFact } from '../keep/keep.ts';
import { useKept } from '../keep/use-kept.ts';
import { fillGoods } from '../line/fill.ts';
import { reach } from '../line/reach.ts';
import { useNames, usePage } from './use-page.tsx';

export function Notes({ other, isHome }: { other(): void; isHome: boolean }) {
  const { words, line, me, sites, site } = usePage();
  const names = useNames();
  const { isOut, isThere } = useSyncExternalStore(line.subscribe, line.state);
  const unsent = useKept(() => db.queue.count()) ?? 0;
  const [isNew, setNew] = useState(false);
  const [isSure, setSure] = useState(false);
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
      {!('serviceWorker' in navigator) && <p className="hint notes">{words.noShell}</p>}
      {isHome && (
        <div className="who notes">
          {sites.length > 1 ? (
            <select
              aria-label={words.store}
              value={site}
              disabled={!isThere}
              onChange={async ({ currentTarget: { value } }) => {
                await keepFact('site', value);
                await fillGoods().catch(() => undefined);
                await line.hurry();
              }}
            >
              {sites.map(({ id }) => (
                <option key={id} value={id}>
                  {names.site(id)}
                </option>
              ))}
            </select>
          ) : (
            <strong>{names.site(site)}</strong>
          )}
          <span>{me.display}</span>
          <button type="button" lang={words.otherLang} onClick={other}>
            {words.other}
          </button>
          <button type="button" disabled={!isThere} onClick={() => (unsent ? setSure(true) : void leave())}>
            {words.leave}
          </button>
        </div>
      )}
      {isSure && (
        <p className="changed notes" role="alertdialog" aria-label={words.leave}>
          {words.leaveUnsent(unsent)}
          <button type="button" onClick={() => setSure(false)}>
            {words.no}
          </button>
          <button type="button" className="act" onClick={() => void leave()}>
            {words.leave}
          </button>
        </p>
      )}
    </>
  );
}

/** The next one finds nothing of the store here but what is not sent, and that is sent by nobody else. */
async function leave(): Promise<void> {
  await reach('/api/session/end', {}).catch(() => undefined);
  await db.transaction('rw', db.facts, db.pieces, db.lots, db.papers, async () => {
    await db.facts.filter(({ name }) => name !== 'device' && name !== 'fresh').delete();
    await db.pieces.clear();
    await db.lots.clear();
    await db.papers.clear();
  });
  toDoor('');
}
