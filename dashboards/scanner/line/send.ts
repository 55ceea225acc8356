/** Sends what waits, one after another, in one tab at a time. A command leaves the queue in the moment its answer is kept; whatever broke on the way is sent again under its key. */
import { countTroubles } from '@changping/contracts/count-words';
import type { CommandAnswer } from '@changping/contracts/http-commands';
import { and } from '../../shared/words/and.ts';
import { countEn } from '../../shared/words/count-en.ts';
import { countZh } from '../../shared/words/count-zh.ts';
import { db } from '../keep/keep.ts';
import { left } from '../rules/observe.ts';
import { isPieceWork, next, type PieceWork, type Queued, rebased, verdict } from '../rules/queue.ts';
import { keepPaper, keepPiece } from './fill.ts';
import { Failed, type Failure, reach } from './reach.ts';

export type Sent = 'all' | 'later' | 'comeIn' | 'reread' | 'wipe';

export const sendAll = (by: string): Promise<Sent> =>
  // Without TLS a browser has no locks; then two tabs may send the same, which the keys make harmless.
  navigator.locks ? navigator.locks.request('changping-send', () => run(by)) : run(by);

async function run(by: string): Promise<Sent> {
  for (;;) {
    const one = next(await db.queue.toArray(), by);
    if (!one) return 'all';
    await db.queue.update(one.seq, { isInDoubt: true });
    // What was seen a moment ago may have joined it; from now on nothing does.
    const answer = await tell((await db.queue.get(one.seq)) ?? one);
    if (answer === 'done') continue;
    const means = verdict(answer);
    // No answer leaves the doubt; any other ends it.
    if (answer.status !== 0) await db.queue.update(one.seq, { isInDoubt: false });
    if (means === 'later' || means === 'comeIn' || means === 'reread' || means === 'wipe') return means;
    const { code, sentence, detail } = answer;
    await db.queue.update(one.seq, { refused: { code, sentence, ...(detail ? { detail } : {}) } });
  }
}

async function tell(one: Queued): Promise<'done' | Failure> {
  let paper: CommandAnswer<'/api/documents/open'>;
  try {
    if (one.command === '/api/counts/add') return await tellSeen(one);
    if (one.command === '/api/counts/set-aside') {
      await reach(one.command, one.body, one);
      await db.queue.delete(one.seq);
      return 'done';
    }
    if (isPieceWork(one)) return await tellPiece(one);
    paper = await reach(one.command, one.body, one);
  } catch (error) {
    if (error instanceof Failed) return error.failure;
    throw error;
  }
  await db.transaction('rw', db.queue, db.papers, db.facts, async () => {
    await db.queue.delete(one.seq);
    await keepPaper(paper, paper.steps.length > 0);
  });
  return 'done';
}

async function tellPiece(one: Extract<Queued, PieceWork>): Promise<'done'> {
  const piece = await reach<CommandAnswer<'/api/pieces/bind'>>(one.command, one.body, one);
  await db.transaction('rw', db.queue, db.pieces, async () => {
    await db.queue.delete(one.seq);
    await keepPiece(piece);
  });
  return 'done';
}

/** What was not taken stays, with the reason; the rest is with the server, which says how far its book has come. */
async function tellSeen(one: Extract<Queued, { command: '/api/counts/add' }>): Promise<'done' | Failure> {
  const { refused, head } = await reach<CommandAnswer<'/api/counts/add'>>(one.command, one.body, one);
  await db.transaction('rw', db.queue, db.sheets, async () => {
    await db.sheets.where('id').equals(one.document).modify({ head });
    if (!refused.length) return db.queue.delete(one.seq);
    const whys = [...new Set(refused.map(({ why }) => why))];
    const told = (at: 0 | 1) => whys.map((why) => countTroubles[why][at]).join(and[at]);
    const sentence = {
      zh: countZh.refused(refused.length, told(0)),
      en: countEn.refused(refused.length, told(1)),
    };
    return db.queue.update(one.seq, {
      ...{ body: left(one.body, refused), refused: { code: 'countLines', sentence }, isInDoubt: false },
    });
  });
  return 'done';
}

/** After one was dropped or the document was looked at again: those behind it expect its version. */
export async function rebase(document: string, version: number): Promise<void> {
  await db.transaction('rw', db.queue, async () => {
    await db.queue.bulkPut(rebased(await db.queue.toArray(), document, version));
  });
}
