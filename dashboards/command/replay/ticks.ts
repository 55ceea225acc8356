/** The events of a stretch of time as ticks of a bar: so many columns, each with the worst of what happened in it. */
import type { Item } from '../panels/gather.ts';
import { markOf } from '../panels/news-mark.ts';
import type { Mark } from '../standing.ts';

export type Tick = { column: number; mark: Mark; items: number };
type Timed = Item & { recordedAt?: number };

export function ticksOf(
  items: readonly Timed[],
  { from, to, columns }: { from: number; to: number; columns: number },
): Tick[] {
  const ticks = new Map<number, Tick>();
  for (const item of items) {
    const at = item.recordedAt ?? item.at;
    if (at < from || at > to) continue;
    const column = Math.min(columns - 1, Math.floor(((at - from) / Math.max(1, to - from)) * columns));
    const before = ticks.get(column);
    const mark = worse(markOf(item), before?.mark ?? 'none');
    ticks.set(column, { column, mark, items: (before?.items ?? 0) + 1 });
  }
  return [...ticks.values()].sort((a, b) => a.column - b.column);
}

const order: readonly Mark[] = ['act', 'watch', 'good', 'none'];
const worse = (a: Mark, b: Mark): Mark => (order.indexOf(a) < order.indexOf(b) ? a : b);
