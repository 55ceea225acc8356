/** Puts kits together, fills them and takes pieces out of them. It wants the line: whether a piece is in another kit only the server knows. */
import type { CommandAnswer, CommandBody } from '@changping/contracts/http-commands';
import { db, fact, type Kit, keepFact } from '../keep/keep.ts';
import { reach } from './reach.ts';

type Kitting = '/api/kits/assemble' | '/api/kits/add' | '/api/kits/take-out';

/** @throws Failed */
export async function changeKit<C extends Kitting>(command: C, body: CommandBody<C>): Promise<Kit> {
  const kit = await reach<CommandAnswer<C>>(command, body);
  await db.transaction('rw', db.facts, async () => {
    const others = ((await fact('kits')) ?? []).filter(({ id }) => id !== kit.id);
    await keepFact('kits', [...others, kit]);
  });
  return kit;
}
