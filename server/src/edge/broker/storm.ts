/** Count what one gateway does within a span, and say when it is a storm. */

export type Storm = { span: number; most: number; times: Map<string, number[]> };

export const newStorm = (most: number, span: number): Storm => ({ span, most, times: new Map() });

/** Counts this time too, so whoever does not stop stays in the storm. */
export function isStorm({ span, most, times }: Storm, id: string, now: number): boolean {
  const recent = (times.get(id) ?? []).filter((at) => at > now - span);
  recent.push(now);
  times.set(id, recent.slice(-most - 1));
  return recent.length > most;
}
