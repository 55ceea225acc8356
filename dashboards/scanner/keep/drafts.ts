/** Counts that are not finished: each scan is on the disk before it is on the screen. */
import { withoutLast } from '../rules/gate-fill.ts';
import type { LotSaid } from '../rules/new-lots.ts';
import {
  type Counted,
  count,
  type Deed,
  type Goods,
  type Manner,
  type Offer,
  type Paper,
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

/** The outcome a scan counts as unless another is chosen: the first that wants no reason. */
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

export const addDeed = (paper: Paper, offer: Offer, deed: Deed): Promise<void> =>
  addDeeds(paper, offer, [deed]);

export const addDeeds = (paper: Paper, offer: Offer, deeds: readonly Deed[]): Promise<void> =>
  change(paper, offer, (draft) => ({
    draft: { ...draft, deeds: [...draft.deeds, ...deeds], key: null },
    answer: undefined,
  }));

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
