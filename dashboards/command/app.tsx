/** The page as a whole: the strip, the map with its legend, the panel of what is chosen, and the feed. */
import { useMemo } from 'react';
import { useLive } from '../shared/live/use-live.tsx';
import type { World } from '../shared/live/world.ts';
import { useWords, WordsProvider } from '../shared/words/use-words.tsx';
import { FactsDrawer } from './facts/facts-drawer.tsx';
import { findingsOf } from './findings.ts';
import { MapPane } from './map/map-pane.tsx';
import { AlertRow } from './panels/alert-row.tsx';
import { Announcer } from './panels/announcer.tsx';
import { Feed } from './panels/feed.tsx';
import { Inspector } from './panels/inspector.tsx';
import { LostBanner } from './panels/lost-banner.tsx';
import { Overview } from './panels/overview.tsx';
import { Side } from './panels/side.tsx';
import { TopStrip } from './panels/top-strip.tsx';
import { useKeys } from './use-keys.ts';
import { useView } from './use-view.tsx';

export function App() {
  const { lang } = useView();
  return (
    <WordsProvider lang={lang}>
      <Page />
    </WordsProvider>
  );
}

function Page() {
  const words = useWords();
  const { world, line } = useLive();
  const findings = useMemo(() => (world ? findingsOf(world) : []), [world]);
  useKeys();
  return (
    <div className={`page line-${line}`}>
      <a className="skip" href="#search">
        {words.skip}
      </a>
      <div>
        <TopStrip />
        {world && <AlertRow world={world} findings={findings} />}
      </div>
      {world ? <Board world={world} /> : <Waiting isUnreachable={line === 'unreachable'} />}
      <Announcer />
    </div>
  );
}

function Board({ world }: { world: World }) {
  const { site, facts } = useView();
  const chosen = site === null ? undefined : world.sites.get(site as never);
  return (
    <main className={`board${facts ? ' with-facts' : ''}`}>
      <div className="stage">
        <MapPane world={world} />
        <Side world={world} />
        <LostBanner />
        {facts && <FactsDrawer world={world} facts={facts} />}
      </div>
      {chosen ? <Inspector key={chosen.id} site={chosen} world={world} /> : <Overview world={world} />}
      <Feed world={world} />
    </main>
  );
}

function Waiting({ isUnreachable }: { isUnreachable: boolean }) {
  const { states } = useWords();
  return (
    <main className="waiting">
      <div role="status">
        <span className={isUnreachable ? 'waiting-sign broken' : 'waiting-sign'} aria-hidden="true" />
        <h1>{isUnreachable ? states.unreachable : states.connecting}</h1>
        <p>{isUnreachable ? states.unreachableHint : states.connectingHint}</p>
      </div>
    </main>
  );
}
