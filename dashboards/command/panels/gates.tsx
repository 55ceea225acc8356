/** The gate of a store: what stands in it now, and the last trips through it; what no document explains is told by name. */
import type { GateBrief } from '@changping/contracts/gate-match';
import type { DoorLive, PassageLive } from '@changping/contracts/live';
import { whole } from '../../shared/figure.ts';
import type { LiveSite, World } from '../../shared/live/world.ts';
import { useWords } from '../../shared/words/use-words.tsx';
import { kindName } from '../facts/names.ts';
import { useView } from '../use-view.tsx';
import { factsOf } from '../view.ts';
import { Since } from './aged.tsx';
import { Shape } from './top-strip.tsx';

export function Gates({ site: { id, live }, world }: { site: LiveSite; world: World }) {
  const words = useWords();
  const { open, replay } = useView();
  return (
    <section className="block">
      <h2>
        {words.site.gate}
        {replay === null && <InField site={id} inField={live.inField} />}
      </h2>
      {live.doors.map((door) => (
        <Door key={`${door.gateway}/${door.reader}`} door={door} />
      ))}
      {live.passages.length === 0 && <p className="empty">{words.site.noPassages}</p>}
      <ul className="trips">
        {live.passages.map((passage) => (
          <Trip key={passage.id} site={id} passage={passage} world={world} />
        ))}
      </ul>
      {live.passages.length > 0 && replay === null && (
        <button type="button" className="link more" onClick={() => open(factsOf('passages', id))}>
          {words.site.allPassages}
        </button>
      )}
    </section>
  );
}

/** A contact that a person must see to: the gate tells trips without it meanwhile. */
function Door({ door: { reader, fault, since } }: { door: DoorLive }) {
  const { door } = useWords();
  return (
    <p className="door-fault state-watch">
      <Shape mark="watch" />
      <b>{door.fault(reader, fault)}</b>
      <span className="trip-time">
        <Since at={since} />
      </span>
      <span className="door-do">
        {door.remedy(fault)}
        <small>{door.without}</small>
      </span>
    </p>
  );
}

function InField({ site, inField }: { site: string; inField: LiveSite['live']['inField'] }) {
  const words = useWords();
  const { open } = useView();
  const tags = inField.reduce((sum, each) => sum + each.tags, 0);
  if (!tags) return <small>{words.site.fieldEmpty}</small>;
  return (
    <button type="button" className="in-field" onClick={() => open(factsOf('field', site))}>
      <span className="in-field-sign" aria-hidden="true" />
      {words.site.inField(tags)}
    </button>
  );
}

function Trip({ site, passage, world }: { site: string; passage: PassageLive; world: World }) {
  const words = useWords();
  const { open, replay } = useView();
  const { id, direction, at, strays, unexplained, match } = passage;
  const row = (
    <>
      <Direction direction={direction} />
      <span className="trip-goods">{goodsOf(words, world, passage)}</span>
      <span className="trip-time">
        <Since at={at} />
      </span>
      {match && <Matched match={match} />}
      {unexplained > 0 && (
        <span className="trip-note state-act">
          <Shape mark="act" />
          {words.site.unexplained(unexplained)}
        </span>
      )}
      {strays > 0 && <span className="trip-note dim">{words.site.strays(strays)}</span>}
    </>
  );
  const look = `trip${unexplained ? ' is-unexplained' : ''}`;
  return (
    <li>
      {replay === null ? (
        <button
          type="button"
          className={look}
          onClick={() => open({ ...factsOf('passages', site), item: id })}
        >
          {row}
        </button>
      ) : (
        <div className={look}>{row}</div>
      )}
    </li>
  );
}

/** The document that explains it, and what is wrong with the load. */
function Matched({ match: { number, seen, wanted, counts } }: { match: GateBrief }) {
  const { gate } = useWords();
  const wrong = (['missing', 'extra', 'unknown', 'expired'] as const).filter((name) => counts[name] > 0);
  return (
    <span className={`trip-note ${wrong.length ? 'state-act' : 'state-good'}`}>
      <Shape mark={wrong.length ? 'act' : 'good'} />
      <span>
        {gate.saw(seen, wanted)}
        {wrong.map((name) => ` · ${gate[name](counts[name])}`)} <small className="code">{number}</small>
      </span>
    </span>
  );
}

/** '棉被 40 · 未登记标签 1': the most numerous kinds first, the rest as one number. */
function goodsOf(
  words: ReturnType<typeof useWords>,
  world: World,
  { goods, pieces }: PassageLive,
): React.ReactNode {
  const kinds = Object.entries(goods).sort((a, b) => b[1] - a[1]);
  const unknown = pieces - kinds.reduce((sum, [, n]) => sum + n, 0);
  const rest = kinds.slice(shownKinds).reduce((sum, [, n]) => sum + n, 0);
  return [
    ...kinds.slice(0, shownKinds).map(([kind, n]) => `${kindName(words, world, kind)} ${whole(n)}`),
    ...(rest ? [words.site.otherKinds(rest)] : []),
    ...(unknown ? [words.site.unknownTags(unknown)] : []),
  ].join(' · ');
}
const shownKinds = 3;

const arrows: Readonly<Record<PassageLive['direction'], string>> = {
  in: 'M2 8h9M7.5 4.5 11 8l-3.5 3.5M14 3v10',
  out: 'M14 8H5M8.5 4.5 5 8l3.5 3.5M2 3v10',
  turnedBack: 'M13 11H6a3 3 0 0 1 0-6h4M7.5 2.5 10.5 5l-3 2.5',
  unclear: 'M5.5 6a2.5 2.5 0 1 1 3.4 2.3c-.6.3-.9.7-.9 1.4M8 12.6v.4',
};

/** An arrow and its word: into the store points at a wall, out of it away from one. */
export function Direction({ direction }: { direction: PassageLive['direction'] }) {
  const words = useWords();
  return (
    <span className={`direction is-${direction}`}>
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d={arrows[direction]} />
      </svg>
      {words.facts.directionOf[direction]}
    </span>
  );
}
