/** Which numbers of one outbox are kept: everything up to a mark, and ranges beyond it. What lies between are the holes. */

/** `over`: kept ranges [from, to] above upTo + 1, ascending and never touching each other. */
export type Mark = { readonly upTo: number; readonly over: readonly (readonly [number, number])[] };

export const noMark: Mark = Object.freeze({ upTo: 0, over: [] });

export const highest = (mark: Mark): number => mark.over.at(-1)?.[1] ?? mark.upTo;

/** Add the numbers from…to. Adding what is there already changes nothing. */
export function take(mark: Mark, from: number, to: number): Mark {
  if (to <= mark.upTo) return mark;
  if (from > mark.upTo + 1) return { upTo: mark.upTo, over: insert(mark.over, from, to) };
  if (mark.over.length === 0) return { upTo: to, over: mark.over };
  let upTo = to;
  let swallowed = 0;
  for (const [start, end] of mark.over) {
    if (start > upTo + 1) break;
    upTo = Math.max(upTo, end);
    swallowed++;
  }
  return { upTo, over: mark.over.slice(swallowed) };
}

export function has(mark: Mark, number: number): boolean {
  if (number <= mark.upTo) return true;
  const range = mark.over[firstEndingAtOrAfter(mark.over, number)];
  return range !== undefined && range[0] <= number;
}

/** The first `most` gaps, up to `last` where the sender says it has given out more than ever came. */
export function holes(mark: Mark, most: number, last = 0): [number, number][] {
  const found: [number, number][] = [];
  let after = mark.upTo;
  for (const [start, end] of mark.over) {
    if (found.length === most) return found;
    found.push([after + 1, start - 1]);
    after = end;
  }
  if (last > after && found.length < most) found.push([after + 1, last]);
  return found;
}

/** What is not kept yet of the numbers from…to. */
export const gapsWithin = (mark: Mark, from: number, to: number): [number, number][] =>
  holes(mark, Infinity, to)
    .map(([start, end]): [number, number] => [Math.max(start, from), Math.min(end, to)])
    .filter(([start, end]) => start <= end);

function insert(over: Mark['over'], from: number, to: number): Mark['over'] {
  const first = firstEndingAtOrAfter(over, from - 1);
  let next = first;
  let [low, high] = [from, to];
  for (; next < over.length && (over[next]?.[0] as number) <= to + 1; next++) {
    const [start, end] = over[next] as readonly [number, number];
    low = Math.min(low, start);
    high = Math.max(high, end);
  }
  return over.toSpliced(first, next - first, [low, high]);
}

function firstEndingAtOrAfter(over: Mark['over'], number: number): number {
  let low = 0;
  let high = over.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((over[middle]?.[1] as number) < number) low = middle + 1;
    else high = middle;
  }
  return low;
}
