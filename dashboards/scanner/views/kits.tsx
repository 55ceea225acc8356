/** The kits of the store, those first that lack something or have something bad; and the way to a new one. */
import { useFact } from '../keep/use-kept.ts';
import { markOf } from '../rules/kit.ts';
import { Mark } from './mark.tsx';
import { go, usePage, useToday } from './use-page.tsx';

const order = ['act', 'watch', 'none', 'good'];

export function Kits() {
  const { words } = usePage();
  const today = useToday();
  const kits = useFact('kits')?.value ?? [];
  const rows = kits
    .map((kit) => ({ ...kit, mark: markOf(kit, today) }))
    .sort((one, other) => order.indexOf(one.mark) - order.indexOf(other.mark));
  return (
    <main>
      <h1>{words.kits.room}</h1>
      {rows.length === 0 && <p className="empty">{words.kits.none}</p>}
      <ul className="papers">
        {rows.map(({ id, name, mark, have, want, lacking }) => (
          <li key={id}>
            <button type="button" onClick={() => go('kit', id)}>
              <strong>
                {name}
                <Mark mark={mark}>
                  {lacking.length ? words.kits.lacks(`${have}`, `${want}`) : words.kits.whole}
                </Mark>
              </strong>
              <span className="number">{id}</span>
            </button>
          </li>
        ))}
      </ul>
      <p className="new">
        <button type="button" className="wide" onClick={() => go('new', 'kit')}>
          ＋ {words.kits.assemble}
        </button>
      </p>
    </main>
  );
}
