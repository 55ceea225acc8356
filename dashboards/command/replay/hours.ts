/** Which times of the clock stand under a stretch of time: at round steps, as few as can be read. */

const minute = 60_000;
const steps = [1, 2, 5, 10, 15, 30, 60, 180].map((minutes) => minutes * minute);
const most = 9;

/** Those at the very ends would be cut. */
export function hoursOf(from: number, to: number): number[] {
  const edge = (to - from) / 48;
  const every = steps.find((step) => (to - from) / step < most) ?? to - from;
  const first = Math.ceil((from + edge) / every) * every;
  return Array.from({ length: most }, (_, i) => first + i * every).filter((moment) => moment < to - edge);
}
