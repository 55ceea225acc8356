/** When the health of readers and probes is worth a letter: when it differs from what the last one told, and not only for a moment. */
import type { ProbeHealth, ReaderHealth } from '@changping/contracts/letters';

export type Health = { readers: ReaderHealth[]; probes: ProbeHealth[] };
/** Only what is not well, by name: nothing told yet means all is well. */
export type Condition = Record<string, string>;

/** A line that comes back at once, or that had no time to open after a start, is no news. Well within the 30 s in which an alarm is due. */
export const settleFor = 2000;

export function conditionOf({ readers, probes }: Health): Condition {
  const all = [
    ...readers.map(({ reader, state }) => [`reader ${reader}`, state === 'reading' ? 'ok' : state] as const),
    ...readers.map(({ reader, door }) => [`door ${reader}`, door ?? 'ok'] as const),
    ...probes.map(({ probe, state }) => [`probe ${probe}`, state] as const),
  ];
  return Object.fromEntries(all.filter(([, state]) => state !== 'ok'));
}

/** @returns since when it differs, or null; and whether to tell it now. Milliseconds of a clock that never steps. */
export function judge(
  told: Condition,
  found: Condition,
  since: number | null,
  now: number,
): { since: number | null; tell: boolean } {
  if (JSON.stringify(told) === JSON.stringify(found)) return { since: null, tell: false };
  const from = since ?? now;
  return { since: from, tell: now - from >= settleFor };
}
