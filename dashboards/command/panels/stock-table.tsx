/** Stock by kind, of a site or the region; every number of pieces opens the lots behind it. */
import { whole } from '../../shared/figure.ts';
import type { World } from '../../shared/live/world.ts';
import { nameIn, useWords } from '../../shared/words/use-words.tsx';
import { unitOf } from '../facts/names.ts';
import type { KindTotal } from '../standing.ts';
import { useView } from '../use-view.tsx';
import { factsOf } from '../view.ts';

/** `of`: the site, null for the region. */
export function StockTable({
  rows,
  of,
  world,
}: {
  rows: readonly KindTotal[];
  of: string | null;
  world: World;
}) {
  const words = useWords();
  const { open, facts, replay } = useView();
  const total = rows.reduce((sum, { pieces }) => sum + pieces, 0);
  const kindOf = (id: string) => world.kinds.find((each) => each.id === id);
  const isOpen = (kind: string | null) => facts?.list === 'stock' && facts.of === of && facts.kind === kind;
  const piecesButton = (name: string, kind: string | null, pieces: number, id?: string) =>
    replay !== null ? (
      whole(pieces)
    ) : (
      <button
        type="button"
        className="number"
        aria-label={words.site.openFacts(name, whole(pieces))}
        aria-expanded={isOpen(kind)}
        onClick={() => open(isOpen(kind) ? null : factsOf('stock', of, kind))}
      >
        <span {...(id ? { id } : {})}>{whole(pieces)}</span>
      </button>
    );
  return (
    <table className="stock">
      <thead>
        <tr>
          <th scope="col">{words.site.kind}</th>
          <th scope="col">{words.site.pieces}</th>
          <th scope="col">{words.site.usable}</th>
          <th scope="col">{words.site.held}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ kind, pieces, usable, held }) => {
          const known = kindOf(kind);
          const name = known ? nameIn(words, known) : kind;
          return (
            <tr key={kind} data-kind={kind} className={isOpen(kind) ? 'is-open' : undefined}>
              <th scope="row">{name}</th>
              <td>{piecesButton(name, kind, pieces)}</td>
              <td>
                {whole(usable)} <small>{unitOf(words, world, kind, usable)}</small>
              </td>
              <td className={held ? 'state-watch' : 'dim'}>{whole(held)}</td>
            </tr>
          );
        })}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{words.site.total}</th>
          <td>
            {piecesButton(words.site.total, null, total, of === null ? 'region-pieces' : 'site-pieces')}
          </td>
          <td colSpan={2} />
        </tr>
      </tfoot>
    </table>
  );
}
