/** What has not come in time, above today's work: which document, of whom, since when. */
import { debts } from '@changping/contracts/document-words';
import { dateTime } from '../../shared/time.ts';
import { useFact } from '../keep/use-kept.ts';
import { lateOf } from '../rules/overdue.ts';
import type { Paper } from '../rules/tally.ts';
import { useNow } from './bar.tsx';
import { Mark } from './mark.tsx';
import { go, useNames, usePage } from './use-page.tsx';

/** More of them would push today's work off the screen. */
const shownAtOnce = 3;

export function Overdue({ papers }: { papers: readonly Paper[] }) {
  const { words } = usePage();
  const names = useNames();
  const late = lateOf(papers, useNow() + (useFact('ahead')?.value ?? 0));
  if (late.length === 0) return null;
  return (
    <section className="overdue" aria-label={words.overdue.title}>
      <details open={late.length <= shownAtOnce}>
        <summary>
          <Mark mark="act">{words.overdue.title}</Mark> <b>{late.length}</b>
        </summary>
        <ul className="papers">
          {late.map(({ id, number, what, who, since }) => (
            <li key={`${id} ${what} ${who}`}>
              <button type="button" onClick={() => go('d', id)}>
                <strong>{debts[what][words.at]}</strong>
                <span>{names.person(who)}</span>
                <span>{words.overdue.since(dateTime(since))}</span>
                <span className="number">{number}</span>
              </button>
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}
