/** Sweeps of rooms, newest first; each opens what it found. */
import { whole } from '../../shared/figure.ts';
import type { World } from '../../shared/live/world.ts';
import { dateTime } from '../../shared/time.ts';
import { useList } from '../../shared/use-list.ts';
import { useWords } from '../../shared/words/use-words.tsx';
import { useView } from '../use-view.tsx';
import type { Facts } from '../view.ts';
import { List } from './listed.tsx';
import { siteName } from './names.ts';

export function Sweeps({ facts, world }: { facts: Facts; world: World }) {
  const words = useWords();
  const { open } = useView();
  const counted = [...world.sites.values()].filter(({ id }) => facts.of === null || id === facts.of);
  const newest = Math.max(0, ...counted.map(({ live }) => live.sweeps[0]?.id ?? 0));
  const list = useList('/api/sweeps', { site: facts.of ?? undefined }, newest);
  return (
    <List list={list} none={words.facts.noneSweeps}>
      {(items) => (
        <table>
          <thead>
            <tr>
              <th scope="col">{words.facts.time}</th>
              {facts.of === null && <th scope="col">{words.facts.site}</th>}
              <th scope="col">{words.facts.zone}</th>
              {(['expected', 'missing', 'extra', 'strange'] as const).map((what) => (
                <th key={what} scope="col" className="end">
                  {words.site[what]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {items.map(({ id, site, zone, at, expected, ...found }) => (
              <tr key={id}>
                <th scope="row">
                  <button type="button" className="link" onClick={() => open({ ...facts, item: id })}>
                    {dateTime(at)}
                  </button>
                </th>
                {facts.of === null && <td>{siteName(words, world, site)}</td>}
                <td>{words.facts.placeOf[zone] ?? zone}</td>
                <td className="end">{whole(expected)}</td>
                {(['missing', 'extra', 'strange'] as const).map((what) => (
                  <td key={what} className={`end ${found[what] ? 'state-watch' : 'dim'}`}>
                    {whole(found[what])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </List>
  );
}
