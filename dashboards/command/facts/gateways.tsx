/** Gateways with their outboxes and how far each is received, what was set aside and what was given up. */
import { whole } from '../../shared/figure.ts';
import type { World } from '../../shared/live/world.ts';
import { dateTime } from '../../shared/time.ts';
import { useList } from '../../shared/use-list.ts';
import { useWords } from '../../shared/words/use-words.tsx';
import { fresh } from '../fresh.ts';
import { Aged } from '../panels/aged.tsx';
import { Shape } from '../panels/top-strip.tsx';
import { useView } from '../use-view.tsx';
import { type Facts, factsOf } from '../view.ts';
import { Applicants } from './applicants.tsx';
import { List } from './listed.tsx';
import { siteName } from './names.ts';

const marks = { online: 'good', offline: 'watch', never: 'none' } as const;

export function Gateways({ facts, world }: { facts: Facts; world: World }) {
  const words = useWords();
  const { choose, open } = useView();
  const lives = [...world.sites.values()].flatMap(({ live }) => live.gateways);
  const list = useList('/api/gateways', { limit: 500 }, lives.map(({ line }) => line).join());
  const mine = list.items?.filter(({ site }) => facts.of === null || site === facts.of);
  return (
    <>
      <Applicants of={facts.of} world={world} />
      <List list={{ ...list, items: mine }} none={words.facts.noneGateway}>
        {(items) =>
          items.map(({ id, site, outboxes, quarantined, voided }) => {
            const live = lives.find((each) => each.id === id);
            const line = live?.line ?? 'never';
            return (
              <article key={id} className="gateway-facts">
                <header>
                  <span className={`badge state-${marks[line]}`}>
                    <Shape mark={marks[line]} />
                    {words.lineState[line]}
                  </span>
                  <b className="code">{id}</b>
                  <button type="button" className="link" onClick={() => choose(site)}>
                    {siteName(words, world, site)}
                  </button>
                </header>
                <dl className="facts-row">
                  <div>
                    <dt>{words.site.lastLetter}</dt>
                    <dd>
                      {live?.lastLetterAt == null ? (
                        words.site.never
                      ) : (
                        <Aged at={live.lastLetterAt} fresh={fresh.letter} />
                      )}
                    </dd>
                  </div>
                  <div>
                    <dt>{words.site.depth}</dt>
                    <dd>{whole(live?.depth ?? 0)}</dd>
                  </div>
                  <div>
                    <dt>{words.site.holes}</dt>
                    <dd>{whole(live?.holes ?? 0)}</dd>
                  </div>
                  <div>
                    <dt>{words.facts.voided}</dt>
                    <dd>{whole(voided)}</dd>
                  </div>
                  <div>
                    <dt>{words.facts.quarantined}</dt>
                    <dd>
                      <button
                        type="button"
                        className="number"
                        aria-label={words.site.openFacts(words.facts.quarantined, whole(quarantined))}
                        onClick={() => open(factsOf('quarantine', facts.of))}
                      >
                        {whole(quarantined)}
                      </button>
                    </dd>
                  </div>
                </dl>
                {outboxes.length > 0 && (
                  <table>
                    <thead>
                      <tr>
                        <th scope="col">{words.facts.epoch}</th>
                        <th scope="col" className="end">
                          {words.facts.mark}
                        </th>
                        <th scope="col">{words.site.since}</th>
                        <th scope="col">{words.site.outbox}</th>
                      </tr>
                    </thead>
                    <tbody>
                      {outboxes.map(({ epoch, mark, registeredAt, supersededAt }) => (
                        <tr key={epoch}>
                          <th scope="row" className="code">
                            {epoch}
                          </th>
                          <td className="end">{whole(mark)}</td>
                          <td>{dateTime(registeredAt)}</td>
                          <td>{supersededAt === null ? words.facts.inUse : words.facts.superseded}</td>
                        </tr>
                      ))}
                    </tbody>
                  </table>
                )}
              </article>
            );
          })
        }
      </List>
    </>
  );
}
