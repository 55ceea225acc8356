/** Which steps of a document still stand: a correction takes back one step, and both are history then. */
import type { Document } from '@changping/contracts/documents';

type Steps = Document['steps'];

export function undoneSteps(steps: Steps): ReadonlySet<number> {
  return new Set(steps.flatMap(({ undoes }, n) => (undoes === null ? [] : [undoes, n])));
}

/** The step that a correction would take back; undefined where none can be. */
export function lastToCorrect({
  steps,
  state,
}: Pick<Document, 'steps' | 'state'>): Steps[number] | undefined {
  if (state === 'cancelled' || state === 'refused') return undefined;
  const undone = undoneSteps(steps);
  const last = steps.filter((_, n) => !undone.has(n)).at(-1);
  return last?.action === 'open' ? undefined : last;
}
