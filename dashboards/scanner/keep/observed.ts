/** Observations of a count on the disk: in the queue until the server has them, and in a list of the device's own so that it goes on showing what it has noted. */
import {
  type Batch,
  type Cover,
  holding,
  joined,
  joins,
  lessened,
  type Observation,
} from '../rules/observe.ts';
import { db, fact, keepFact, newId, queueUp, signedOff } from './keep.ts';

export type Noted = Observation & { document: string; round: number; seq: number };
/** The photograph for the next observation waits under this name. */
export const lookOf = (document: string): string => `${document}:look`;
export type Of = { document: string; number: string; round: number; by: string };

/** Kept once this resolves. */
export async function observe(of: Of, scan: Observation | null, cover: Cover | null): Promise<void> {
  await db.transaction('rw', [db.queue, db.facts, db.drafts, db.noted, db.photos], async () => {
    const { document, number, round, by } = of;
    const open = joins(await db.queue.where('document').equals(document).toArray(), document, round, by);
    if (open) await db.queue.update(open.seq, { body: joined(open.body, scan, cover) });
    else {
      // The device's own name comes with its first command.
      const known = (await fact('device')) ?? { device: newId(), epoch: newId(), next: 1 };
      await keepFact('device', known);
      const none: Batch = { id: document, device: known.device, round, scans: [], covered: [] };
      await queueUp({
        ...{
          command: '/api/counts/add',
          body: joined(none, scan, cover),
          key: newId(),
          by,
          document,
          number,
        },
        ...{ baseVersion: null, at: Date.now() },
      });
    }
    if (scan?.photo) await signedOff(lookOf(document), by);
    if (scan) await db.noted.put({ ...scan, document, round, seq: (await db.noted.count()) + 1 });
  });
}

/** Takes the last one back: out of the queue where it has not left, else the server is told to set it aside. */
export async function takeBack({ document, number, round, by }: Of, reason: string): Promise<void> {
  await db.transaction('rw', [db.queue, db.facts, db.drafts, db.noted, db.photos], async () => {
    const last = (await db.noted.where('document').equals(document).sortBy('seq'))
      .filter((each) => each.round === round)
      .at(-1);
    if (!last) return;
    const open = holding(await db.queue.where('document').equals(document).toArray(), last.id);
    const body = open && lessened(open.body, last.id);
    if (body) await db.queue.update(open.seq, { body });
    else if (open) await db.queue.delete(open.seq);
    else
      await queueUp({
        ...{ command: '/api/counts/set-aside', body: { id: document, scans: [last.id], reason } },
        ...{ key: newId(), by, document, number, baseVersion: null, at: Date.now() },
      });
    await db.noted.delete(last.id);
    if (open && last.photo) await db.photos.update([document, last.photo], { draft: lookOf(document) });
  });
}
