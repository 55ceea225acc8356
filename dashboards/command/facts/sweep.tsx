/** What one sweep of a room found, in three lists by name: missing, misplaced, foreign. */
import type { Answer } from '@changping/contracts/http';
import { whole } from '../../shared/figure.ts';
import type { World } from '../../shared/live/world.ts';
import { dateTime } from '../../shared/time.ts';
import { useAnswer } from '../../shared/use-answer.ts';
import { useWords } from '../../shared/words/use-words.tsx';
import { Shape } from '../panels/top-strip.tsx';
import { useView } from '../use-view.tsx';
import type { Facts } from '../view.ts';
import { byKind, kindName, placeName, siteName } from './names.ts';
import { RefusalNote } from './refusal-note.tsx';

type Tag = Answer<'/api/sweeps/{id}'>['tags'][number];

export function Sweep({ id, facts, world }: { id: number; facts: Facts; world: World }) {
  const words = useWords();
  const asked = useAnswer('/api/sweeps/{id}', {}, { path: `/api/sweeps/${id}` });
  if (!asked.answer)
    return asked.refusal ? (
      <RefusalNote refusal={asked.refusal} again={asked.again} />
    ) : (
      <p className="empty">{words.states.loading}</p>
    );
  const { site, zone, at, expected, tags } = asked.answer;
  const found = asked.answer;
  return (
    <>
      <dl className="facts-row wide">
        <div>
          <dt>{words.facts.site}</dt>
          <dd>
            {siteName(words, world, site)} · {words.facts.placeOf[zone] ?? zone}
          </dd>
        </div>
        <div>
          <dt>{words.facts.time}</dt>
          <dd>{dateTime(at)}</dd>
        </div>
        <div>
          <dt>{words.site.expected}</dt>
          <dd>{whole(expected)}</dd>
        </div>
      </dl>
      {tags.length === 0 && (
        <p className="calm">
          <Shape mark="good" />
          {words.site.complete}
        </p>
      )}
      {(['missing', 'extra', 'strange'] as const).map(
        (what) =>
          found[what] > 0 && (
            <section key={what}>
              <h3 className="finding-head">
                <Shape mark="watch" />
                {words.facts.findingOf[what]} {whole(found[what])}
                <span className="dim">{words.facts.findingHint[what]}</span>
              </h3>
              <Found tags={tags.filter((tag) => tag.what === what)} facts={facts} world={world} />
            </section>
          ),
      )}
    </>
  );
}

function Found({ tags, facts, world }: { tags: readonly Tag[]; facts: Facts; world: World }) {
  const words = useWords();
  const { open } = useView();
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{words.site.kind}</th>
          <th scope="col">{words.facts.lot}</th>
          <th scope="col">{words.facts.epc}</th>
          <th scope="col">{words.facts.place}</th>
        </tr>
      </thead>
      <tbody>
        {[...tags].sort(byKind).map(({ epc, kind, lot, place }) => (
          <tr key={epc}>
            <th scope="row">{kind === null ? words.facts.unbound1 : kindName(words, world, kind)}</th>
            <td className="code">{lot ?? '—'}</td>
            <td>
              <button type="button" className="link code" onClick={() => open({ ...facts, epc })}>
                {epc}
              </button>
            </td>
            <td>{place === null ? '—' : placeName(words, world, place)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
