/** What the handheld says of itself with every request: which memory it has, how much it keeps unsent, and of a command its number, when it was signed, and what it was made for. */
import { db, fact } from '../keep/keep.ts';
import type { Queued } from '../rules/queue.ts';

export type Sending = Pick<Queued, 'seq' | 'epoch' | 'at' | 'baseVersion'>;

export async function wordOf(sending: Sending | undefined): Promise<Record<string, string>> {
  const epoch = sending?.epoch ?? (await fact('device'))?.epoch;
  if (epoch === undefined) return {};
  const parts = [`epoch=${epoch}`, `unsent=${await db.queue.count()}`];
  if (sending) {
    const { seq, at, baseVersion } = sending;
    // Both by this clock, however wrong it is: the server counts the time between.
    parts.push(`seq=${seq}`, `signed=${at}`, `sent=${Date.now()}`);
    if (baseVersion !== null) parts.push(`base=${baseVersion}`);
  }
  return { 'x-handheld': parts.join(';') };
}
