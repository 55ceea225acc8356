/** Gateways that knocked and wait to be let in: what to compare on the gateway's own page, and the command that lets one in. */
import { whole } from '../../shared/figure.ts';
import type { World } from '../../shared/live/world.ts';
import { useAnswer } from '../../shared/use-answer.ts';
import { useWords } from '../../shared/words/use-words.tsx';
import { fresh } from '../fresh.ts';
import { Aged } from '../panels/aged.tsx';
import { Shape } from '../panels/top-strip.tsx';
import { siteName } from './names.ts';
import { RefusalNote } from './refusal-note.tsx';

export function Applicants({ of, world }: { of: string | null; world: World }) {
  const words = useWords();
  const { facts } = words;
  const knocks = world.feed.filter(({ what }) =>
    ['gatewayWaiting', 'gatewayAdmitted', 'gatewayRefused', 'online'].includes(what),
  );
  const { answer, refusal, again } = useAnswer('/api/applicants', {}, { version: knocks[0]?.id ?? 0 });
  const waiting = answer?.items.filter(({ site }) => of === null || site === of) ?? [];
  if (refusal) return <RefusalNote refusal={refusal} again={again} />;
  if (!waiting.length) return null;
  return (
    <section className="applicants" aria-label={facts.waiting}>
      <h3 className="finding-head state-watch">
        <Shape mark="watch" />
        {facts.waiting}
      </h3>
      <p className="dim">{facts.waitingHint}</p>
      {waiting.map(({ gateway, site, fingerprint, address, tries, lastAt }) => (
        <article key={`${gateway}/${fingerprint}`} className="gateway-facts">
          <header>
            <b className="code">{gateway}</b>
            <span>{siteName(words, world, site)}</span>
          </header>
          <dl className="facts-row">
            <div>
              <dt>{facts.fingerprint}</dt>
              <dd className="code">{fingerprint}</dd>
            </div>
            <div>
              <dt>{facts.address}</dt>
              <dd className="code">{address}</dd>
            </div>
            <div>
              <dt>{facts.tries}</dt>
              <dd>
                {whole(tries)} · <Aged at={lastAt} fresh={fresh.letter} />
              </dd>
            </div>
          </dl>
          <pre className="code approve-line">
            npm run approve -- --settings FILE {gateway} {fingerprint}
          </pre>
        </article>
      ))}
    </section>
  );
}
