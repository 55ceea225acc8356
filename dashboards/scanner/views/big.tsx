/** The line in hand, the one that was scanned last or the first that is not whole: its count and its target are the largest things on the screen. */
import { type Outcome, outcomes } from '@changping/contracts/document-words';
import { useEffect, useRef, useState } from 'react';
import { addDeed, mannerOf } from '../keep/drafts.ts';
import { inHand, lotInHand, typed } from '../rules/tally.ts';
import { type CountProps, standing } from './lines.tsx';
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
  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever was counted is to be seen
  useEffect(() => {
    if (deeds) top.current?.scrollIntoView({ block: 'nearest' });
  }, [deeds, manner?.as, manner?.reason]);
  if (!row || !manner) return null;
  const set = (quantity: number) => {
    const deed = typed(rows, draft?.deeds ?? [], row.line.n, quantity, manner);
    if (deed) void addDeed(paper, offer, deed);
    target.set(row.line.n);
  };
  const as = row.by[manner.as] ?? 0;
  const room = row.target - row.counted;
  return (
    <section ref={top} className={`big ${standing(row)}`} aria-live="polite">
      <h2>
        {row.line.kind ? names.kind(row.line.kind) : row.line.item}
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
          if (text) set(Number(text));
          setText(undefined);
        }}
      >
        <button type="button" aria-label="−1" disabled={as < 1} onClick={() => set(as - 1)}>
          −
        </button>
        <input
          inputMode="numeric"
          pattern="[0-9]*"
          aria-label={words.numberOf}
          value={text ?? as}
          onFocus={(event) => event.currentTarget.select()}
          onChange={(event) => setText(event.currentTarget.value.replaceAll(/\D/g, ''))}
          onBlur={() => {
            if (text) set(Number(text));
            setText(undefined);
          }}
        />
        <button type="button" aria-label="+1" disabled={room < 1} onClick={() => set(as + 1)}>
          ＋
        </button>
        <button type="button" disabled={room < 1} onClick={() => set(as + room)}>
          {words.all}
        </button>
      </form>
    </section>
  );
}
