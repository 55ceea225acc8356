/** One gateway of a site: its line, its outbox, its readers with every byte they dropped. */
import type { GatewayLive } from '@changping/contracts/live';
import { whole } from '../../shared/figure.ts';
import { useWords } from '../../shared/words/use-words.tsx';
import { fresh } from '../fresh.ts';
import { useView } from '../use-view.tsx';
import { factsOf } from '../view.ts';
import { Aged } from './aged.tsx';
import { Shape } from './top-strip.tsx';

const marks = { online: 'good', offline: 'watch', never: 'none' } as const;

export function Gateway({ gateway, site }: { gateway: GatewayLive; site: string }) {
  const words = useWords();
  const { open, replay } = useView();
  const { id, line, since, lastLetterAt, depth, holes, readers } = gateway;
  const show = () => open(factsOf('gateways', site));
  return (
    <article className="gateway" aria-label={`${words.site.gateway} ${id}`}>
      <header>
        <span className={`badge state-${marks[line]}`}>
          <Shape mark={marks[line]} />
          {words.lineState[line]}
        </span>
        <b className="code">{id}</b>
        {since !== null && (
          <span className="dim">
            {words.site.since} <Aged at={since} fresh={line === 'offline' ? fresh.always : fresh.never} />
          </span>
        )}
      </header>
      {replay === null && (
        <dl className="facts-row">
          <div>
            <dt>{words.site.lastLetter}</dt>
            <dd>
              {lastLetterAt === null ? words.site.never : <Aged at={lastLetterAt} fresh={fresh.letter} />}
            </dd>
          </div>
          <Count name={words.site.depth} n={depth} onOpen={show} />
          <Count name={words.site.holes} n={holes} onOpen={show} isBad={holes > 0} />
        </dl>
      )}
      {readers.length === 0 ? (
        line !== 'never' && replay === null && <p className="empty">{words.site.noReaders}</p>
      ) : (
        <table className="readers">
          <thead>
            <tr>
              <th scope="col">{words.site.readers}</th>
              <th scope="col">{words.site.lastRead}</th>
              <th scope="col">{words.site.noise}</th>
              <th scope="col">{words.site.badFrames}</th>
            </tr>
          </thead>
          <tbody>
            {readers.map(({ reader, state, lastReadAt, noiseBytes, badFrames }) => (
              <tr key={reader}>
                <th scope="row">
                  <span className="code">{reader}</span>
                  <small className={state === 'reading' ? 'state-good' : 'state-watch'}>
                    <Shape mark={state === 'reading' ? 'good' : 'watch'} />
                    {words.readerState[state]}
                  </small>
                </th>
                <td>
                  {lastReadAt === null ? (
                    words.site.never
                  ) : (
                    <Aged at={lastReadAt} fresh={fresh.read} isCalm />
                  )}
                </td>
                <td>{whole(noiseBytes)}</td>
                <td>{whole(badFrames)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </article>
  );
}

function Count({ name, n, onOpen, isBad }: { name: string; n: number; onOpen(): void; isBad?: boolean }) {
  const words = useWords();
  return (
    <div>
      <dt>{name}</dt>
      <dd className={isBad ? 'state-watch' : undefined}>
        <button
          type="button"
          className="number"
          aria-label={words.site.openFacts(name, whole(n))}
          onClick={onOpen}
        >
          {whole(n)}
        </button>
      </dd>
    </div>
  );
}
