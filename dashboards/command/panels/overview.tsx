/** The panel of the region while no site is chosen: what needs a person first, then what there is. */
import { useMemo, useState } from 'react';
import type { World } from '../../shared/live/world.ts';
import { nameIn, useWords } from '../../shared/words/use-words.tsx';
import { type Finding, wallOf } from '../findings.ts';
import { SignIcon } from '../map/sign.tsx';
import { isConnected, totalsOf } from '../standing.ts';
import { useView } from '../use-view.tsx';
import { Since } from './aged.tsx';
import { findingSentence } from './finding.ts';
import { SiteRow } from './site-row.tsx';
import { StockTable } from './stock-table.tsx';
import { Shape } from './top-strip.tsx';

export function Overview({ world, findings }: { world: World; findings: readonly Finding[] }) {
  const words = useWords();
  const { site: asked } = useView();
  const sites = useMemo(() => [...world.sites.values()], [world.sites]);
  const totals = useMemo(() => totalsOf(sites, world.kinds), [sites, world.kinds]);
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
        {findings.length === 0 && (
          <p className="calm">
            <Shape mark="good" />
            {words.region.calm}
          </p>
        )}
        <Findings findings={findings} world={world} />
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

function Findings({ findings, world }: { findings: readonly Finding[]; world: World }) {
  const { finding: words } = useWords();
  const [isWhole, setWhole] = useState(false);
  const rest = findings.length - shown;
  return (
    <>
      <ul className="sites">
        {findings.slice(0, isWhole ? undefined : shown).map((finding) => (
          <FindingRow key={`${finding.site.id}/${finding.reason}`} finding={finding} world={world} />
        ))}
      </ul>
      {rest > 0 && (
        <button
          type="button"
          className="link more"
          aria-expanded={isWhole}
          onClick={() => setWhole(!isWhole)}
        >
          {isWhole ? words.fewer : words.others(rest)}
        </button>
      )}
    </>
  );
}

/** As many as leave the stock below them in view. */
const shown = 8;

function FindingRow({ finding, world }: { finding: Finding; world: World }) {
  const words = useWords();
  const { turn, replay } = useView();
  const { site, mark, at } = finding;
  const show = () =>
    turn({ site: site.id, place: null, facts: null, show: replay === null ? wallOf(finding) : null });
  return (
    <li>
      <button type="button" className="site-row" onClick={show}>
        <span className="sign-box">
          <SignIcon tier={site.tier} mark={mark} isAssumed={site.quality === 'assumed'} />
        </span>
        <span className="site-name">{nameIn(words, site)}</span>
        <span className={`state-${mark}`}>{findingSentence(words, world, finding)}</span>
        <span className="site-count">{at !== null && <Since at={at} />}</span>
      </button>
    </li>
  );
}
