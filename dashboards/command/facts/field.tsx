/** The tags that stand in the gates of a store at this moment, by kind. */
import { whole } from '../../shared/figure.ts';
import type { World } from '../../shared/live/world.ts';
import { useList } from '../../shared/use-list.ts';
import { useWords } from '../../shared/words/use-words.tsx';
import { useView } from '../use-view.tsx';
import type { Facts } from '../view.ts';
import { List } from './listed.tsx';
import { byKind, kindName, siteName } from './names.ts';

export function Field({ facts, world }: { facts: Facts; world: World }) {
  const words = useWords();
  const { open } = useView();
  const site = world.sites.get(facts.of as never);
  const now = site?.live.inField.map(({ reader, tags }) => `${reader} ${tags}`).join();
  const list = useList('/api/field', { site: facts.of ?? '' }, now);
  return (
    <List list={list} none={words.facts.noneField}>
      {(items) => (
        <table>
          <thead>
            <tr>
              <th scope="col">{words.site.kind}</th>
              <th scope="col">{words.facts.lot}</th>
              <th scope="col">{words.facts.epc}</th>
              <th scope="col">{words.facts.home}</th>
              <th scope="col" className="end">
                {words.facts.quantity}
              </th>
            </tr>
          </thead>
          <tbody>
            {[...items].sort(byKind).map(({ reader, epc, kind, lot, quantity, home }) => (
              <tr key={`${reader}/${epc}`}>
                <th scope="row" className={kind === null ? 'state-watch' : undefined}>
                  {kind === null ? words.facts.unbound1 : kindName(words, world, kind)}
                </th>
                <td className="code">{lot ?? '—'}</td>
                <td>
                  <button type="button" className="link code" onClick={() => open({ ...facts, epc })}>
                    {epc}
                  </button>
                </td>
                <td className={home === facts.of ? undefined : 'state-watch'}>
                  {home === null ? '—' : siteName(words, world, home)}
                </td>
                <td className="end">{quantity === null ? '—' : whole(quantity)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </List>
  );
}
