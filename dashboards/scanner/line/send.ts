/** Sends what waits, one after another, in one tab at a time. A command leaves the queue in the moment its answer is kept; whatever broke on the way is sent again under its key. */
import type { CommandAnswer } from '@changping/contracts/http-commands';
import { db } from '../keep/keep.ts';
import { next, type Queued, rebased, verdict } from '../rules/queue.ts';
import { keepPaper } from './fill.ts';
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
    const answer = await tell(one);
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

/** After one was dropped or the document was looked at again: those behind it expect its version. */
export async function rebase(document: string, version: number): Promise<void> {
  await db.transaction('rw', db.queue, async () => {
    await db.queue.bulkPut(rebased(await db.queue.toArray(), document, version));
  });
}
