/** What of a kind goes out first, asked of the server; every lot that was passed over stands there with its reason. */
import type { Answer } from '@changping/contracts/http';
import { useState } from 'react';
import { whole } from '../../shared/figure.ts';
import { firstOutEn } from '../../shared/words/first-out-en.ts';
import { firstOutZh } from '../../shared/words/first-out-zh.ts';
import { type Failure, failureOf, reach } from '../line/reach.ts';
import { lackIf } from '../rules/lack.ts';
import { Field } from './field.tsx';
import { KindChoice } from './kind-choice.tsx';
import { Lacking } from './main-button.tsx';
import { Mark } from './mark.tsx';
import { Refusal } from './refusal.tsx';
import { useNames, usePage } from './use-page.tsx';

type Proposal = Answer<'/api/first-out'>;

export function FirstOut({ set }: { set(proposal: Proposal, minimumDays: number): void }) {
  const { words, site } = usePage();
  const firstOut = words.at === 0 ? firstOutZh : firstOutEn;
  const names = useNames();
  const [kind, setKind] = useState('');
  const [quantity, setQuantity] = useState('');
  const [days, setDays] = useState('');
  const [answer, setAnswer] = useState<Proposal>();
  const [failure, setFailure] = useState<Failure>();
  const propose = async () => {
    const asked = new URLSearchParams({ site, kind, quantity, minimumDays: days || '0' });
    try {
      const given = await reach<Proposal>(`/api/first-out?${asked}`);
      setAnswer(given);
      setFailure(undefined);
      set(given, Number(days) || 0);
    } catch (error) {
      setAnswer(undefined);
      setFailure(failureOf(error));
    }
  };
  const lack =
    lackIf(kind === '', 'kind') ??
    lackIf(!/^[1-9]\d{0,8}$/.test(quantity), 'quantity') ??
    lackIf(!/^\d{0,5}$/.test(days), 'days');
  const told = (n: number) => `${whole(n)} ${names.unit(answer?.kind ?? kind, n)}`;
  return (
    <section className="first-out" aria-label={firstOut.label}>
      <KindChoice value={kind} set={setKind} />
      <p className="pair">
        <Field label={firstOut.quantity} value={quantity} isNumber set={setQuantity} />
        <Field label={firstOut.minimumDays} value={days} isNumber set={setDays} />
      </p>
      <button type="button" disabled={lack !== null} onClick={() => void propose()}>
        {firstOut.label} <Lacking lack={lack} />
      </button>
      {failure && <Refusal failure={failure} />}
      {answer && (
        <p role="status">
          {firstOut.proposed(told(answer.asked - answer.shortfall))}{' '}
          {answer.shortfall > 0 && <Mark mark="act">{firstOut.shortfall(told(answer.shortfall))}</Mark>}{' '}
          {answer.openable > 0 && firstOut.openable(told(answer.openable))}
        </p>
      )}
      {answer && answer.skipped.length > 0 && (
        <details>
          <summary>
            {firstOut.skipped} ({answer.skipped.length})
          </summary>
          <ul>
            {answer.skipped.map(({ lot, place, grade, why, quantity, effectiveOn }) => (
              <li key={`${lot} ${place} ${grade} ${why}`}>
                <strong>{firstOut.why[why] ?? why}</strong> · <span className="code">{lot}</span>
                <small>
                  {names.place(place)} · {told(quantity)}
                  {effectiveOn !== null && ` · ${effectiveOn}`}
                </small>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
