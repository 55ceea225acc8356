/** The page as a whole: the strip, what must be acted on, the map with its legend, the panel of what is chosen, the bar of time and the feed. */
import { useMemo } from 'react';
import { useLive } from '../shared/live/use-live.tsx';
import { useRegion } from '../shared/live/use-region.tsx';
import type { World } from '../shared/live/world.ts';
import { useWords, WordsProvider } from '../shared/words/use-words.tsx';
import { BigScreen } from './big/big-screen.tsx';
import { CoverageDrawer } from './coverage/coverage-drawer.tsx';
import { LossBanner } from './coverage/what-if.tsx';
import { ExpiryWall } from './expiry/expiry-wall.tsx';
import { useDues } from './expiry/use-dues.ts';
import { FactsDrawer } from './facts/facts-drawer.tsx';
import { type Finding, findingsOf } from './findings.ts';
import { MapPane } from './map/map-pane.tsx';
import { AlertRow } from './panels/alert-row.tsx';
import { Announcer } from './panels/announcer.tsx';
import { Feed } from './panels/feed.tsx';
import { Inspector } from './panels/inspector.tsx';
import { LostBanner } from './panels/lost-banner.tsx';
import { Overview } from './panels/overview.tsx';
import { PlacePanel } from './panels/place-panel.tsx';
import { Side } from './panels/side.tsx';
import { TopStrip } from './panels/top-strip.tsx';
import { ReplayMark } from './replay/replay-mark.tsx';
import { TimeBar } from './replay/time-bar.tsx';
import { ReplayProvider, useShown } from './replay/use-replay.tsx';
import { TroubleBanner } from './trouble/trouble-banner.tsx';
import { useKeys } from './use-keys.ts';
import { useView } from './use-view.tsx';

export function App() {
  const { lang } = useView();
  const { turns } = useRegion();
  return (
    <WordsProvider lang={lang}>
      <ReplayProvider>
        <Page key={turns} />
      </ReplayProvider>
    </WordsProvider>
  );
}

function Page() {
  const words = useWords();
  const { line, world: live } = useLive();
  const { world, isBlank } = useShown();
  const { replay, isBig } = useView();
  // The lots that are due are asked of the ledger of now, which has no place in a replay.
  const dues = useDues(replay === null ? live : undefined);
  const findings = useMemo(() => (world ? findingsOf(world, dues) : []), [world, dues]);
  useKeys();
  const looks = ['page', `line-${line}`, replay === null ? '' : 'is-replay', isBig ? 'is-big' : ''];
  return (
    <div className={looks.filter(Boolean).join(' ')}>
      {!isBig && (
        <a className="skip" href="#search">
          {words.skip}
        </a>
      )}
      <div>
        <TopStrip world={isBlank ? undefined : world} />
        <TroubleBanner trouble={live?.trouble ?? null} />
        {world && !isBig && <AlertRow world={world} findings={findings} />}
      </div>
      {world ? (
        isBig ? (
          <BigScreen world={world} findings={findings} />
        ) : (
          <Board world={world} findings={findings} />
        )
      ) : (
        <Waiting isUnreachable={line === 'unreachable'} />
      )}
      {replay === null && <Announcer />}
    </div>
  );
}

function Board({ world, findings }: { world: World; findings: readonly Finding[] }) {
  const words = useWords();
  const { site, place, facts, show, replay } = useView();
  const chosen = site === null ? undefined : world.sites.get(site as never);
  const { isBlank } = useShown();
  // The facts are asked of the ledger of now, which has no place in a replay.
  const shown = replay === null ? facts : null;
  // Coverage is asked of the moment that is shown.
  const over = !shown && (replay === null || show?.what === 'coverage') ? show : null;
  return (
    <main className={`board${shown ? ' with-facts' : ''}`}>
      <div className="stage">
        <MapPane world={world} />
        <Side world={world} />
        <LostBanner />
        <ReplayMark />
        <LossBanner world={world} />
        {over?.what === 'coverage' && <CoverageDrawer world={world} />}
        {shown && <FactsDrawer world={world} facts={shown} />}
      </div>
      {chosen ? (
        <Inspector key={chosen.id} site={chosen} world={world} />
      ) : place !== null ? (
        <PlacePanel key={place} id={place} world={world} />
      ) : isBlank ? (
        <aside className="panel" aria-label={words.region.label}>
          <p className="block dim">{words.replay.loading}</p>
        </aside>
      ) : (
        <Overview world={world} findings={findings} />
      )}
      <TimeBar world={world} />
      <Feed world={world} />
      {over?.what === 'expiry' && <ExpiryWall world={world} show={over} />}
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
