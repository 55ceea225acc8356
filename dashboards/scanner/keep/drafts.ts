/** Counts that are not finished: each scan is on the disk before it is on the screen. */
import { withoutLast } from '../rules/gate-fill.ts';
import type { LotSaid } from '../rules/new-lots.ts';
import {
  type Counted,
  count,
  type Deed,
  type Goods,
  lacksWhy,
  type Manner,
  type Offer,
  type Paper,
  rowsOf,
  typed,
} from '../rules/tally.ts';
import { type Draft, db } from './keep.ts';

export const draftId = (document: string, action: string): string => `${document}:${action}`;

/** Read, change and keep as one, however fast the scans come. @returns what `change` answers beside the draft. */
async function change<Answer>(
  { document }: Paper,
  { action }: Offer,
  make: (draft: Draft) => { draft: Draft; answer: Answer },
): Promise<Answer> {
  const id = draftId(document.id, action);
  return db.transaction('rw', db.drafts, async () => {
    const before = (await db.drafts.get(id)) ?? {
      ...{ id, document: document.id, version: document.version, deeds: [], manner: null, key: null },
    };
    const { draft, answer } = make(before);
    await db.drafts.put(draft);
    return answer;
  });
}

/** The outcome a scan or a finger counts as unless another is chosen: the first that wants no reason. */
export const mannerOf = ({ outcomes }: Offer, draft: Pick<Draft, 'manner'> | undefined): Manner | null => {
  const plain = outcomes.find(({ reason, beyond }) => !reason && !beyond) ?? outcomes[0];
  return draft?.manner ?? (plain ? { as: plain.as } : null);
};

export const scanInto = (paper: Paper, offer: Offer, goods: Goods): Promise<Counted | null> =>
  change<Counted | null>(paper, offer, (draft) => {
    const manner = mannerOf(offer, draft);
    if (!manner) return { draft, answer: null };
    const answer = count(paper, offer, draft.deeds, goods, manner);
    return {
      draft: answer.ok ? { ...draft, deeds: [...draft.deeds, answer.deed], key: null } : draft,
      answer,
    };
  });

/** Fingers are faster than the page: what a tap means is made of what is kept, not of what was on the screen. */
export const addDeeds = (
  paper: Paper,
  offer: Offer,
  make: (deeds: readonly Deed[], manner: Manner | null) => readonly Deed[],
): Promise<void> =>
  change(paper, offer, (draft) => {
    const deeds = make(draft.deeds, mannerOf(offer, draft));
    return {
      draft: deeds.length ? { ...draft, deeds: [...draft.deeds, ...deeds], key: null } : draft,
      answer: undefined,
    };
  });

/** `make`: of what is counted of a line in the manner that is chosen, and of the room left on it, what it becomes. */
export const countOn = (
  paper: Paper,
  offer: Offer,
  line: number,
  make: (counted: number, room: number) => number,
): Promise<void> =>
  addDeeds(paper, offer, (deeds, manner) => {
    const rows = rowsOf(paper, offer, deeds);
    const row = rows.find((each) => each.line.n === line);
    if (!row || !manner || lacksWhy(offer, manner)) return [];
    const [counted, room] = [row.by[manner.as] ?? 0, row.target - row.counted];
    const quantity = Math.min(make(counted, room), counted + room);
    // A tap too many is nothing to take back.
    if (quantity === counted) return [];
    const deed = typed(rows, deeds, line, quantity, manner);
    return deed ? [deed] : [];
  });

export const undo = (paper: Paper, offer: Offer): Promise<void> =>
  change(paper, offer, (draft) => ({
    draft: { ...draft, deeds: withoutLast(draft.deeds), key: null },
    answer: undefined,
  }));

export const choose = (paper: Paper, offer: Offer, manner: Manner): Promise<void> =>
  change(paper, offer, (draft) => ({ draft: { ...draft, manner }, answer: undefined }));

/** Of a lot that comes with the goods. */
export const sayOf = (
  paper: Paper,
  offer: Offer,
  lot: string,
  make: (before: LotSaid | undefined) => LotSaid,
): Promise<void> =>
  change(paper, offer, (draft) => ({
    draft: { ...draft, lots: { ...draft.lots, [lot]: make(draft.lots?.[lot]) }, key: null },
    answer: undefined,
  }));

/** The keeper has looked at what changed. */
export const looked = (paper: Paper, offer: Offer): Promise<void> =>
  change(paper, offer, (draft) => ({
    draft: { ...draft, version: paper.document.version, key: null },
    answer: undefined,
  }));

/** What was sent and may have been done goes again under the same key. */
export const keyFor = (paper: Paper, offer: Offer, fresh: string): Promise<string> =>
  change(paper, offer, (draft) => {
    const key = draft.key ?? fresh;
    return { draft: { ...draft, key }, answer: key };
  });
