/** In the panel of a depot: suppose it can not be used or runs dry of a kind, and read what coverage would lose. The URL keeps the supposition, so it can be sent on. */

import type { LiveSite, World } from '../../shared/live/world.ts';
import { nameIn, useWords } from '../../shared/words/use-words.tsx';
import { kindName } from '../facts/names.ts';
import { useView } from '../use-view.tsx';
import { LossFacts } from './loss-facts.tsx';

const depots: readonly string[] = ['regional', 'city', 'county'];

export function WhatIf({ site, world }: { site: LiveSite; world: World }) {
  const words = useWords();
  const { coverage } = words;
  const { loss, replay, turn } = useView();
  if (replay !== null || !world.coverage || !depots.includes(site.tier)) return null;
  const held = site.live.stock.filter(({ usable }) => usable > 0);
  const isLost = loss?.lost === site.id;
  const dry = loss?.dry?.site === site.id ? loss.dry.kind : '';
  const suppose = (kind: string) =>
    turn({ loss: kind ? { lost: null, dry: { site: site.id, kind } } : null });
  return (
    <section className="block what-if">
      <h2>
        {coverage.whatIf}
        {world.coverage.isSchematic && <b className="sketch-mark">{coverage.sketch}</b>}
      </h2>
      {held.length === 0 && <p className="empty">{coverage.noLoss}</p>}
      {held.length > 0 && (
        <div className="what-if-choice">
          <button
            type="button"
            className="quiet"
            aria-pressed={isLost}
            onClick={() => turn({ loss: isLost ? null : { lost: site.id, dry: null } })}
          >
            {coverage.lost}
          </button>
          <label>
            <span>{coverage.dry}</span>
            <select value={dry} onChange={({ target }) => suppose(target.value)}>
              <option value="">{coverage.chooseKind}</option>
              {held.map(({ kind }) => (
                <option key={kind} value={kind}>
                  {kindName(words, world, kind)}
                </option>
              ))}
            </select>
          </label>
        </div>
      )}
      {(isLost || dry !== '') && <LossFacts world={world} />}
    </section>
  );
}

/** What is supposed, over the map, for as long as it is: no picture of a supposition passes for the truth. */
export function LossBanner({ world }: { world: World }) {
  const words = useWords();
  const { coverage } = words;
  const { loss, replay, turn } = useView();
  if (!loss || replay !== null) return null;
  const site = world.sites.get((loss.lost ?? loss.dry?.site) as never);
  const named = site ? nameIn(words, site) : (loss.lost ?? loss.dry?.site ?? '');
  return (
    <p className="loss-banner" role="status">
      <b>{coverage.supposed}</b>
      <span>
        {loss.dry
          ? coverage.supposedDry(named, kindName(words, world, loss.dry.kind))
          : coverage.supposedLost(named)}
      </span>
      <button type="button" className="quiet" onClick={() => turn({ loss: null })}>
        {coverage.asIs}
      </button>
    </p>
  );
}
