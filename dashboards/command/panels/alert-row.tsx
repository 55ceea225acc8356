/** What has happened and must be acted on now, under the strip: told with the change that brought it, by name and with its age; a click leads to it. What comes by the calendar has its place in the strip and would stand here for days. */
import { useServerNow } from '../../shared/live/use-live.tsx';
import type { World } from '../../shared/live/world.ts';
import { ageOf } from '../../shared/time.ts';
import { nameIn, useWords } from '../../shared/words/use-words.tsx';
import type { Finding } from '../findings.ts';
import { useView } from '../use-view.tsx';
import { factsOf } from '../view.ts';
import { findingSentence } from './finding.ts';
import { Shape } from './top-strip.tsx';

const shown = 3;

export function AlertRow({ world, findings }: { world: World; findings: readonly Finding[] }) {
  const words = useWords();
  const acts = findings.filter(({ mark, reason }) => mark === 'act' && reason !== 'expired');
  if (!acts.length) return null;
  return (
    <section className="alerts" aria-label={words.finding.label}>
      <ul>
        {acts.slice(0, shown).map((finding) => (
          <Alert key={`${finding.site.id}/${finding.reason}`} finding={finding} world={world} />
        ))}
      </ul>
      {acts.length > shown && <p className="alerts-more">{words.finding.others(acts.length - shown)}</p>}
    </section>
  );
}

function Alert({ finding, world }: { finding: Finding; world: World }) {
  const words = useWords();
  const { turn, replay } = useView();
  const now = useServerNow();
  const { site, reason, at } = finding;
  const show = () =>
    turn({
      site: site.id,
      place: null,
      facts: replay === null ? factsOf(reason === 'breach' ? 'breaches' : 'leftWithoutOrder', site.id) : null,
    });
  return (
    <li>
      <button type="button" className={`alert is-${reason}`} onClick={show}>
        <Shape mark="act" />
        <b>{nameIn(words, site)}</b>
        <span className="alert-said">{findingSentence(words, world, finding)}</span>
        {at !== null && now !== undefined && <time>{words.age(ageOf(at, now))}</time>}
      </button>
    </li>
  );
}
