/** What documents of the store owe and has not come in time: told from what the device keeps, so that it is known without a line, also of what became late since. */
import type { Paper } from './tally.ts';

type Step = Paper['document']['steps'][number];
type Owed = Step['owes'][number];
type Owing = Pick<Paper, 'photosOwed'> & {
  document: Pick<Paper['document'], 'id' | 'number' | 'owes'> & {
    steps: readonly Pick<Step, 'by' | 'second' | 'owes'>[];
  };
};
export type Late = { id: string; number: string; what: Owed['what']; who: string; since: number };

/** What has been late longest first. @param now by the server's clock. */
export function lateOf(papers: readonly Owing[], now: number): Late[] {
  return papers
    .flatMap(({ document: { id, number, owes, steps }, photosOwed = [] }) =>
      [
        ...owes.map(({ what, dueAt }) => ({ what, dueAt, who: whoOwes(what, steps) })),
        ...firstOfEach(photosOwed),
      ]
        .filter(({ dueAt }) => now > dueAt)
        .map(({ what, who, dueAt }): Late => ({ id, number, what, who, since: dueAt })),
    )
    .sort((one, other) => one.since - other.since);
}

/** Whoever took the goods signed beside; of anything else whoever brought it about. */
function whoOwes(what: Owed['what'], steps: Owing['document']['steps']): string {
  const step = steps.find(({ owes }) => owes.some((owed) => owed.what === what));
  return step?.second ?? step?.by ?? '';
}

/** However many of one person: he sends all of them at once. */
const firstOfEach = (owed: NonNullable<Paper['photosOwed']>) =>
  owed
    .filter(({ by }, n) => owed.findIndex((one) => one.by === by) === n)
    .map(({ by, dueAt }) => ({ what: 'photo' as const, dueAt, who: by }));
