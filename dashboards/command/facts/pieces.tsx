/** The tagged pieces of one lot at one site. */
import { whole } from '../../shared/figure.ts';
import type { World } from '../../shared/live/world.ts';
import { dateTime } from '../../shared/time.ts';
import { useList } from '../../shared/use-list.ts';
import { useWords } from '../../shared/words/use-words.tsx';
import { useView } from '../use-view.tsx';
import type { Facts } from '../view.ts';
import { List } from './listed.tsx';
import { stockNow } from './lots.tsx';
import { siteName, unitOf, zoneName } from './names.ts';

export function Pieces({
  lot,
  facts,
  world,
}: {
  lot: NonNullable<Facts['lot']>;
  facts: Facts;
  world: World;
}) {
  const words = useWords();
  const { open } = useView();
  const list = useList(
    '/api/pieces',
    { site: lot.site, kind: lot.kind, lot: lot.code },
    stockNow(world, lot.site),
  );
  return (
    <List list={list} none={words.facts.nonePieces}>
      {(items) => (
        <table>
          <thead>
            <tr>
              <th scope="col">{words.facts.epc}</th>
              <th scope="col">{words.facts.place}</th>
              <th scope="col">{words.facts.quality}</th>
              <th scope="col">{words.facts.seen}</th>
              <th scope="col" className="end">
                {words.facts.quantity}
              </th>
            </tr>
          </thead>
          <tbody>
            {items.map(({ epc, place, quality, seen, quantity, kind }) => (
              <tr key={epc}>
                <th scope="row">
                  <button type="button" className="link code" onClick={() => open({ ...facts, epc })}>
                    {epc}
                  </button>
                </th>
                <td>{zoneName(words, place)}</td>
                <td>{words.facts.qualityOf[quality] ?? quality}</td>
                <td>
                  {seen ? (
                    <>
                      {dateTime(seen.at)}
                      <small className={seen.site === lot.site ? undefined : 'state-watch'}>
                        {seen.site === lot.site ? '' : `${siteName(words, world, seen.site)} `}
                        {words.facts.change[seen.change]}
                      </small>
                    </>
                  ) : (
                    <span className="dim">{words.facts.notSeen}</span>
                  )}
                </td>
                <td className="end">
                  {whole(quantity)} <span className="dim">{unitOf(words, world, kind, quantity)}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </List>
  );
}
