/** Search for a site or a place by name in either language or by id; also the way to every site without a mouse. */
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import type { World } from '../../shared/live/world.ts';
import { nameIn, otherNameIn, useWords } from '../../shared/words/use-words.tsx';
import { usePlaces } from '../coverage/place-names.ts';
import { findPlaces, findSites, type PlaceName } from '../find.ts';
import { countyOf } from '../map/places.ts';
import { SignIcon } from '../map/sign.tsx';
import { standingOf } from '../standing.ts';
import { useView } from '../use-view.tsx';

export function Search({ world }: { world: World }) {
  const words = useWords();
  const { choose, choosePlace } = useView();
  const [text, setText] = useState('');
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const field = useRef<HTMLInputElement>(null);
  const places = usePlaces(world.stream);
  const sites = isOpen ? findSites([...world.sites.values()], text) : [];
  const named = isOpen && places ? findPlaces([...places.values()], text) : [];
  const noteOf = ({ place, kind }: PlaceName) => {
    const seat = `s:${countyOf(place)}`;
    const county = seat === place ? undefined : places?.get(seat);
    return [county && nameIn(words, county), words.place.typeOf[kind.toLowerCase()]]
      .filter(Boolean)
      .join(' · ');
  };
  const found: Option[] = [
    ...sites.map((site) => ({
      ...{ id: site.id, take: () => choose(site.id), names: site, note: site.id },
      sign: (
        <SignIcon tier={site.tier} mark={standingOf(site.live).mark} isAssumed={site.quality === 'assumed'} />
      ),
    })),
    ...named.map((place) => ({
      ...{ id: place.place, take: () => choosePlace(place.place), names: place },
      note: noteOf(place),
      sign: <i className="place-dot" />,
    })),
  ];
  const at = Math.min(active, Math.max(0, found.length - 1));

  const take = (option: Option) => {
    option.take();
    setOpen(false);
    setText('');
    field.current?.blur();
  };
  const onKey = (event: KeyboardEvent) => {
    const option = found[at];
    if (event.key === 'ArrowDown') setActive(Math.min(found.length - 1, at + 1));
    else if (event.key === 'ArrowUp') setActive(Math.max(0, at - 1));
    else if (event.key === 'Enter' && option) take(option);
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
        aria-activedescendant={found[at] ? `found-${found[at].id.replace(':', '-')}` : undefined}
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
          {found.map((option, i) => (
            <Found key={option.id} option={option} isActive={i === at} onTake={() => take(option)} />
          ))}
        </div>
        <p role="status">
          {found.length ? words.search.count(sites.length, named.length) : isOpen && words.search.none}
        </p>
      </div>
    </search>
  );
}

type Option = {
  id: string;
  take(): void;
  names: { name: string; nameEn: string };
  note: string;
  sign: ReactNode;
};
type FoundProps = { option: Option; isActive: boolean; onTake(): void };
function Found({ option: { id, names, note, sign }, isActive, onTake }: FoundProps) {
  const words = useWords();
  const other = otherNameIn(words, names);
  const intoView = (row: HTMLDivElement | null) => {
    if (isActive) row?.scrollIntoView({ block: 'nearest' });
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field hears the keys
    // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field, which names the active option
    <div
      ref={intoView}
      id={`found-${id.replace(':', '-')}`}
      role="option"
      aria-selected={isActive}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onTake}
    >
      <span className="sign-box">{sign}</span>
      <span>
        {nameIn(words, names)}
        <small>
          {note} · <span lang={other.lang}>{other.text}</span>
        </small>
      </span>
    </div>
  );
}
