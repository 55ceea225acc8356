/** The rooms of a store: its last sweeps, each held against the book of its moment. */
import type { SweepLive } from '@changping/contracts/live';
import { whole } from '../../shared/figure.ts';
import type { LiveSite } from '../../shared/live/world.ts';
import { useWords } from '../../shared/words/use-words.tsx';
import { useView } from '../use-view.tsx';
import { factsOf } from '../view.ts';
import { Since } from './aged.tsx';
import { Shape } from './top-strip.tsx';

export function Rooms({ site: { id, live } }: { site: LiveSite }) {
  const words = useWords();
  const { open, replay } = useView();
  return (
    <section className="block">
      <h2>{words.site.room}</h2>
      {live.sweeps.length === 0 && <p className="empty">{words.site.noSweeps}</p>}
      <ul className="trips">
        {live.sweeps.slice(0, shown).map((sweep) => (
          <li key={sweep.id}>
            {replay === null ? (
              <button
                type="button"
                className="trip sweep"
                onClick={() => open({ ...factsOf('sweeps', id), item: sweep.id })}
              >
                <Found sweep={sweep} />
              </button>
            ) : (
              <div className="trip sweep">
                <Found sweep={sweep} />
              </div>
            )}
          </li>
        ))}
      </ul>
      {live.sweeps.length > 0 && replay === null && (
        <button type="button" className="link more" onClick={() => open(factsOf('sweeps', id))}>
          {words.site.allSweeps}
        </button>
      )}
    </section>
  );
}
const shown = 3;

function Found({ sweep: { zone, at, expected, missing, extra, strange } }: { sweep: SweepLive }) {
  const words = useWords();
  const found = { missing, extra, strange };
  const isWhole = missing + extra + strange === 0;
  return (
    <>
      <span className="sweep-zone">
        <Shape mark={isWhole ? 'good' : 'watch'} />
        {words.facts.placeOf[zone] ?? zone}
      </span>
      <span className="trip-goods">
        {words.site.expected} {whole(expected)}
        {isWhole && ` · ${words.site.complete}`}
      </span>
      <span className="trip-time">
        <Since at={at} />
      </span>
      {!isWhole && (
        <span className="trip-note">
          {(['missing', 'extra', 'strange'] as const).map((what) => (
            <span key={what} className={found[what] ? 'state-watch' : 'dim'}>
              {words.site[what]} {whole(found[what])}
            </span>
          ))}
        </span>
      )}
    </>
  );
}
