/** The view, held by the URL: a step to another place can be taken back with the browser's own button, a turn of the map can't. */
import { createContext, type ReactNode, use, useEffect, useMemo, useRef, useState } from 'react';
import { recall, remember } from '../shared/memory.ts';
import { type Facts, readView, stepBack, type View, writeView } from './view.ts';

export type ViewHold = View & {
  turn(news: Partial<View>): void;
  open(facts: Facts | null): void;
  choose(site: string | null): void;
  choosePlace(place: string): void;
  back(): void;
};
const Hold = createContext<ViewHold | undefined>(undefined);
const memory = 'changping.lang';

export function useView(): ViewHold {
  const hold = use(Hold);
  if (!hold) throw new Error('useView needs a ViewProvider');
  return hold;
}

export function ViewProvider({ children }: { children: ReactNode }) {
  const [view, setView] = useState(readHere);

  useEffect(() => {
    const onBack = () => setView(readHere());
    addEventListener('popstate', onBack);
    return () => removeEventListener('popstate', onBack);
  }, []);
  useEffect(() => {
    const url = writeView(view);
    const isStep = stepOf(url) !== stepOf(location.search);
    if (url !== location.search) history[isStep ? 'pushState' : 'replaceState'](null, '', url);
  }, [view]);
  // Only what a person chose here: the first touch of the browser's memory is slow, and a link's language is its sender's.
  const shown = useRef(view.lang);
  useEffect(() => {
    if (view.lang !== shown.current) remember(memory, view.lang);
    shown.current = view.lang;
  }, [view.lang]);

  const actions = useMemo(
    () => ({
      turn: (news: Partial<View>) => setView((before) => ({ ...before, ...news })),
      open: (facts: Facts | null) => setView((before) => ({ ...before, facts })),
      choose: (site: string | null) => setView((before) => ({ ...before, site, place: null, facts: null })),
      choosePlace: (place: string) => setView((before) => ({ ...before, place, site: null, facts: null })),
      back: () => setView(stepBack),
    }),
    [],
  );
  return <Hold value={useMemo(() => ({ ...view, ...actions }), [view, actions])}>{children}</Hold>;
}

/** The part of a view that is a step to somewhere else. */
function stepOf(search: string): string {
  const { site, place, facts, show, loss, replay, isBig } = readView(search, null);
  return JSON.stringify([site, place, facts, show, loss, replay !== null, isBig]);
}

function readHere(): View {
  const { search } = location;
  return readView(search, new URLSearchParams(search).has('lang') ? null : recall(memory));
}
