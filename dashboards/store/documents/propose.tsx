/** What goes out first of a kind, put into the lines at a click; every lot that was passed over stands there with its reason. */
import type { Answer } from '@changping/contracts/http';
import { Button } from 'antd';
import { useState } from 'react';
import { ask, type Refusal } from '../../shared/ask.ts';
import type { PieceLine, StockLine } from '../../shared/documents/draft.ts';
import { whole } from '../../shared/figure.ts';
import { Entry } from '../list/entry.tsx';
import { RefusalNote } from '../list/refusal-note.tsx';
import { useNames } from '../names.tsx';
import { useStoreWords } from '../use-store-words.tsx';

type Proposal = Answer<'/api/first-out'>;
export type Proposed = {
  stock: StockLine;
  take: number;
  pieces: readonly PieceLine[];
  minimumDays: number;
};
type ProposeProps = { site: string; kind: string; set(proposed: readonly Proposed[]): void };

export function Propose({ site, kind, set }: ProposeProps) {
  const words = useStoreWords();
  const names = useNames();
  const { firstOut } = words;
  const [quantity, setQuantity] = useState('');
  const [days, setDays] = useState('');
  const [answer, setAnswer] = useState<Proposal>();
  const [refusal, setRefusal] = useState<Refusal>();
  const propose = async () => {
    try {
      const given = await ask('/api/first-out', {
        ...{ site, kind, quantity: Number(quantity), minimumDays: Number(days) || 0 },
      });
      setAnswer(given);
      setRefusal(undefined);
      set(proposedOf(given, Number(days) || 0));
    } catch (error) {
      setRefusal(error as Refusal);
    }
  };
  const told = (n: number) => `${whole(n)} ${names.unit(kind, n)}`;
  return (
    <section className="propose" aria-label={firstOut.label}>
      <div className="filters">
        <Entry label={firstOut.quantity} type="number" min={1} value={quantity} set={setQuantity} />
        <Entry label={firstOut.minimumDays} type="number" min={0} value={days} set={setDays} />
        <Button disabled={!(Number(quantity) > 0)} onClick={() => void propose()}>
          {firstOut.propose}
        </Button>
      </div>
      {refusal && <RefusalNote refusal={refusal} />}
      {answer && (
        <>
          <p role="status">
            {firstOut.proposed(told(answer.asked - answer.shortfall))}{' '}
            {answer.shortfall > 0 && (
              <span className="mark mark-act">
                <span aria-hidden="true">■</span> {firstOut.shortfall(told(answer.shortfall))}
              </span>
            )}{' '}
            {answer.withheld.length > 0 && (
              <span className="mark mark-watch">
                <span aria-hidden="true">◆</span>{' '}
                {firstOut.withheld(answer.withheld.map(names.spot).join('、'))}
              </span>
            )}{' '}
            {answer.openable > 0 && firstOut.openable(told(answer.openable))}
          </p>
          {answer.skipped.length > 0 && (
            <details>
              <summary>
                {firstOut.skipped} ({answer.skipped.length})
              </summary>
              <ul>
                {answer.skipped.map(({ lot, place, grade, why, quantity, effectiveOn, remainingDays }) => (
                  <li key={`${lot} ${place} ${grade} ${why}`}>
                    <span className="code">{lot}</span> · {names.spot(place)} · {told(quantity)} ·{' '}
                    {firstOut.why[why] ?? why}
                    {remainingDays !== null && `, ${firstOut.remaining(remainingDays)}`}
                    {effectiveOn !== null && ` · ${effectiveOn}`}
                  </li>
                ))}
              </ul>
            </details>
          )}
        </>
      )}
    </section>
  );
}

const proposedOf = ({ site, kind, picks }: Proposal, minimumDays: number): Proposed[] =>
  picks.map(({ lot, place, quality, grade, owner, madeOn, expiresOn, quantity, pieces }) => ({
    stock: {
      ...{ site, place, kind, lot, madeOn, expiresOn, quality, grade, owner },
      ...{ pieces: pieces.length, quantity, reserved: 0, leased: 0 },
    },
    take: pieces.length || quantity,
    pieces: pieces.map((each) => ({ ...each, place, quality })),
    minimumDays,
  }));
