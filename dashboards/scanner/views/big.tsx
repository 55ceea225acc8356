/** The line in hand, the one that was scanned last or the first that is not whole: its count and its target are the largest things on the screen. */
import { type Outcome, outcomes } from '@changping/contracts/document-words';
import { useEffect, useRef, useState } from 'react';
import { countOn, mannerOf } from '../keep/drafts.ts';
import { inHand, lacksWhy, lotInHand } from '../rules/tally.ts';
import { type CountProps, standing, What } from './lines.tsx';
import { useNames, usePage } from './use-page.tsx';

export function Big({ rows, paper, offer, draft, target }: CountProps) {
  const { words } = usePage();
  const names = useNames();
  const row = inHand(rows, target.line);
  const manner = mannerOf(offer, draft);
  const [text, setText] = useState<string>();
  const n = row?.line.n;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another line is another number
  useEffect(() => setText(undefined), [n, manner?.as]);
  const top = useRef<HTMLElement>(null);
  const deeds = draft?.deeds.length ?? 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever was counted, and as what the next is, is to be seen
  useEffect(() => {
    if (deeds || manner?.reason) top.current?.scrollIntoView({ block: 'nearest' });
  }, [deeds, manner?.as, manner?.reason]);
  if (!row || !manner) return null;
  const set = (make: Parameters<typeof countOn>[3]) => {
    void countOn(paper, offer, row.line.n, make);
    target.set(row.line.n);
  };
  const leave = () => {
    const quantity = Number(text);
    if (text) set(() => quantity);
    setText(undefined);
  };
  const isBarred = lacksWhy(offer, manner);
  const as = row.by[manner.as] ?? 0;
  const isFull = isBarred || row.target <= row.counted;
  return (
    <section ref={top} className={`big ${standing(row)}`} aria-live="polite">
      <h2>
        <What line={row.line} />
        <small className="code">
          {row.line.piece ?? row.line.lot ?? lotInHand(draft?.deeds ?? [], row.line.n)}
        </small>
      </h2>
      <p className={row.target > 999 || row.counted > 999 ? 'figure is-long' : 'figure'}>
        <strong id="counted">{row.counted}</strong>
        <span>/ {row.target}</span>
        <small>{names.unit(row.line.kind, row.target)}</small>
      </p>
      <p className="by">
        {Object.entries(row.by).map(([name, quantity]) => (
          <span key={name}>
            {outcomes[name as Outcome][words.at]} {quantity}
          </span>
        ))}
      </p>
      <form
        className="number"
        onSubmit={(event) => {
          event.preventDefault();
          leave();
        }}
      >
        <button
          type="button"
          aria-label="−1"
          disabled={isBarred || as < 1}
          onClick={() => set((counted) => counted - 1)}
        >
          −
        </button>
        <input
          inputMode="numeric"
          pattern="[0-9]*"
          aria-label={words.numberOf}
          value={text ?? as}
          onFocus={(event) => event.currentTarget.select()}
          onChange={(event) => setText(event.currentTarget.value.replaceAll(/\D/g, ''))}
          onBlur={leave}
          disabled={isBarred}
        />
        <button type="button" aria-label="+1" disabled={isFull} onClick={() => set((counted) => counted + 1)}>
          ＋
        </button>
        <button type="button" disabled={isFull} onClick={() => set((counted, left) => counted + left)}>
          {words.all}
        </button>
      </form>
    </section>
  );
}
