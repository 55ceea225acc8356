/** A count of the places one stands in: scanned or tapped; it begins at once where there is a line, else as soon as it is back. */
import { documentTypes } from '@changping/contracts/document-words';
import { useSyncExternalStore } from 'react';
import { openingWords } from '../../shared/words/opening.ts';
import { countHere } from '../hands/open-here.ts';
import { keepItems, useItems } from '../keep/items.ts';
import { db, newId } from '../keep/keep.ts';
import { useKept } from '../keep/use-kept.ts';
import { lackIf } from '../rules/lack.ts';
import { togglePlace, zonesOf } from '../rules/places.ts';
import { MainButton } from './main-button.tsx';
import { useTaker } from './target.tsx';
import { useOnce } from './use-once.ts';
import { goInstead, useNames, usePage } from './use-page.tsx';

export function NewCount() {
  const { words, site, me, kinds, line } = usePage();
  const own = openingWords[words.at];
  const names = useNames();
  const { isThere } = useSyncExternalStore(line.subscribe, line.state);
  const kept = useItems('count');
  const zones = useKept(async () => zonesOf(site, kinds, await db.pieces.orderBy('epc').toArray()), site);
  const toggle = (place: string) => keepItems('count', (all) => togglePlace(all, place));
  useTaker(async (found) => {
    if (found.what !== 'place') return null;
    const { place } = found;
    const isIn = kept?.some((each) => place === each || place.startsWith(`${each}/`));
    if (isIn) return { isTaken: false, why: 'already' };
    await toggle(place);
    return { isTaken: true, line: null };
  });
  const places = (kept ?? []).filter((place) => place.startsWith(`${site}/`));
  const open = useOnce(async () => {
    const id = newId();
    await countHere({ id, site, places: [...places] }, me.name);
    await keepItems('count', () => []);
    goInstead(isThere ? 'd' : '', ...(isThere ? [id] : []));
    await line.hurry();
  });
  if (!kept || !zones) return null;
  return (
    <main className="open">
      <h1>{documentTypes.count[words.at]}</h1>
      <p className="hint">{own.count}</p>
      <p className="chips">
        {[...new Set([...zones, ...places])].map((place) => (
          <button
            key={place}
            type="button"
            aria-pressed={places.includes(place)}
            onClick={() => void toggle(place)}
          >
            {names.place(place)}
          </button>
        ))}
      </p>
      {!isThere && <p className="changed">{own.countOffline}</p>}
      <MainButton lack={lackIf(places.length === 0, 'places')} press={() => void open()}>
        {own.begin}
        {places.length > 0 && <small>{own.chosen(places.length)}</small>}
      </MainButton>
    </main>
  );
}
