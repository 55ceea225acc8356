/** The card over the left of the map: search, layers, and the legend that says what the signs mean. */
import { useState } from 'react';
import type { World } from '../../shared/live/world.ts';
import { nameIn, useWords } from '../../shared/words/use-words.tsx';
import { SignIcon } from '../map/sign.tsx';
import type { Mark } from '../standing.ts';
import { useView } from '../use-view.tsx';
import { grounds, type Layer, tiers } from '../view.ts';
import { Search } from './search.tsx';

const marks: readonly Mark[] = ['good', 'watch', 'act', 'none'];

/** Asked before anything stands on the page: later it would cost a layout. */
const isWide = innerWidth > 900;

export function Side({ world }: { world: World }) {
  const words = useWords();
  const [isOpen, setOpen] = useState(isWide);
  return (
    <div className="side">
      <Search world={world} />
      <section className="card layers" aria-label={words.layers.label}>
        <button
          type="button"
          id="layers-switch"
          className="card-head"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          <span>{words.layers.label}</span>
          <kbd>l</kbd>
        </button>
        {isOpen && <Layers world={world} />}
      </section>
    </div>
  );
}

function Layers({ world }: { world: World }) {
  const words = useWords();
  const { kind, turn } = useView();
  const { layers } = words;
  const count = (tier: Layer) => [...world.sites.values()].filter((site) => site.tier === tier).length;
  return (
    <div className="layers-body">
      <label className="field">
        <span>{layers.kind}</span>
        <select value={kind ?? ''} onChange={({ target }) => turn({ kind: target.value || null })}>
          <option value="">{layers.allKinds}</option>
          {world.kinds.map((each) => (
            <option key={each.id} value={each.id}>
              {nameIn(words, each)}
            </option>
          ))}
        </select>
      </label>
      <fieldset>
        <legend>{layers.tiers}</legend>
        {tiers.map((tier) => (
          <Switch key={tier} layer={tier}>
            <span className="sign-box">
              <SignIcon tier={tier} mark="none" isAssumed={false} />
            </span>
            <span>{words.tier[tier]}</span>
            <small className="switch-count">{count(tier)}</small>
          </Switch>
        ))}
      </fieldset>
      <div className="key">
        <p>{layers.marks}</p>
        <ul>
          {marks.map((mark) => (
            <li key={mark}>
              <span className="sign-box">
                <SignIcon tier="county" mark={mark} isAssumed={false} />
              </span>
              {words.mark[mark]}
            </li>
          ))}
          <li className="wide">
            <span className="sign-box">
              <SignIcon tier="county" mark="none" isAssumed={true} />
            </span>
            {layers.assumed}
          </li>
        </ul>
      </div>
      <fieldset className="two">
        <legend>{layers.show}</legend>
        {grounds.map((ground) => (
          <Switch key={ground} layer={ground}>
            <span>{layers[ground]}</span>
          </Switch>
        ))}
      </fieldset>
    </div>
  );
}

function Switch({ layer, children }: { layer: Layer; children: React.ReactNode }) {
  const { off, turn } = useView();
  const flip = () => {
    const next = new Set(off);
    if (!next.delete(layer)) next.add(layer);
    turn({ off: next });
  };
  return (
    <label className="switch">
      <input type="checkbox" checked={!off.has(layer)} onChange={flip} />
      {children}
    </label>
  );
}
