/** The lots behind a number of pieces. */
import { whole } from '../../shared/figure.ts';
import type { World } from '../../shared/live/world.ts';
import { useList } from '../../shared/use-list.ts';
import { useWords } from '../../shared/words/use-words.tsx';
import { useView } from '../use-view.tsx';
import type { Facts } from '../view.ts';
import { List } from './listed.tsx';
import { kindName, siteName, unitOf, zoneName } from './names.ts';

export function Lots({ facts, world }: { facts: Facts; world: World }) {
  const words = useWords();
  const { open } = useView();
  const { of, kind } = facts;
  const list = useList('/api/stock', { site: of ?? undefined, kind: kind ?? undefined }, stockNow(world, of));
  return (
    <List list={list} none={words.facts.noneStock}>
      {(items) => (
        <table>
          <thead>
            <tr>
              {of === null && <th scope="col">{words.facts.site}</th>}
              {kind === null && <th scope="col">{words.site.kind}</th>}
              <th scope="col">{words.facts.lot}</th>
              <th scope="col" className="end">
                {words.site.pieces}
              </th>
              <th scope="col" className="end">
                {words.facts.quantity}
              </th>
              <th scope="col">{words.facts.place}</th>
              <th scope="col">{words.facts.quality}</th>
              <th scope="col">{words.facts.expires}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((row) => (
              <tr key={[row.site, row.place, row.lot, row.quality, row.grade, row.owner].join()}>
                {of === null && <td>{siteName(words, world, row.site)}</td>}
                {kind === null && <td>{kindName(words, world, row.kind)}</td>}
                <th scope="row">
                  <span className="code unbroken">{row.lot}</span>
                  {row.madeOn && (
                    <small>
                      {words.facts.made} {row.madeOn}
                    </small>
                  )}
                </th>
                <td className="end">
                  <button
                    type="button"
                    className="number"
                    aria-label={words.site.openFacts(
                      `${words.facts.lot} ${row.lot} ${words.site.pieces}`,
                      whole(row.pieces),
                    )}
                    onClick={() => open({ ...facts, lot: { code: row.lot, site: row.site, kind: row.kind } })}
                  >
                    {whole(row.pieces)}
                  </button>
                </td>
                <td className="end">
                  {whole(row.quantity)}{' '}
                  <span className="dim">{unitOf(words, world, row.kind, row.quantity)}</span>
                </td>
                <td>{zoneName(words, row.place)}</td>
                <td>
                  {words.facts.qualityOf[row.quality] ?? row.quality}
                  <small>{words.facts.gradeOf[row.grade] ?? row.grade}</small>
                </td>
                <td className={row.expiresOn ? undefined : 'dim'}>{row.expiresOn ?? words.facts.noExpiry}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </List>
  );
}

/** Changes when the stock of the site, or of the region, does. */
export function stockNow({ sites }: World, of: string | null): string {
  const counted = of === null ? [...sites.values()] : [...sites.values()].filter(({ id }) => id === of);
  return counted
    .flatMap(({ live }) => live.stock)
    .map(({ kind, pieces, usable, held }) => `${kind} ${pieces} ${usable} ${held}`)
    .join();
}
