/** What is in a kit goes onto the hand-out that is being filled in, each piece once. */
import { db, fact, type Kit, keepFact } from '../keep/keep.ts';
import { nothing, take } from '../rules/going.ts';
import { linesOf } from '../rules/kit.ts';

export const handOutKit = (kit: Kit): Promise<void> =>
  db.transaction('rw', db.facts, async () => {
    const all = (await fact('going')) ?? {};
    const handOut = linesOf(kit).reduce((going, line) => take(going, line).going, all.handOut ?? nothing);
    await keepFact('going', { ...all, handOut });
  });
