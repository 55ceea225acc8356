/** Which report is made next: one at a time of those who work here, in turns, so that whoever orders four waits for everybody else after the first. A partner's or a guest's is begun when nothing else is made, and holds up nobody who works here. */

/** `turn`: which one it was of all that were begun; 0: it waits. */
export type Ordered = { person: string; isOutsider: boolean; turn: number };

/** @param all in the order they came, also those that are through. @returns those to begin now. */
export function nextJobs<Job extends Ordered>(
  all: readonly Job[],
  isRunning: (job: Job) => boolean,
  isWaiting: (job: Job) => boolean,
): Job[] {
  const running = all.filter(isRunning);
  const lastOf = (name: string) =>
    Math.max(0, ...all.filter(({ person }) => person === name).map(({ turn }) => turn));
  const inTurn = all
    .filter(isWaiting)
    .map((job) => ({ job, last: lastOf(job.person) }))
    .sort((a, b) => a.last - b.last)
    .map(({ job }) => job);
  const begun: Job[] = [];
  for (const job of inTurn) {
    const busy = [...running, ...begun];
    if (busy.every(({ isOutsider }) => isOutsider && !job.isOutsider)) begun.push(job);
  }
  return begun;
}
