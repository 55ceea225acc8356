/** What documents of the store owe and has not come in time: told from what the device keeps, so that it is known without a line, also of what became late since. */
import type { Paper } from './tally.ts';

type Step = Paper['document']['steps'][number];
type Owed = Step['owes'][number];
type Owing = Pick<Paper['document'], 'id' | 'number' | 'owes'> & {
  steps: readonly Pick<Step, 'by' | 'second' | 'owes'>[];
};
export type Late = { id: string; number: string; what: Owed['what']; who: string; since: number };

/** What has been late longest first. @param now by the server's clock. */
export function lateOf(documents: readonly Owing[], now: number): Late[] {
  return documents
    .flatMap(({ id, number, owes, steps }) =>
      owes
        .filter(({ dueAt }) => now > dueAt)
        .map(({ what, dueAt }): Late => ({ id, number, what, who: whoOwes(what, steps), since: dueAt })),
    )
    .sort((one, other) => one.since - other.since);
}

/** Whoever took the goods signed beside; of anything else whoever brought it about. */
function whoOwes(what: Owed['what'], steps: Owing['steps']): string {
  const step = steps.find(({ owes }) => owes.some((owed) => owed.what === what));
  return step?.second ?? step?.by ?? '';
}
