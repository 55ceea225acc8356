/** How much of a row of the stock is promised, opened down to the documents that hold it. */
import { useState } from 'react';
import type { StockLine } from '../../shared/documents/draft.ts';
import { whole } from '../../shared/figure.ts';
import { useAnswer } from '../../shared/use-answer.ts';
import { useStoreWords } from '../use-store-words.tsx';
import { Go } from '../use-where.tsx';

export function Reserved({ row: { site, kind, lot, place, reserved } }: { row: StockLine }) {
  const { firstOut, states } = useStoreWords();
  const [isOpen, setOpen] = useState(false);
  const { answer } = useAnswer('/api/reservations', { site, kind, lot, limit: 500 }, { isAsked: isOpen });
  if (reserved === 0) return states.none;
  const holders = new Map<string, { id: string; quantity: number }>();
  for (const { document, number, quantity, ...each } of answer?.items ?? [])
    if (each.place === place)
      holders.set(number, { id: document, quantity: quantity + (holders.get(number)?.quantity ?? 0) });
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary aria-label={firstOut.holders(lot, reserved)}>{whole(reserved)}</summary>
      {isOpen && !answer && <small>{states.loading}</small>}
      {[...holders].map(([number, { id, quantity }]) => (
        <p key={number}>
          <Go to="document" asked={{ id }}>
            {number}
          </Go>{' '}
          {whole(quantity)}
        </p>
      ))}
    </details>
  );
}
