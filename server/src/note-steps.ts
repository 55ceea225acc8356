/** Holds a step that notes what came by another paper against that paper, in the step's own act; and keeps a paper from being taken back while others rest on it. */
import type { Document } from '@changping/contracts/documents';
import { Fault } from '@changping/contracts/faults';
import { broughtBy, broughtIn, type Claim, isNoting, type Note, notesOf } from './domain/documents/noting.ts';
import type { PaperParts } from './papers.ts';
import type { Noted } from './store/noted.ts';

/** What goes with a step in its own act. */
type Besides = PaperParts['besides'];

export const noteSteps =
  (rows: Noted, next: Besides): Besides =>
  /** @throws Fault paperUnfit, paperNoted */
  (commit, document, action) => {
    if (action === 'correct') stays(rows, document);
    if (action === 'correct' || isNoting(action)) note(rows, document, isNoting(action));
    return next(commit, document, action);
  };

/** Judged is the step that is taken now. What a book noted before it was held against papers stands, as far as they bear it out. */
function note(rows: Noted, document: Document, isNew: boolean): void {
  const claims: Claim[] = [];
  const notes = notesOf(document);
  for (const [n, each] of notes.entries())
    claim(rows, document, each, claims, isNew && n === notes.length - 1);
  rows.keep(document.id, claims);
}

function stays(rows: Noted, paper: Document): void {
  const brought = broughtIn(paper);
  const broken = rows.of(paper.id).find(({ goods, quantity }) => quantity > (brought.get(goods) ?? 0));
  if (broken) throw new Fault('paperNoted', broken.by);
}

/** From each paper named what it has left, the first first; added to the claims of the steps before. */
function claim(
  rows: Noted,
  document: Document,
  { refs, wants, isShortFine }: Note,
  claims: Claim[],
  isJudged: boolean,
): void {
  for (const [goods, wanted] of wants) {
    let rest = wanted;
    for (const number of new Set(refs)) {
      const paper = rows.find(number);
      if (!paper) continue;
      const own = claims.filter((one) => one.paper === paper.id && one.goods === goods);
      const gone = own.reduce((sum, { quantity }) => sum + quantity, 0);
      const brought = broughtBy(paper, document).get(goods) ?? 0;
      const quantity = Math.min(rest, brought - gone - rows.byOthers(paper.id, goods, document.id));
      if (quantity <= 0) continue;
      claims.push({ paper: paper.id, goods, quantity });
      rest -= quantity;
    }
    if (isJudged && rest > 0 && !(isShortFine && rest < wanted))
      throw new Fault('paperUnfit', `${refs.join(' ')}: ${goods} ${wanted - rest} / ${wanted}`);
  }
}
