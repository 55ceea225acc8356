/** What goes with a step in its own act: the book is frozen when a count starts, and what the counts of a hand-over found is listed on it, for both keepers to sign. */
import type { Outcome } from '@changping/contracts/document-words';
import type { Document, Found, Line } from '@changping/contracts/documents';
import { Fault } from '@changping/contracts/faults';
import type { Instant } from '@changping/contracts/units';
import { openedAt, type Unfit, uncounted, unfit } from './domain/count/handed-over.ts';
import type { OpenCommit } from './store/book.ts';
import type { Counts } from './store/counts.ts';
import type { Documents } from './store/documents.ts';
import { attachedIn, type HandOverCount, type HandOverCounts } from './store/hand-over-counts.ts';

export type CountStepParts = {
  rows: Pick<Counts, 'run' | 'start' | 'close'>;
  documents: Pick<Documents, 'find'>;
  handing: HandOverCounts;
  now(): Instant;
};

export const countSteps =
  ({ rows, documents, handing, now }: CountStepParts) =>
  (commit: OpenCommit, document: Document, action: string): Document => {
    if (document.type === 'handOver') return handOver(document, action);
    const run = document.type === 'count' ? rows.run(document.id) : undefined;
    if (!run) return document;
    if (action === 'start') rows.start(run, commit, now());
    if (action === 'post') rows.close(run, now());
    // What was posted was taken back: it waits for the approver again.
    if (action !== 'correct' || document.state === 'closed') return document;
    rows.close(run, null);
    // What differed is not for those who may be asked to count again.
    return { ...document, lines: document.lines.filter(({ item }) => item !== null) };

    /** A posting can be taken back until it is approved on. @throws Fault documentNeeds */
    function handOver(document: Document, action: string): Document {
      if (action === 'correct') return withAttached(document);
      if (action === 'approve') fitting(document, handing);
      // What came since the counts were attached is the newcomer's to answer for as soon as both have signed.
      if (action === 'handOver') proved(document, handing);
      if (action !== 'attachCount') return document;
      notOfNothing(document, handing);
      const listed = new Set(document.lines.flatMap(({ item, found }) => (found ? item : [])));
      const counts = proved(document, handing).filter(({ number }) => !listed.has(number));
      return withFound(
        document,
        counts.map((count) => ({ ...count, lines: documents.find(count.id)?.lines ?? [] })),
      );
    }
  };

/** Counts that may stand for the hand-over. @throws Fault documentNeeds where one is none of this store, or may not. */
function fitting(document: Document, handing: HandOverCounts): HandOverCount[] {
  const numbers = attachedIn(document.steps);
  const known = new Map(handing.of(document, { numbers }).map((each) => [each.number, each]));
  return numbers.map((number) => {
    const count = known.get(number);
    const why = count ? unfit(count, openedAt(document)) : 'notPosted';
    if (!count || why) throw needs(why ?? 'notPosted', number);
    return count;
  });
}

/** @throws Fault documentNeeds also where they leave a place out, by its name. */
function proved(document: Document, handing: HandOverCounts): HandOverCount[] {
  const counts = fitting(document, handing);
  const missing = uncounted(handing.handedOver(document).lying, counts);
  if (!missing.length) return counts;
  const told = [...missing.slice(0, toldMost), ...(missing.length > toldMost ? ['…'] : [])].join(' ');
  throw new Fault(
    'documentNeeds',
    `还有 ${missing.length} 处未盘："${told}"，要交接的须全部盘到。 not counted yet: "${told}", and all that is handed over must be`,
  );
}

/** One empty bin that is named would else stand for a full store. @throws Fault documentNeeds */
function notOfNothing(document: Document, handing: HandOverCounts): void {
  const { places, lying } = handing.handedOver(document);
  if (!places.length || lying.length) return;
  const told = places.slice(0, toldMost).join(' ');
  throw new Fault(
    'documentNeeds',
    `本单只交接"${told}"，而那里没有物资。请取消后另开：写有物资的库区或货位，都不写即交接全库。 it hands over only "${told}", where nothing lies: cancel it and open one that names places with goods, or none for the whole store`,
  );
}

/** Places named in a refusal. */
const toldMost = 12;

const sentences: Record<Unfit, (number: string) => string> = {
  notPosted: (n) =>
    `须附本库已入账的盘点单，“${n}”不是。 it takes a count of this store that is posted: "${n}"`,
  before: (n) => `“${n}”早于本交接单，开单之后须重新盘点。 begun before this hand-over was opened: "${n}"`,
  attached: (n) => `“${n}”已附在另一张交接单上。 another hand-over rests on it: "${n}"`,
};
const needs = (why: Unfit, number: string): Fault => new Fault('documentNeeds', sentences[why](number));

/** Of each count what it saw, and below it where it differed. */
function withFound(
  document: Document,
  counts: readonly (HandOverCount & { lines: readonly Line[] })[],
): Document {
  const found = counts.flatMap(({ number, places, kinds, lines }) => {
    const differences = lines.flatMap(foundOn);
    const seen = { places, kinds, isAlike: differences.length === 0 };
    return [seen, ...differences].map((each) => [number, each] as const);
  });
  const lines = found.map(
    ([item, found], i): Line => ({
      ...{ n: document.lines.length + i + 1, of: null, kind: null, item, lot: null, piece: null },
      ...{ wanted: 1, from: null, to: null, found, done: {} },
    }),
  );
  return { ...document, lines: [...document.lines, ...lines] };
}

/** What counts found that it rests on no more is not there to be signed. They stand last, so no line changes its number. */
function withAttached(document: Document): Document {
  const attached = new Set(attachedIn(document.steps));
  const lines = document.lines.filter(({ item, found }) => !found || (item !== null && attached.has(item)));
  return { ...document, lines };
}

function foundOn({ kind, lot, piece, from, to, done }: Line): Found[] {
  if (kind === null || !from || !to) return [];
  const goods = { kind, lot, piece, from: from.place, to: to.place };
  return (Object.entries(done) as [Outcome, number][]).map(([as, quantity]) => ({ as, ...goods, quantity }));
}
