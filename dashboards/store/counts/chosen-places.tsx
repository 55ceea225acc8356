/** A count of whatever zones and bins are chosen; a zone that is chosen takes its bins along. */
import { Button } from 'antd';
import { useState } from 'react';
import { tell } from '../../shared/tell.ts';
import { RefusalNote } from '../list/refusal-note.tsx';
import { useNames } from '../names.tsx';
import { useDeed } from '../use-deed.ts';
import { useStoreWords } from '../use-store-words.tsx';
import { useWhere } from '../use-where.tsx';
import { newId } from '../uuid.ts';

type ChosenProps = { site: string; places: readonly string[] };

export function ChosenPlaces({ site, places }: ChosenProps) {
  const { counts } = useStoreWords();
  const names = useNames();
  const { go } = useWhere();
  const deed = useDeed();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const zones = places.filter((place) => place.split('/').length === 2);
  const toggle = (place: string) => {
    const next = new Set(chosen);
    if (!next.delete(place)) next.add(place);
    // With the whole zone its bins are counted anyhow.
    for (const each of chosen) if (next.has(place) && each.startsWith(`${place}/`)) next.delete(each);
    setChosen(next);
  };
  const begin = () =>
    void deed.run(async () => {
      const id = newId();
      await tell('/api/counts/open', { id, site, places: [...chosen] });
      go('count', { id });
    });
  return (
    <details className="places">
      <summary>
        {counts.free} <small>{counts.chosen(chosen.size)}</small>
      </summary>
      {zones.map((zone) => (
        <fieldset key={zone}>
          <legend>{names.spot(zone)}</legend>
          <Place name={counts.all} isChosen={chosen.has(zone)} toggle={() => toggle(zone)} />
          {places
            .filter((place) => place.startsWith(`${zone}/`))
            .map((bin) => (
              <Place
                key={bin}
                name={bin.slice(zone.length + 1)}
                isChosen={chosen.has(zone) || chosen.has(bin)}
                isTaken={chosen.has(zone)}
                toggle={() => toggle(bin)}
              />
            ))}
        </fieldset>
      ))}
      {deed.refusal && <RefusalNote refusal={deed.refusal} />}
      <p className="buttons">
        <Button type="primary" disabled={chosen.size === 0} loading={deed.isBusy} onClick={begin}>
          {counts.beginFree}
        </Button>
      </p>
    </details>
  );
}

type PlaceProps = { name: string; isChosen: boolean; isTaken?: boolean; toggle(): void };

const Place = ({ name, isChosen, isTaken = false, toggle }: PlaceProps) => (
  <label>
    <input type="checkbox" checked={isChosen} disabled={isTaken} onChange={toggle} /> {name}
  </label>
);
