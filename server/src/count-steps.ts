/** What goes with a step in its own act: the book is frozen when a count starts, and what a count found is listed on the hand-over that it is attached to, for both keepers to sign. */
import { documentTypes, outcomes } from '@changping/contracts/document-words';
import type { Document, Line } from '@changping/contracts/documents';
import { Fault } from '@changping/contracts/faults';
import type { Instant } from '@changping/contracts/units';
import type { OpenCommit } from './store/book.ts';
import type { Counts } from './store/counts.ts';
import type { Documents } from './store/documents.ts';

export type CountStepParts = {
  rows: Pick<Counts, 'run' | 'start' | 'close' | 'idOf'>;
  documents: Pick<Documents, 'find'>;
  now(): Instant;
};

export const countSteps =
  ({ rows, documents, now }: CountStepParts) =>
  (commit: OpenCommit, document: Document, action: string): Document => {
    if (document.type === 'handOver' && action === 'attachCount') return withCount(document, counted);
    const run = document.type === 'count' ? rows.run(document.id) : undefined;
    if (!run) return document;
    if (action === 'start') rows.start(run, commit, now());
    if (action === 'post') rows.close(run, now());
    // What was posted was taken back: it waits for the approver again.
    if (action !== 'correct' || document.state === 'closed') return document;
    rows.close(run, null);
    // What differed is not for those who may be asked to count again.
    return { ...document, lines: document.lines.filter(({ item }) => item !== null) };

    function counted(number: string): Document | undefined {
      const id = rows.idOf(number);
      return id === undefined ? undefined : documents.find(id);
    }
  };

/** @throws Fault documentNeeds where the count is none of this store, or not posted yet. */
function withCount(document: Document, counted: (number: string) => Document | undefined): Document {
  const number = document.steps.at(-1)?.refs[0]?.trim() ?? '';
  const count = counted(number);
  if (count?.type !== 'count' || count.site !== document.site || count.state !== 'closed')
    throw new Fault(
      'documentNeeds',
      `须附本库已入账的盘点单。 it takes a count of this store that is posted: "${number}"`,
    );
  const found = count.lines.flatMap(itemOf);
  const none = `${documentTypes.count.join(' ')} ${number} · 账实相符 no difference`;
  const lines = (found.length ? found : [none]).map(
    (item, i): Line => ({
      ...{ n: document.lines.length + i + 1, of: null, kind: null, item, lot: null, piece: null },
      ...{ wanted: 1, from: null, to: null, done: {} },
    }),
  );
  return { ...document, lines: [...document.lines, ...lines] };
}

function itemOf({ kind, lot, piece, from, to, done }: Line): string[] {
  if (kind === null || !from || !to) return [];
  return (Object.entries(done) as [keyof typeof outcomes, number][]).map(
    ([as, quantity]) =>
      `${outcomes[as].join(' ')} · ${piece ?? lot} × ${quantity} · ${from.place} → ${to.place}`,
  );
}
