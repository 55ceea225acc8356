/** The panel of one site: what is there, whether it agrees with the book, how warm it is, and whether its gateway speaks. */
import { whole } from '../../shared/figure.ts';
import type { LiveSite, World } from '../../shared/live/world.ts';
import { nameIn, otherNameIn, useWords } from '../../shared/words/use-words.tsx';
import { WhatIf } from '../coverage/what-if.tsx';
import { SiteNotices } from '../expiry/site-notices.tsx';
import { SignIcon } from '../map/sign.tsx';
import { isConnected, standingOf } from '../standing.ts';
import { useView } from '../use-view.tsx';
import { factsOf } from '../view.ts';
import { Climate } from './climate.tsx';
import { Gates } from './gates.tsx';
import { Gateway } from './gateway.tsx';
import { Rooms } from './rooms.tsx';
import { StockTable } from './stock-table.tsx';
import { Shape } from './top-strip.tsx';

export function Inspector({ site, world }: { site: LiveSite; world: World }) {
  const words = useWords();
  const { replay } = useView();
  const { live } = site;
  const { mark, reasons } = standingOf(live);
  const hasGate = live.passages.length > 0 || live.inField.length > 0 || isConnected(live);
  const states = reasons.length ? reasons.map((reason) => words.reason[reason]) : [words.mark[mark]];
  return (
    <aside className="panel" aria-label={words.site.label}>
      <Head site={site} world={world} />
      <p className={`standing state-${mark}`}>
        <Shape mark={mark} />
        {states.join(' · ')}
      </p>
      <section className="block">
        <h2>{words.site.checks}</h2>
        <div className="pair">
          <Check site={site.id} name={words.site.discrepancies} n={live.discrepancies} />
          <Check site={site.id} name={words.site.unconfirmed} n={live.unconfirmed} />
        </div>
      </section>
      <WhatIf site={site} world={world} />
      {hasGate && <Gates site={site} world={world} />}
      {live.sweeps.length > 0 && <Rooms site={site} />}
      <section className="block">
        <h2>{words.site.stock}</h2>
        {live.stock.length ? (
          <StockTable rows={live.stock} of={site.id} world={world} />
        ) : (
          <p className="empty">{live.isCounted ? words.site.isCounted : words.site.empty}</p>
        )}
      </section>
      <SiteNotices site={site} world={world} />
      {replay === null && <Climate site={site} />}
      <section className="block">
        <h2>{words.site.gateway}</h2>
        {live.gateways.length === 0 && <p className="empty">{words.site.noGateway}</p>}
        {live.gateways.map((gateway) => (
          <Gateway key={gateway.id} gateway={gateway} site={site.id} />
        ))}
      </section>
      {replay !== null && <p className="block dim">{words.replay.without}</p>}
    </aside>
  );
}

function Head({ site, world }: { site: LiveSite; world: World }) {
  const words = useWords();
  const { choose } = useView();
  const other = otherNameIn(words, site);
  const parent = site.parent && world.sites.get(site.parent);
  return (
    <header className="panel-head">
      <SignIcon tier={site.tier} mark={standingOf(site.live).mark} isAssumed={site.quality === 'assumed'} />
      <div>
        <h1>{nameIn(words, site)}</h1>
        <p lang={other.lang}>{other.text}</p>
        <p>{[site.id, words.tier[site.tier], words.quality[site.quality]].join(' · ')}</p>
        {parent && (
          <p>
            {words.site.parent}{' '}
            <button type="button" className="link" onClick={() => choose(parent.id)}>
              {nameIn(words, parent)}
            </button>
          </p>
        )}
      </div>
      <button type="button" className="close" aria-label={words.site.close} onClick={() => choose(null)}>
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M4 4l8 8M12 4l-8 8" />
        </svg>
      </button>
    </header>
  );
}

function Check({ site, name, n }: { site: string; name: string; n: number }) {
  const words = useWords();
  const { open, replay } = useView();
  const look = `check${n ? ' state-watch' : ''}`;
  const check = (
    <>
      <b>
        {n > 0 && <Shape mark="watch" />}
        {whole(n)}
      </b>
      <span>{name}</span>
    </>
  );
  if (replay !== null) return <div className={look}>{check}</div>;
  return (
    <button
      type="button"
      className={look}
      title={words.site.openFacts(name, whole(n))}
      onClick={() => open(factsOf('discrepancies', site))}
    >
      {check}
    </button>
  );
}
