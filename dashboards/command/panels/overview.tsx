/** The panel of the region while no site is chosen: what needs a person first, then what there is. */
import { useMemo } from 'react';
import type { LiveSite, World } from '../../shared/live/world.ts';
import { nameIn, useWords } from '../../shared/words/use-words.tsx';
import { SignIcon } from '../map/sign.tsx';
import { isConnected, piecesOf, standingOf, totalsOf } from '../standing.ts';
import { useView } from '../use-view.tsx';
import { StockTable } from './stock-table.tsx';
import { Shape } from './top-strip.tsx';

export function Overview({ world }: { world: World }) {
  const words = useWords();
  const { site: asked } = useView();
  const sites = useMemo(() => [...world.sites.values()], [world.sites]);
  const totals = useMemo(() => totalsOf(sites, world.kinds), [sites, world.kinds]);
  const attention = sites
    .filter(({ live }) => ['act', 'watch'].includes(standingOf(live).mark))
    .sort(worstFirst);
  const connected = sites.filter(({ live }) => isConnected(live));
  return (
    <aside className="panel" aria-label={words.region.label}>
      <header className="panel-head">
        <div>
          <h1>{words.region.heading}</h1>
          <p>{words.region.choose}</p>
          {asked && <p className="state-watch">{words.region.unknown(asked)}</p>}
        </div>
      </header>
      <section className="block">
        <h2>{words.region.attention}</h2>
        {attention.length === 0 && (
          <p className="calm">
            <Shape mark="good" />
            {words.region.calm}
          </p>
        )}
        <ul className="sites">
          {attention.map((site) => (
            <SiteRow key={site.id} site={site} />
          ))}
        </ul>
      </section>
      <section className="block">
        <h2>{words.region.stock}</h2>
        {totals.length ? (
          <StockTable rows={totals} of={null} world={world} />
        ) : (
          <p className="empty">{words.region.noStock}</p>
        )}
      </section>
      <section className="block">
        <h2>
          {words.region.sites} <small>{words.region.ofSites(connected.length, sites.length)}</small>
        </h2>
        <ul className="sites">
          {connected.map((site) => (
            <SiteRow key={site.id} site={site} />
          ))}
        </ul>
      </section>
    </aside>
  );
}

const worstFirst = (a: LiveSite, b: LiveSite) =>
  ['act', 'watch'].indexOf(standingOf(a.live).mark) - ['act', 'watch'].indexOf(standingOf(b.live).mark);

function SiteRow({ site }: { site: LiveSite }) {
  const words = useWords();
  const { choose } = useView();
  const { mark, reasons } = standingOf(site.live);
  const states = reasons.length ? reasons.map((reason) => words.reason[reason]) : [words.mark[mark]];
  return (
    <li>
      <button type="button" className="site-row" onClick={() => choose(site.id)}>
        <span className="sign-box">
          <SignIcon tier={site.tier} mark={mark} isAssumed={site.quality === 'assumed'} />
        </span>
        <span className="site-name">{nameIn(words, site)}</span>
        <span className={`state-${mark}`}>{states.join(' · ')}</span>
        <span className="site-count">{words.map.pieces(piecesOf(site.live))}</span>
      </button>
    </li>
  );
}
