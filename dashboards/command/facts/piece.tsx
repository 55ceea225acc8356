/** One tag: what it is bound to, where it was seen last, and its whole trail. */
import type { Answer } from '@changping/contracts/http';
import { whole } from '../../shared/figure.ts';
import type { World } from '../../shared/live/world.ts';
import { dateTime, written } from '../../shared/time.ts';
import { useAnswer } from '../../shared/use-answer.ts';
import { useWords } from '../../shared/words/use-words.tsx';
import { kindName, placeName, siteName, unitOf } from './names.ts';
import { RefusalNote } from './refusal-note.tsx';

type Tag = Answer<'/api/pieces/{epc}'>;
type Step = Tag['trail'][number];

export function Piece({ epc, world }: { epc: string; world: World }) {
  const words = useWords();
  const asked = useAnswer('/api/pieces/{epc}', {}, { path: `/api/pieces/${encodeURIComponent(epc)}` });
  if (!asked.answer)
    return asked.refusal ? (
      <RefusalNote refusal={asked.refusal} again={asked.again} />
    ) : (
      <p className="empty">{words.states.loading}</p>
    );
  const { piece, scheme, uri, seen, trail } = asked.answer;
  return (
    <>
      <p className="epc code">{epc}</p>
      <dl className="facts-list">
        <div>
          <dt>{words.facts.scheme}</dt>
          <dd>{scheme ?? words.facts.opaque}</dd>
          {uri && <dd className="code">{uri}</dd>}
        </div>
        {piece ? (
          <>
            <div>
              <dt>{words.site.kind}</dt>
              <dd>
                {kindName(words, world, piece.kind)} · {whole(piece.quantity)}{' '}
                {unitOf(words, world, piece.kind, piece.quantity)}
              </dd>
            </div>
            <div>
              <dt>{words.facts.lot}</dt>
              <dd className="code">{piece.lot}</dd>
            </div>
            <div>
              <dt>{words.facts.place}</dt>
              <dd>{piece.place === null ? '—' : placeName(words, world, piece.place)}</dd>
            </div>
          </>
        ) : (
          <div>
            <dt>{words.facts.pieceId}</dt>
            <dd className="state-watch">{words.facts.unbound}</dd>
          </div>
        )}
        <div>
          <dt>{words.facts.seen}</dt>
          <dd>
            {seen
              ? `${dateTime(seen.at)} · ${siteName(words, world, seen.site)} · ${words.facts.change[seen.change]}`
              : words.facts.notSeen}
          </dd>
        </div>
      </dl>
      <h3>{words.facts.trail}</h3>
      {trail.length === 0 && <p className="empty">{words.facts.noTrail}</p>}
      <ol className="trail">
        {trail.map((step) => (
          <TrailStep key={keyOf(step)} step={step} world={world} />
        ))}
      </ol>
    </>
  );
}

const keyOf = (step: Step) =>
  step.what === 'entry'
    ? `${step.commit.chain}/${step.commit.n}/${step.from}/${step.to}`
    : step.what === 'tag'
      ? `${step.epc}/${step.is}/${step.at}`
      : `${step.gateway}/${step.seq}/${step.change}/${step.at}`;

function TrailStep({ step, world }: { step: Step; world: World }) {
  const words = useWords();
  const { date, second } = written(step.at);
  return (
    <li className={`is-${step.what}`}>
      <time dateTime={new Date(step.at).toISOString()}>
        {date} <b>{second}</b>
      </time>
      <div>
        {step.what === 'entry' ? (
          <>
            <p>
              <b>
                {step.loose ? words.facts.loose : step.case ? words.facts.case[step.case] : words.facts.entry}
              </b>{' '}
              {step.case ? '' : `${placeName(words, world, step.from)} → `}
              {placeName(words, world, step.to)} · {whole(step.quantity)}
              {step.quality && ` · ${words.facts.qualityOf[step.quality] ?? step.quality}`}
            </p>
            <p className="dim">
              {[
                step.document && `${words.facts.document} ${step.document}`,
                `${words.facts.actor} ${step.actor}`,
                `${words.facts.chain} ${step.commit.chain} #${step.commit.n}`,
              ]
                .filter(Boolean)
                .join(' · ')}
              <span className="code hash" title={step.commit.hash}>
                {step.commit.hash.slice(0, 12)}
              </span>
            </p>
          </>
        ) : step.what === 'tag' ? (
          <>
            <p>
              <b>{words.facts.tag}</b> {words.facts.tagIs[step.is]} <span className="code">{step.epc}</span>
            </p>
            <p className="dim">
              {[`${words.facts.actor} ${step.by}`, step.reason].filter(Boolean).join(' · ')}
            </p>
          </>
        ) : (
          <>
            <p>
              <b>{words.facts.sighting}</b> {siteName(words, world, step.site)} ·{' '}
              {words.facts.change[step.change]}
            </p>
            <p className="dim">
              {[
                `${step.gateway} / ${step.reader}`,
                step.rssi === null ? '' : `${step.rssi} dBm`,
                `#${step.seq}`,
              ]
                .filter(Boolean)
                .join(' · ')}
            </p>
          </>
        )}
      </div>
    </li>
  );
}
