/** A revoked handheld: what was not sent is handed over for a person to look at, then everything it keeps is wiped. */
import { db } from '../keep/keep.ts';
import { Failed, reach } from './reach.ts';

const mark = 'handheld-revoked';
const refused = 'handheld-not-taken';
/** How much went with the wipe and is with nobody. */
export type Lost = { commands: number; photos: number };
export const isRevoked = (): boolean => localStorage.getItem(mark) !== null;
export function lostOf(): Lost {
  const [commands = 0, photos = 0] = (localStorage.getItem(mark) ?? '').split(' ').map(Number);
  return { commands, photos };
}
export const isWelcome = (): void => localStorage.removeItem(mark);

/** A line that breaks midway leaves the rest for the next contact: the server keeps each once. */
export async function giveUp(): Promise<void> {
  for (const { epoch, seq, by, at, command, body } of await db.queue.orderBy('seq').toArray()) {
    // Whoever signs beside the keeper may have typed a password.
    const told = { ...body, second: undefined };
    try {
      await reach('/api/handhelds/leftover', {
        ...{ epoch, seq, by, signedAt: at, sentAt: Date.now(), command, body: told },
      });
    } catch (error) {
      if (!(error instanceof Failed)) throw error;
      if (error.failure.status === 0 || error.failure.retry) return;
      // The server will never take it. A line that breaks after this must not make it forgotten.
      localStorage.setItem(refused, `${Number(localStorage.getItem(refused)) + 1}`);
    }
    await db.queue.delete(seq);
  }
  // A handheld that is heard no more brings no pictures: what they show nobody would believe.
  const lost = [Number(localStorage.getItem(refused)), await db.photos.count()];
  const lang = localStorage.getItem('lang');
  localStorage.clear();
  if (lang !== null) localStorage.setItem('lang', lang);
  localStorage.setItem(mark, lost.join(' '));
  // Other tabs let go of it by themselves.
  await db.delete({ disableAutoOpen: true });
  location.replace('/scanner/');
}
