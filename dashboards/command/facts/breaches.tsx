/** Probes that are outside of their band, or silent, as the live picture has them. */
import { celsius, percent } from '../../shared/figure.ts';
import type { World } from '../../shared/live/world.ts';
import { useWords } from '../../shared/words/use-words.tsx';
import { fresh } from '../fresh.ts';
import { Aged } from '../panels/aged.tsx';
import { useView } from '../use-view.tsx';
import type { Facts } from '../view.ts';
import { siteName } from './names.ts';

export function Breaches({ facts, world }: { facts: Facts; world: World }) {
  const words = useWords();
  const { choose } = useView();
  const rows = [...world.sites.values()]
    .filter(({ id }) => facts.of === null || id === facts.of)
    .flatMap(({ id, live }) =>
      live.probes.flatMap((probe) => (probe.breach ? [{ site: id, ...probe, breach: probe.breach }] : [])),
    );
  if (!rows.length) return <p className="empty">{words.facts.noneBreach}</p>;
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{words.facts.site}</th>
          <th scope="col">{words.site.climate}</th>
          <th scope="col">{words.figures.breaches}</th>
          <th scope="col" className="end">
            {words.site.now}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ site, probe, breach, celsius: warm, humidity, at }) => (
          <tr key={`${site}/${probe}`}>
            <th scope="row">
              <button type="button" className="link" onClick={() => choose(site)}>
                {siteName(words, world, site)}
              </button>
            </th>
            <td className="code">{probe}</td>
            <td className="state-act">{words.cause[breach]}</td>
            <td className="end">
              {[celsius(warm), humidity === null ? '' : percent(humidity)].filter(Boolean).join(' · ')}
              <small>
                <Aged at={at} fresh={fresh.reading} />
              </small>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
