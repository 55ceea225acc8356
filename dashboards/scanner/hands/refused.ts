/** What a keeper may do about a command that the server sent back. */
import { documentActions } from '@changping/contracts/document-words';
import { countEn } from '../../shared/words/count-en.ts';
import { countZh } from '../../shared/words/count-zh.ts';
import { shelfEn } from '../../shared/words/shelf-en.ts';
import { shelfZh } from '../../shared/words/shelf-zh.ts';
import { draftId } from '../keep/drafts.ts';
import { db, fact, keepFact, newId } from '../keep/keep.ts';
import { fillPaper } from '../line/fill.ts';
import { rebase } from '../line/send.ts';
import { type FreshType, freshOf } from '../rules/fresh.ts';
import { type GoingType, goingOf, take } from '../rules/going.ts';
import { saidIn } from '../rules/new-lots.ts';
import { isOpening, isPieceWork, type Queued, withoutLot, withWhy } from '../rules/queue.ts';

/** The count goes back onto the document as it is now, to be looked at and sent anew. @throws Failed without a line. */
export async function lookAgain(one: Queued): Promise<void> {
  const { document, body } = one;
  await fillPaper(document, true);
  const paper = (await db.papers.get(document))?.paper;
  if (!paper || !('action' in body)) return drop(one);
  const { action, portions = [], photos = [], lots } = body;
  const id = draftId(document, action);
  await db.transaction('rw', db.drafts, db.queue, db.photos, async () => {
    if (!(await isRefused(one))) return;
    const before = await db.drafts.get(id);
    const deeds = [...portions.map((portion) => ({ do: 'add', portion }) as const), ...(before?.deeds ?? [])];
    const manner = before?.manner ?? null;
    // Of no version yet: the keeper has to look at what is left before it can be sent.
    const said = { ...saidIn(lots), ...before?.lots };
    await db.drafts.put({ id, document, version: 0, deeds, manner, key: null, lots: said });
    await db.photos.bulkUpdate(photos.map((hash) => ({ key: [document, hash], changes: { draft: id } })));
    await db.queue.delete(one.seq);
  });
  await rebase(document, paper.document.version);
}

/** Whether a document that was not opened goes back to the page it came from. */
export const canEdit = ({ command, body }: Queued): boolean =>
  command === '/api/documents/open' && (isGoing(body.type) || isFresh(body.type));
const isGoing = (type: string): type is GoingType => /^(?:transfer|handOut|inspection)$/.test(type);
const isFresh = (type: string): type is FreshType =>
  /^(?:goodsIn|putAway|return|emergencyPurchase)$/.test(type);

/** What was scanned goes back onto the page it was scanned on, to be changed and asked for again; what followed it goes. @returns the type of that page. */
export async function editAgain(one: Queued): Promise<string | undefined> {
  if (one.command !== '/api/documents/open') return undefined;
  const { body } = one;
  const { type } = body;
  await db.transaction('rw', [db.facts, db.queue, db.papers, db.drafts, db.photos], async () => {
    if (!(await isRefused(one))) return;
    if (isGoing(type)) {
      const all = (await fact('going')) ?? {};
      const back = goingOf(body);
      const lines = all[type]?.lines ?? [];
      const merged = lines.reduce((going, line) => take(going, line).going, back);
      await keepFact('going', { ...all, [type]: merged });
    } else if (isFresh(type)) {
      const { lines, head } = freshOf(body);
      const [fresh, heads] = [(await fact('fresh')) ?? {}, (await fact('heads')) ?? {}];
      await keepFact('fresh', { ...fresh, [type]: [...lines, ...(fresh[type] ?? [])] });
      await keepFact('heads', { ...heads, [type]: head });
    }
    await drop(one);
  });
  return type;
}

/** The same again, for the document as it is now. Under a new key where the server has judged it. @throws Failed without a line. */
export async function tryAgain(one: Queued): Promise<void> {
  if (one.command === '/api/documents/step') {
    await fillPaper(one.document, true);
    const key = newId();
    const fresh = { ...one, key, body: { ...one.body, key }, refused: null, isInDoubt: false };
    await putBack({ ...fresh, ...(await signedAnew(one)) } as Queued);
    const paper = (await db.papers.get(one.document))?.paper;
    if (paper) await rebase(one.document, paper.document.version);
  } else await putBack({ ...one, refused: null, ...(await signedAnew(one)) });
}

const putBack = (one: Queued): Promise<void> =>
  db.transaction('rw', db.queue, async () => {
    if (await isRefused(one)) await db.queue.put(one);
  });

/** Its card may stand a moment longer than it does: what has been sent meanwhile, or is on its way, must not be sent under another key. */
const isRefused = async ({ seq }: Queued): Promise<boolean> => Boolean((await db.queue.get(seq))?.refused);

/** The same again, with the reason why those lots are taken though others end first. */
export const sayWhy = (one: Queued, why: string): Promise<void> => tryAgain(withWhy(one, why));

/** The same again, with nothing said of a lot that the book has otherwise. */
export const byBook = (one: Queued, lot: string): Promise<void> => tryAgain(withoutLot(one, lot));

/** The keeper has looked at it now. What came from a memory before this one is of this one from here on. */
async function signedAnew({ epoch }: Queued): Promise<Pick<Queued, 'at' | 'epoch'>> {
  return { at: Date.now(), epoch: (await fact('device'))?.epoch ?? epoch };
}

/** It is gone; what was counted on top of it counts from what the document was before. A document that was never opened takes its steps along. */
export async function drop(one: Queued): Promise<void> {
  await db.transaction('rw', db.queue, db.papers, db.drafts, db.photos, async () => {
    await db.queue.delete(one.seq);
    if (!isOpening(one)) return;
    await db.queue.where('document').equals(one.document).delete();
    await db.drafts.where('document').equals(one.document).delete();
    await db.photos.where('document').equals(one.document).delete();
    await db.papers.delete(one.document);
  });
  const paper = (await db.papers.get(one.document))?.paper;
  if (paper) await rebase(one.document, paper.document.version);
}

/** What it is about, for a card. */
export const wordOf = (one: Queued, at: 0 | 1): string =>
  one.command === '/api/documents/step'
    ? documentActions[one.body.action][at]
    : one.command === '/api/counts/add'
      ? (at === 0 ? countZh : countEn).observed
      : one.command === '/api/counts/set-aside'
        ? (at === 0 ? countZh : countEn).setAside
        : isPieceWork(one)
          ? (at === 0 ? shelfZh : shelfEn)[
              one.command.slice('/api/pieces/'.length) as 'bind' | 'open' | 'close'
            ]
          : documentActions.open[at];
