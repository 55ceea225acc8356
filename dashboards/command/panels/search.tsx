/** Search for a site by name in either language or by id; also the way to every site without a mouse. */
import { type KeyboardEvent, useRef, useState } from 'react';
import type { LiveSite, World } from '../../shared/live/world.ts';
import { nameIn, otherNameIn, useWords } from '../../shared/words/use-words.tsx';
import { findSites } from '../find-sites.ts';
import { SignIcon } from '../map/sign.tsx';
import { standingOf } from '../standing.ts';
import { useView } from '../use-view.tsx';

export function Search({ world }: { world: World }) {
  const words = useWords();
  const { choose } = useView();
  const [text, setText] = useState('');
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const field = useRef<HTMLInputElement>(null);
  const found = isOpen ? findSites([...world.sites.values()], text) : [];
  const at = Math.min(active, Math.max(0, found.length - 1));

  const take = (site: LiveSite) => {
    choose(site.id);
    setOpen(false);
    setText('');
    field.current?.blur();
  };
  const onKey = (event: KeyboardEvent) => {
    const site = found[at];
    if (event.key === 'ArrowDown') setActive(Math.min(found.length - 1, at + 1));
    else if (event.key === 'ArrowUp') setActive(Math.max(0, at - 1));
    else if (event.key === 'Enter' && site) take(site);
    else if (event.key === 'Escape') {
      setOpen(false);
      setText('');
      field.current?.blur();
    } else return;
    event.preventDefault();
  };
  return (
    <search className="search">
      <input
        ref={field}
        id="search"
        role="combobox"
        aria-label={words.search.label}
        aria-expanded={isOpen}
        aria-controls="found"
        aria-autocomplete="list"
        aria-activedescendant={found[at] ? `found-${found[at].id}` : undefined}
        placeholder={words.search.hint}
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={({ target }) => {
          setText(target.value);
          setActive(0);
          setOpen(true);
        }}
        onFocus={() => setOpen(true)}
        onClick={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={onKey}
      />
      <kbd>/</kbd>
      <div className="found card" hidden={!isOpen}>
        <div id="found" role="listbox" aria-label={words.search.label}>
          {found.map((site, i) => (
            <Found key={site.id} site={site} isActive={i === at} onTake={() => take(site)} />
          ))}
        </div>
        <p role="status">{found.length ? words.search.count(found.length) : isOpen && words.search.none}</p>
      </div>
    </search>
  );
}

function Found({ site, isActive, onTake }: { site: LiveSite; isActive: boolean; onTake(): void }) {
  const words = useWords();
  const other = otherNameIn(words, site);
  const intoView = (row: HTMLDivElement | null) => {
    if (isActive) row?.scrollIntoView({ block: 'nearest' });
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field hears the keys
    // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field, which names the active option
    <div
      ref={intoView}
      id={`found-${site.id}`}
      role="option"
      aria-selected={isActive}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onTake}
    >
      <span className="sign-box">
        <SignIcon tier={site.tier} mark={standingOf(site.live).mark} isAssumed={site.quality === 'assumed'} />
      </span>
      <span>
        {nameIn(words, site)}
        <small>
          {site.id} · <span lang={other.lang}>{other.text}</span>
        </small>
      </span>
    </div>
  );
}
