/** Who covers a place: by groups of kinds the first to arrive with the roads it takes, and who is second. */
import type { World } from '../../shared/live/world.ts';
import { useAnswer } from '../../shared/use-answer.ts';
import { useWords } from '../../shared/words/use-words.tsx';
import { kindName, siteName } from '../facts/names.ts';
import { RefusalNote } from '../facts/refusal-note.tsx';
import { Shape } from '../panels/top-strip.tsx';
import { useView } from '../use-view.tsx';
import { markOf } from './looks.ts';
import { waitOf } from './share.ts';
import { codeOf, type Group, groupOf, usePlaceCover, type Way } from './use-place-cover.ts';

type Props = { place: string; at: readonly [lon: number, lat: number]; world: World };

export function PlaceCoverage(props: Props) {
  const { coverage } = useWords();
  if (!props.world.coverage) return null;
  return (
    <section className="block place-cover">
      <h2>
        {coverage.place}
        {props.world.coverage.isSchematic && <b className="sketch-mark">{coverage.sketch}</b>}
      </h2>
      {codeOf(props.place) === null ? <Nearest {...props} /> : <Cover {...props} />}
    </section>
  );
}

function Cover({ place, world }: Props) {
  const words = useWords();
  const { coverage } = words;
  const { kind: shown } = useView();
  const { answer, refusal, again } = usePlaceCover(world, place);
  if (refusal) return <RefusalNote refusal={refusal} again={again} />;
  if (!answer) return <p className="empty">{coverage.loading}</p>;
  const drawn = groupOf(answer, shown);
  const groups = [...answer.kinds].sort((a, b) => waitAt(b) - waitAt(a));
  return (
    <>
      {answer.reach !== 'road' && <p className="state-watch">{coverage.reachOf[answer.reach]}</p>}
      <ul>
        {groups.map((group) => (
          <GroupRow key={group.kinds.join()} group={group} isDrawn={group === drawn} world={world} />
        ))}
      </ul>
    </>
  );
}

const waitAt = ({ best }: Group): number => best?.minutes ?? Number.POSITIVE_INFINITY;

function GroupRow({ group, isDrawn, world }: { group: Group; isDrawn: boolean; world: World }) {
  const words = useWords();
  const { coverage } = words;
  const { kind: shown, turn } = useView();
  const [first = ''] = group.kinds;
  const isChosen = shown !== null && group.kinds.includes(shown);
  const names = coverage.list(group.kinds.map((each) => kindName(words, world, each)));
  const mark = markOf[group.class];
  return (
    <li className={`cover-group${isDrawn ? ' is-drawn' : ''}`}>
      <p className="cover-kinds">
        <button
          type="button"
          className="link"
          aria-pressed={isChosen}
          title={isChosen ? coverage.showAll : coverage.showKind(names)}
          onClick={() => turn({ kind: isChosen ? null : first })}
        >
          {coverage.andMore(kindName(words, world, isChosen ? shown : first), group.kinds.length - 1)}
        </button>
        <span className={`badge state-${mark}`}>
          <Shape mark={mark} />
          {coverage.classOf[group.class]}
        </span>
      </p>
      {group.kinds.length > 1 && <p className="dim cover-all">{names}</p>}
      <WayRow way={group.best} rank="first" isDrawn={isDrawn} world={world} />
      <WayRow way={group.second} rank="second" isDrawn={isDrawn} world={world} />
    </li>
  );
}

type WayProps = { way: Way | null; rank: 'first' | 'second'; isDrawn: boolean; world: World };
function WayRow({ way, rank, isDrawn, world }: WayProps) {
  const words = useWords();
  const { coverage } = words;
  const { choose } = useView();
  return (
    <div className={`way way-${rank}${isDrawn ? ' is-drawn' : ''}`}>
      <span className="way-rank">{coverage[rank]}</span>
      {way === null ? (
        <span className="dim">{rank === 'first' ? coverage.noBest : coverage.noSecond}</span>
      ) : (
        <>
          <button type="button" className="link" onClick={() => choose(way.depot)}>
            {siteName(words, world, way.depot)}
          </button>
          <b>
            {coverage.minutes(waitOf(way.minutes))}{' '}
            <small className="way-km">{coverage.km(way.km.toFixed(0))}</small>
          </b>
          <span className="dim way-roads">
            {way.route.map(({ road, km }) => `${road} ${km.toFixed(0)}`).join(' → ') || coverage.direct}
          </span>
        </>
      )}
    </div>
  );
}

/** A point that has no people of its own: a seat, a junction. */
function Nearest({ at: [lon, lat], world }: Props) {
  const words = useWords();
  const { coverage } = words;
  const { choose } = useView();
  const { answer, refusal, again } = useAnswer(
    '/api/coverage/at',
    { lon, lat },
    { version: world.coverage?.version ?? '' },
  );
  if (refusal) return <RefusalNote refusal={refusal} again={again} />;
  if (!answer) return <p className="empty">{coverage.loading}</p>;
  return (
    <>
      <p className="dim">{coverage.notPlace}</p>
      {answer.depots.length === 0 && <p className="empty">{coverage.noneAt}</p>}
      {answer.depots.slice(0, 5).map(({ depot, minutes, km }) => (
        <div key={depot} className="way">
          <span />
          <button type="button" className="link" onClick={() => choose(depot)}>
            {siteName(words, world, depot)}
          </button>
          <b>
            {coverage.minutes(waitOf(minutes))} <small className="way-km">{coverage.km(km.toFixed(0))}</small>
          </b>
        </div>
      ))}
    </>
  );
}
