/** Photographs follow the commands that name them, each on its own: one that can not be sent yet holds up no work. */
import { base64Of } from '../../shared/base64.ts';
import { db, type KeptPhoto } from '../keep/keep.ts';
import { verdict } from '../rules/queue.ts';
import { Failed, reach } from './reach.ts';

const patience = 60_000;

/** @throws Failed where the line, the login or the handheld has ended. */
export async function sendPhotos(by: string): Promise<void> {
  for (const photo of await waiting(by)) {
    const { document, hash } = photo;
    try {
      await reach(
        '/api/photos/keep',
        { id: document, hash, bytes: base64Of(photo.bytes) },
        undefined,
        patience,
      );
    } catch (error) {
      if (!(error instanceof Failed)) throw error;
      const { code, sentence } = error.failure;
      // Later, with another round: the rest would hear the same.
      if (code === 'photosMany' || code === 'tooMany') return;
      if (verdict(error.failure) !== 'refused') throw error;
      if (code !== 'photoUnnamed') {
        await db.photos.update([document, hash], { refused: { code, sentence } });
        continue;
      }
      // The step that named it was dropped by its keeper, or looked at again and is another by now.
    }
    await db.photos.delete([document, hash]);
  }
}

/** Signed, of this person, and named by nothing that still has to be sent first. */
async function waiting(by: string): Promise<KeptPhoto[]> {
  // In this order: what is signed between the two waits for the next round, and comes to the server never before its step.
  const signed = await db.photos.where('draft').equals('').toArray();
  const named = new Set((await db.queue.toArray()).flatMap(({ body }) => namesIn(body)));
  return signed.filter((photo) => photo.by === by && !photo.refused && !named.has(photo.hash));
}

/** A step names its photographs in a list, what a count saw has one each. */
function namesIn(body: object): string[] {
  const { photos = [], scans = [] } = body as { photos?: string[]; scans?: { photo?: string }[] };
  return [...photos, ...scans.flatMap(({ photo }) => photo ?? [])];
}
