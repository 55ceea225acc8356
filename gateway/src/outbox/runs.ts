/** Stretches of numbers that follow each other: what one void letter can take the place of. */

/** @param numbers ascending. @returns [from, to] of every stretch of two or more. */
export function runsOf(numbers: readonly number[]): [number, number][] {
  const runs: [number, number][] = [];
  let from = 0;
  for (let i = 1; i <= numbers.length; i++) {
    if (numbers[i] === (numbers[i - 1] as number) + 1) continue;
    if (i - from > 1) runs.push([numbers[from] as number, numbers[i - 1] as number]);
    from = i;
  }
  return runs;
}

/** What of from…to is not in `here` (ascending): [from, to] of every gap. */
export function gapsIn(from: number, to: number, here: readonly number[]): [number, number][] {
  const gaps: [number, number][] = [];
  let next = from;
  for (const number of [...here, to + 1]) {
    if (number > next) gaps.push([next, number - 1]);
    next = number + 1;
  }
  return gaps;
}
