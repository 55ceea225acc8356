/** Trips through the gates of a store or of the region, newest first; each opens its tags. */
import type { PassageLive } from '@changping/contracts/live';
import { whole } from '../../shared/figure.ts';
import type { World } from '../../shared/live/world.ts';
import { dateTime } from '../../shared/time.ts';
import { useList } from '../../shared/use-list.ts';
import { useWords } from '../../shared/words/use-words.tsx';
import { Direction } from '../panels/gates.tsx';
import { useView } from '../use-view.tsx';
import type { Facts } from '../view.ts';
import { List } from './listed.tsx';
import { kindName, siteName } from './names.ts';

export function Passages({ facts, world }: { facts: Facts; world: World }) {
  const words = useWords();
  const { open } = useView();
  const counted = [...world.sites.values()].filter(({ id }) => facts.of === null || id === facts.of);
  const newest = Math.max(0, ...counted.map(({ live }) => live.passages[0]?.id ?? 0));
  const list = useList('/api/passages', { site: facts.of ?? undefined }, newest);
  return (
    <List list={list} none={words.facts.nonePassages}>
      {(items) => (
        <table>
          <thead>
            <tr>
              <th scope="col">{words.facts.time}</th>
              {facts.of === null && <th scope="col">{words.facts.site}</th>}
              <th scope="col">{words.facts.direction}</th>
              <th scope="col">{words.site.kind}</th>
              <th scope="col" className="end">
                {words.site.pieces}
              </th>
              <th scope="col" className="end">
                {words.facts.unexplained}
              </th>
            </tr>
          </thead>
          <tbody>
            {items.map(({ id, site, at, direction, goods, pieces, unexplained }) => (
              <tr key={id}>
                <th scope="row">
                  <button type="button" className="link" onClick={() => open({ ...facts, item: id })}>
                    {dateTime(at)}
                  </button>
                </th>
                {facts.of === null && <td>{siteName(words, world, site)}</td>}
                <td>
                  <Direction direction={direction as PassageLive['direction']} />
                </td>
                <td>
                  {Object.entries(goods)
                    .map(([kind, n]) => `${kindName(words, world, kind)} ${whole(n)}`)
                    .join(' · ')}
                </td>
                <td className="end">{whole(pieces)}</td>
                <td className={`end ${unexplained ? 'state-act' : 'dim'}`}>{whole(unexplained)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </List>
  );
}
