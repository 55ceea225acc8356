/** The panel of a named place: what it is, where it lies and how well that is known, and the sites of its county. */
import type { World } from '../../shared/live/world.ts';
import { useAnswer } from '../../shared/use-answer.ts';
import { nameIn, otherNameIn, useWords } from '../../shared/words/use-words.tsx';
import { PlaceCoverage } from '../coverage/place-cover.tsx';
import { RefusalNote } from '../facts/refusal-note.tsx';
import { countyNameOf, countyOf, placeOf } from '../map/places.ts';
import { useView } from '../use-view.tsx';
import { SiteRow } from './site-row.tsx';

export function PlacePanel({ id, world }: { id: string; world: World }) {
  const words = useWords();
  const { choose } = useView();
  const map = useAnswer('/api/map', {}, { version: world.stream });
  const areas = useAnswer('/api/areas', {}, { version: world.stream });
  const place = map.answer && placeOf(map.answer, id);
  const close = (
    <button type="button" className="close" aria-label={words.place.close} onClick={() => choose(null)}>
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d="M4 4l8 8M12 4l-8 8" />
      </svg>
    </button>
  );
  if (!place)
    return (
      <aside className="panel" aria-label={words.place.label}>
        <header className="panel-head">
          <div>
            <h1>{words.place.label}</h1>
            <p>{map.answer ? words.place.unknown(id) : words.states.loading}</p>
          </div>
          {close}
        </header>
        {map.refusal && <RefusalNote refusal={map.refusal} again={map.again} />}
      </aside>
    );
  const { properties, geometry } = place;
  const other = otherNameIn(words, properties);
  const county = countyOf(id);
  const sites = [...world.sites.values()].filter(({ area }) => area !== null && area === county);
  const [lon = 0, lat = 0] = geometry.coordinates;
  return (
    <aside className="panel" aria-label={words.place.label}>
      <header className="panel-head">
        <div>
          <h1>{nameIn(words, properties)}</h1>
          <p lang={other.lang}>{other.text}</p>
        </div>
        {close}
      </header>
      <section className="block">
        <dl className="facts-list">
          <div>
            <dt>{words.place.type}</dt>
            <dd>{words.place.typeOf[properties.kind.toLowerCase()] ?? properties.kind}</dd>
          </div>
          {county !== null && (
            <div>
              <dt>{words.place.county}</dt>
              <dd>
                {areas.answer ? (countyNameOf(words, areas.answer, county) ?? county) : county}{' '}
                <small className="code dim">{county}</small>
              </dd>
            </div>
          )}
          <div>
            <dt>{words.place.coordinates}</dt>
            <dd>
              {lon.toFixed(4)}°E {lat.toFixed(4)}°N
            </dd>
          </div>
          <div>
            <dt>{words.place.position}</dt>
            <dd className={properties.quality === 'assumed' ? 'state-watch' : undefined}>
              {words.quality[properties.quality as keyof typeof words.quality] ?? properties.quality}
            </dd>
          </div>
        </dl>
      </section>
      <PlaceCoverage place={id} at={[lon, lat]} world={world} />
      {county !== null && (
        <section className="block">
          <h2>{words.place.nearest}</h2>
          {sites.length === 0 && <p className="empty">{words.place.noSite}</p>}
          <ul className="sites">
            {sites.map((site) => (
              <SiteRow key={site.id} site={site} />
            ))}
          </ul>
        </section>
      )}
    </aside>
  );
}
