/** Whose page it is, which store, which language, and the way out. */
import { Suspense, useState, useSyncExternalStore } from 'react';
import { toDoor } from '../../shared/to-door.ts';
import { hasCamera } from '../hands/camera.ts';
import { db, keepFact } from '../keep/keep.ts';
import { useKept } from '../keep/use-kept.ts';
import { fillGoods, forget } from '../line/fill.ts';
import { reach } from '../line/reach.ts';
import { Enrol } from './later.ts';
import { useNames, usePage } from './use-page.tsx';

export function Who({ other }: { other(): void }) {
  const { words, line, me, sites, site } = usePage();
  const names = useNames();
  const { isThere } = useSyncExternalStore(line.subscribe, line.state);
  const unsent = useKept(() => db.queue.count()) ?? 0;
  const [isSure, setSure] = useState(false);
  return (
    <>
      <div className="who">
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
      {isSure && (
        <p className="changed" role="alertdialog" aria-label={words.leave}>
          {words.leaveUnsent(unsent)}
          <button type="button" onClick={() => setSure(false)}>
            {words.no}
          </button>
          <button type="button" className="act" onClick={() => void leave()}>
            {words.leave}
          </button>
        </p>
      )}
      {me.handheld ? (
        <p className="hint">{words.enrolledAs(me.handheld.name)}</p>
      ) : (
        <details className="hint">
          <summary>{words.enrolTitle}</summary>
          <Suspense>
            <Enrol words={words} done={() => location.reload()} />
          </Suspense>
        </details>
      )}
      {!hasCamera() && <p className="hint">{words.camera.none}</p>}
      {!('serviceWorker' in navigator) && <p className="hint">{words.noShell}</p>}
    </>
  );
}

async function leave(): Promise<void> {
  await reach('/api/session/end', {}).catch(() => undefined);
  await forget();
  toDoor('');
}
