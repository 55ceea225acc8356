/** The geometry of a curve over time: lines that end where readings end, and the gaps between. Plain numbers in, SVG paths out. */

export type CurvePoint = { at: number; value: number | null };
export type Frame = { from: number; to: number; width: number; height: number };
export type Drawn = {
  /** One path; a gap starts a new line in it. */
  line: string;
  /** The newest reading, as a line without length: its round ends make a dot. */
  end: string;
  gaps: { x: number; width: number }[];
  low: number;
  high: number;
  x(at: number): number;
  y(value: number): number;
};

/** undefined when there is not one reading. */
export function drawCurve(
  points: readonly CurvePoint[],
  { from, to, width, height }: Frame,
): Drawn | undefined {
  const values = points.flatMap(({ value }) => (value === null ? [] : [value]));
  if (!values.length) return undefined;
  const [low, high] = [Math.min(...values), Math.max(...values)];
  // A flat curve is shown flat, in a frame of at least one degree.
  const spare = Math.max((high - low) * 0.12, (1 - (high - low)) / 2, 0);
  const x = (at: number) => ((at - from) / Math.max(1, to - from)) * width;
  const y = (value: number) => height - ((value - low + spare) / (high - low + 2 * spare)) * height;
  const runs = runsOf(points);
  const last = runs.at(-1)?.at(-1);
  return {
    line: runs.map((run) => pathOf(run, x, y)).join(''),
    end: last ? pathOf([last], x, y) : '',
    gaps: gapsOf(runs, { from, to }, x),
    low,
    high,
    x,
    y,
  };
}

type Read = { at: number; value: number };

/** Stretches of readings that follow each other; a pause of more than three usual steps parts them. */
function runsOf(points: readonly CurvePoint[]): Read[][] {
  const pause = 3 * usualStep(points);
  const runs: Read[][] = [];
  let run: Read[] = [];
  for (const { at, value } of points) {
    const last = run.at(-1);
    if (value === null || (last && at - last.at > pause)) {
      if (run.length) runs.push(run);
      run = [];
    }
    if (value !== null) run.push({ at, value });
  }
  return run.length ? [...runs, run] : runs;
}

function usualStep(points: readonly CurvePoint[]): number {
  const steps = points.slice(1).map(({ at }, i) => at - (points[i]?.at ?? at));
  return steps.sort((a, b) => a - b)[steps.length >> 1] ?? Number.POSITIVE_INFINITY;
}

function pathOf(run: readonly Read[], x: (at: number) => number, y: (value: number) => number): string {
  const spots = run.map(({ at, value }) => `${x(at).toFixed(1)} ${y(value).toFixed(1)}`);
  // A reading that stands alone is still to be seen.
  return spots.length === 1 ? `M${spots[0]}h0.1` : `M${spots.join('L')}`;
}

function gapsOf(
  runs: readonly Read[][],
  { from, to }: { from: number; to: number },
  x: (at: number) => number,
) {
  const ends = [from, ...runs.flatMap((run) => [run[0]?.at ?? from, run.at(-1)?.at ?? from]), to];
  const gaps: { x: number; width: number }[] = [];
  for (let i = 0; i + 1 < ends.length; i += 2) {
    const [start, end] = [ends[i] as number, ends[i + 1] as number];
    const width = x(end) - x(start);
    if (width >= 2) gaps.push({ x: x(start), width });
  }
  return gaps;
}
