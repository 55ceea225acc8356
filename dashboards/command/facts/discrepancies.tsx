/** Tags where the book does not expect them; each opens its own trail. */
import type { World } from '../../shared/live/world.ts';
import { dateTime } from '../../shared/time.ts';
import { useList } from '../../shared/use-list.ts';
import { useWords } from '../../shared/words/use-words.tsx';
import { useView } from '../use-view.tsx';
import type { Facts } from '../view.ts';
import { List } from './listed.tsx';
import { siteName } from './names.ts';

export function Discrepancies({ facts, world }: { facts: Facts; world: World }) {
  const words = useWords();
  const { open } = useView();
  const counted = [...world.sites.values()].filter(({ id }) => facts.of === null || id === facts.of);
  const now = counted.map(({ live }) => `${live.discrepancies} ${live.unconfirmed}`).join();
  const what = facts.list === 'leftWithoutOrder' ? facts.list : undefined;
  const list = useList('/api/discrepancies', { site: facts.of ?? undefined, what }, now);
  return (
    <List list={list} none={what ? words.facts.noneLeft : words.facts.noneOpen}>
      {(items) => (
        <table>
          <thead>
            <tr>
              <th scope="col">{words.facts.discrepancies}</th>
              {facts.of === null && <th scope="col">{words.facts.site}</th>}
              <th scope="col">{words.facts.epc}</th>
              <th scope="col">{words.facts.home}</th>
              <th scope="col">{words.facts.openedAt}</th>
            </tr>
          </thead>
          <tbody>
            {items.map(({ id, what, site, epc, home, openedAt, reopenedBy }) => (
              <tr key={id}>
                <th scope="row" className={what === 'leftWithoutOrder' ? 'state-act' : 'state-watch'}>
                  {words.facts.what[what] ?? what}
                </th>
                {facts.of === null && <td>{siteName(words, world, site)}</td>}
                <td>
                  <button type="button" className="link code" onClick={() => open({ ...facts, epc })}>
                    {epc}
                  </button>
                </td>
                <td>{home === null ? <span className="dim">—</span> : siteName(words, world, home)}</td>
                <td>
                  {dateTime(openedAt)}
                  {reopenedBy && <small className="dim"> {words.facts.reopenedBy(reopenedBy)}</small>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </List>
  );
}
