/** The lots of a site that are near their end or past it, each with its open notice. */
import { whole } from '../../shared/figure.ts';
import type { LiveSite, World } from '../../shared/live/world.ts';
import { useList } from '../../shared/use-list.ts';
import { useWords } from '../../shared/words/use-words.tsx';
import { List } from '../facts/listed.tsx';
import { kindName, unitOf } from '../facts/names.ts';
import { Shape } from '../panels/top-strip.tsx';
import { wholeWall } from '../show.ts';
import { useView } from '../use-view.tsx';
import { noticesNow } from './notices-now.ts';

const marks = { nearExpiry: 'watch', expired: 'act' } as const;

export function SiteNotices({ site, world }: { site: LiveSite; world: World }) {
  const words = useWords();
  const { replay } = useView();
  const { nearExpiry, expired } = site.live.notices;
  if (replay !== null || nearExpiry + expired === 0) return null;
  return (
    <section className="block site-notices">
      <h2>
        {words.expiry.notices}
        <small>
          {words.expiry.near} {whole(nearExpiry)} · {words.expiry.expired} {whole(expired)}
        </small>
      </h2>
      <Notices site={site} world={world} />
    </section>
  );
}

function Notices({ site, world }: { site: LiveSite; world: World }) {
  const words = useWords();
  const { expiry } = words;
  const { open, turn } = useView();
  const list = useList('/api/notices', { site: site.id, limit: 8 }, noticesNow(world, site.id));
  return (
    <>
      <List list={list} none={expiry.noticesNone}>
        {(items) => (
          <ul>
            {items.map(({ id, kind, lot, step, effectiveOn, pieces, quantity }) => (
              <li key={id}>
                <button
                  type="button"
                  className="site-notice"
                  onClick={() =>
                    open({
                      ...{ list: 'stock', of: site.id, kind, item: null, epc: null },
                      lot: { code: lot, site: site.id, kind },
                    })
                  }
                >
                  <span className={`badge state-${marks[step]}`}>
                    <Shape mark={marks[step]} />
                    {expiry.step[step]}
                  </span>
                  <span>{kindName(words, world, kind)}</span>
                  <span>{expiry.endsOn(effectiveOn)}</span>
                  <small className="dim">
                    <span className="code">{lot}</span>{' '}
                    {pieces === null || quantity === null
                      ? words.site.isCounted
                      : expiry.amount(pieces, whole(quantity), unitOf(words, world, kind, quantity))}
                  </small>
                </button>
              </li>
            ))}
          </ul>
        )}
      </List>
      <button
        type="button"
        className="link more"
        onClick={() => turn({ show: { ...wholeWall, site: site.id } as typeof wholeWall, facts: null })}
      >
        {expiry.toWall}
      </button>
    </>
  );
}
