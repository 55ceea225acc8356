/** How much a signature covered, as it stands beside it: what a step did, by outcome and kind; of whoever asks or judges, all that is asked for. */
import { type DocumentAction, outcomes } from '@changping/contracts/document-words';
import type { Document, Line, Step } from '@changping/contracts/documents';
import type { Desk } from './reports.ts';

type Tongue = Pick<Desk, 'words' | 'kind' | 'amount'>;
type Part = { as: string; kind: string | null; quantity: number };

/** Of the whole document, though they name no line of it. */
const ofAll: ReadonlySet<DocumentAction> = new Set<DocumentAction>([
  ...(['open', 'approve', 'refuse', 'actFirst', 'signAfterwards', 'objectAfterwards', 'order'] as const),
  ...(['promise', 'accept', 'recordCall', 'decline', 'recordDecline', 'withdraw', 'cancel'] as const),
]);

/** Above so many a form of one page would be none. */
const kindsMost = 5;

/** Of a correction: what it took back. */
export function coveredBy(
  step: Step,
  { type, lines, steps }: Pick<Document, 'type' | 'lines' | 'steps'>,
  desk: Tongue,
): string {
  const { words } = desk;
  const { action, portions } = step.undoes === null ? step : (steps[step.undoes] ?? step);
  const stood = action === 'open' ? lines.filter((line) => !isLater(type, line)) : lines;
  const asked = stood.flatMap(({ of, kind, wanted }): Part[] =>
    of === null ? [{ as: '', kind, quantity: wanted }] : [],
  );
  const done = portions.map(({ line, as, quantity }): Part => {
    return { as: words.said(outcomes, as), kind: lines[line - 1]?.kind ?? null, quantity };
  });
  const parts = done.length ? done : ofAll.has(action) ? asked : [];
  const isOfOneKind = new Set(asked.map(({ kind }) => kind)).size === 1;
  return [...new Set(parts.map(({ as }) => as))]
    .map((as) =>
      told(
        as,
        parts.filter((part) => part.as === as),
        isOfOneKind,
        desk,
      ),
    )
    .join('; ');
}

/** What counts found is joined to their document, and to a hand-over that rests on them, long after the opening. */
const isLater = (type: Document['type'], { item, found }: Line): boolean =>
  found !== undefined || (type === 'count' && item === null);

function told(
  as: string,
  parts: readonly Part[],
  isOfOneKind: boolean,
  { words, kind: kindOf, amount }: Tongue,
): string {
  const sums = new Map<string | null, number>();
  for (const { kind, quantity } of parts) sums.set(kind, (sums.get(kind) ?? 0) + quantity);
  if (sums.size > kindsMost) return `${as} ${words.kinds} ${sums.size}, ${words.line} ${parts.length}`.trim();
  const each = [...sums].map(([kind, quantity]) => {
    if (kind === null) return `${quantity} ${words.items}`;
    return isOfOneKind ? amount(kind, quantity) : `${kindOf(kind).name} ${amount(kind, quantity)}`;
  });
  return `${as} ${each.join(', ')}`.trim();
}
