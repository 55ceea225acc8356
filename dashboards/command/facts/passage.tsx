/** One trip through a gate with every tag of it: what no document explains first, by name. */
import type { Answer } from '@changping/contracts/http';
import type { PassageLive } from '@changping/contracts/live';
import { whole } from '../../shared/figure.ts';
import type { World } from '../../shared/live/world.ts';
import { dateTime } from '../../shared/time.ts';
import { useAnswer } from '../../shared/use-answer.ts';
import { useWords } from '../../shared/words/use-words.tsx';
import { Direction } from '../panels/gates.tsx';
import { Shape } from '../panels/top-strip.tsx';
import { useView } from '../use-view.tsx';
import type { Facts } from '../view.ts';
import { byKind, kindName, siteName } from './names.ts';
import { RefusalNote } from './refusal-note.tsx';
import { strangenessOf } from './strangeness.ts';

type Trip = Answer<'/api/passages/{id}'>;

export function Passage({ id, facts, world }: { id: number; facts: Facts; world: World }) {
  const words = useWords();
  const asked = useAnswer('/api/passages/{id}', {}, { path: `/api/passages/${id}` });
  if (!asked.answer)
    return asked.refusal ? (
      <RefusalNote refusal={asked.refusal} again={asked.again} />
    ) : (
      <p className="empty">{words.states.loading}</p>
    );
  const { site, reader, direction, at, pieces, strays, unexplained } = asked.answer;
  return (
    <>
      <dl className="facts-row wide">
        <div>
          <dt>{words.facts.site}</dt>
          <dd>
            {siteName(words, world, site)} · <span className="code">{reader}</span>
          </dd>
        </div>
        <div>
          <dt>{words.facts.direction}</dt>
          <dd>
            <Direction direction={direction as PassageLive['direction']} />
          </dd>
        </div>
        <div>
          <dt>{words.facts.time}</dt>
          <dd>{dateTime(at)}</dd>
        </div>
        <div>
          <dt>{words.site.pieces}</dt>
          <dd>{whole(pieces)}</dd>
        </div>
        <div>
          <dt>{words.facts.stray}</dt>
          <dd>{whole(strays)}</dd>
        </div>
        <div>
          <dt>{words.facts.unexplained}</dt>
          <dd className={unexplained ? 'state-act' : undefined}>{whole(unexplained)}</dd>
        </div>
      </dl>
      <Matches trip={asked.answer} facts={facts} world={world} />
      <Tags trip={asked.answer} facts={facts} world={world} />
    </>
  );
}

/** By name what each document that explains it misses, and what came besides. */
function Matches({ trip, facts, world }: { trip: Trip; facts: Facts; world: World }) {
  const words = useWords();
  const { open } = useView();
  const { gate } = words;
  if (!trip.matches.length) return null;
  return trip.matches.map(({ document, number, seen, wanted, missing, extra, unknown, expired }) => {
    const named = [
      ...missing.map((goods) => ({ ...goods, is: gate.missingOnes })),
      ...extra.map((goods) => ({ ...goods, is: gate.extraOnes })),
      ...expired.map((goods) => ({ ...goods, is: gate.expiredOnes })),
      ...unknown.map((epc) => ({
        epc,
        is: gate.unknownOnes,
        kind: null,
        lot: null,
        piece: null,
        quantity: 0,
      })),
    ];
    return (
      <section key={document} aria-label={gate.label}>
        <h3>
          {gate.explains} <a href={`/store/?page=document&id=${document}`}>{number}</a> ·{' '}
          {gate.saw(seen, wanted)}
        </h3>
        {named.length > 0 && (
          <table>
            <tbody>
              {named.map(({ is, epc, kind, lot, piece, quantity }) => (
                <tr key={`${is} ${epc} ${piece} ${lot}`} className="is-unexplained">
                  <th scope="row" className="state-act">
                    <Shape mark="act" /> {is}
                  </th>
                  <td>
                    {kind === null
                      ? words.facts.unbound1
                      : `${kindName(words, world, kind)} ${whole(quantity)}`}
                    {lot !== null && <small className="code">{lot}</small>}
                  </td>
                  <td>
                    {epc === null ? (
                      <span className="code">{piece}</span>
                    ) : (
                      <button type="button" className="link code" onClick={() => open({ ...facts, epc })}>
                        {epc}
                      </button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
    );
  });
}

function Tags({ trip, facts, world }: { trip: Trip; facts: Facts; world: World }) {
  const words = useWords();
  const { open } = useView();
  const rows = trip.tags
    .map((tag) => ({ ...tag, is: strangenessOf(tag, trip) }))
    .sort((a, b) => rank(a.is) - rank(b.is) || byKind(a, b));
  if (!rows.length) return <p className="empty">{words.facts.noneTags}</p>;
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{words.facts.epc}</th>
          <th scope="col">{words.site.kind}</th>
          <th scope="col" className="end">
            {words.facts.reads}
          </th>
          <th scope="col" className="end">
            {words.facts.peak}
          </th>
          <th scope="col">{words.facts.antennas}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ epc, kind, lot, reads, peak, antennas, is }) => (
          <tr key={epc} className={is === 'unexplained' ? 'is-unexplained' : undefined}>
            <th scope="row">
              <button type="button" className="link code" onClick={() => open({ ...facts, epc })}>
                {epc}
              </button>
              {is && (
                <small className={is === 'unexplained' ? 'state-act' : undefined}>
                  {is === 'unexplained' && <Shape mark="act" />} {words.facts[is]}
                </small>
              )}
            </th>
            <td>
              {kind === null ? words.facts.unbound1 : kindName(words, world, kind)}
              {lot !== null && <small className="code">{lot}</small>}
            </td>
            <td className="end">{whole(reads)}</td>
            <td className="end">{peak === null ? '—' : `${peak} dBm`}</td>
            <td className="code">{antennas.join(' → ')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const rank = (is: ReturnType<typeof strangenessOf>) => ['unexplained', null, 'stray'].indexOf(is);
