/**
 * Photographs of documents: taken in where a signed step names them by their hash, or ahead of it from whoever may take the next, and shown to nobody who may not see that document.
 * Why ahead: what is signed at a desk is proved when it is signed; a handheld in a cellar alone signs first and sends the picture when there is a line.
 * Why anyone in scope may bring the bytes: what they are was settled by whoever signed the hash. Why they are asked for once for each
 * document although the file is kept once: whoever knows a hash alone must not get to see it by naming it in a document of the own.
 * Bytes stay as they were signed, or the hash would prove nothing; the handheld takes the camera's own notes (place, serial number) off before.
 */
import { webcrypto } from 'node:crypto';
import type { Document } from '@changping/contracts/documents';
import { Fault } from '@changping/contracts/faults';
import type { Answer } from '@changping/contracts/http';
import type { CommandAnswer } from '@changping/contracts/http-commands';
import { type PhotoType, photoBytesMost } from '@changping/contracts/http-photos';
import type { Instant } from '@changping/contracts/units';
import { dayMs, isWithinDay, photoTypeOf } from './domain/photo.ts';
import type { Brought, Head } from './edge/http/commands.ts';
import { actorOf } from './entrance.ts';
import type { Acts } from './store/acts.ts';
import type { PhotoFiles } from './store/photo-files.ts';
import type { PhotoRow, Photos } from './store/photos.ts';
import type { Asker } from './store/sessions.ts';

export type PhotoDesk = {
  deeds: {
    '/api/photos/keep'(
      body: Brought<'/api/photos/keep'>,
      asker: Asker,
    ): Promise<CommandAnswer<'/api/photos/keep'>>;
  };
  /** Asked before the bytes are read. @throws Fault notFound, photoUnnamed */
  mayKeep(head: Head<'/api/photos/keep'>, asker: Asker): void;
  list(id: string, asker: Asker): Promise<Answer<'/api/documents/{id}/photos'>>;
  /** @throws Fault notFound, also where it is of a store out of scope or has not come. */
  file(id: string, hash: string, asker: Asker): Promise<{ type: PhotoType; bytes: Uint8Array }>;
};
export type PhotoParts = {
  rows: Photos;
  files: PhotoFiles;
  acts: Acts;
  /** @throws Fault notFound, also where it is of a store out of scope. */
  found(id: string, asker: Asker): Document;
  /** Is there a step that this one may take? */
  mayStep(document: Document, asker: Asker): boolean;
  /** What a blind count saw is told of no earlier than its observations are. @throws Fault */
  mayCompare(id: string, asker: Asker): Promise<unknown>;
  now(): Instant;
};

/** May a step name these? Those that are here, and of a handheld those that will follow. In a demo every browser may be one. @throws Fault photoNotHere */
export const photosNamed =
  (rows: Pick<Photos, 'find'>, hasSamples: boolean) =>
  (document: string, hashes: readonly string[], { handheld }: Asker): void => {
    const missing = hashes.find((hash) => !rows.find(document, hash));
    if (missing !== undefined && !handheld && !hasSamples)
      throw new Fault('photoNotHere', missing.slice(0, 8));
  };

/** Steps that judge what others have shown. */
const judging = new Set(['approve', 'checkAgain']);

/** A handheld may sign first and send later; nobody says yes to what is not here to be seen. @throws Fault photoAwaited */
export const photosSeen =
  (rows: Pick<Photos, 'find'>) =>
  ({ id, number, steps }: Document, action: string): void => {
    if (!judging.has(action)) return;
    const away = steps.flatMap(({ photos }) => photos).find((hash) => !rows.find(id, hash));
    if (away !== undefined) throw new Fault('photoAwaited', `${number} ${away.slice(0, 8)}`);
  };

/** Each is 5 MB in memory at the most. */
const atOnce = 4;
/** Of one document by one person, named by no step yet. */
const aheadMost = 40;

export function photoDesk({ rows, files, acts, found, mayStep, mayCompare, now }: PhotoParts): PhotoDesk {
  let keeping = 0;

  async function inView(id: string, asker: Asker): Promise<Document> {
    const document = found(id, asker);
    if (document.type === 'count') await mayCompare(id, asker);
    return document;
  }

  function named({ id, hash }: Head<'/api/photos/keep'>, asker: Asker): Document {
    const document = found(id, asker);
    const isNamed = document.steps.some(({ photos }) => photos.includes(hash)) || rows.isObserved(id, hash);
    if (!isNamed && !mayBeAhead(document, asker)) throw new Fault('photoUnnamed', document.number);
    return document;
  }

  /** What a handheld dropped it does not send after all. */
  function mayBeAhead(document: Document, asker: Asker): boolean {
    const named = new Set(document.steps.flatMap(({ photos }) => photos));
    const ahead = rows.of(document.id).filter(({ hash, by }) => by === asker.person.name && !named.has(hash));
    return !asker.handheld && ahead.length < aheadMost && mayStep(document, asker);
  }

  return {
    mayKeep: named,
    deeds: {
      async '/api/photos/keep'({ bytes, ...head }, asker) {
        const { id, hash } = head;
        const document = named(head, asker);
        if (rows.find(id, hash)) return done;
        if (bytes.length > photoBytesMost) throw new Fault('photoTooLarge');
        const type = photoTypeOf(bytes);
        if (type === null) throw new Fault('photoType');
        // Beside the main thread: 5 MB take it longer than a letter may wait.
        const digest = Buffer.from(await webcrypto.subtle.digest('SHA-256', bytes)).toString('hex');
        if (digest !== hash) throw new Fault('photoDiffers');
        const { name } = asker.person;
        const isWithin = () => isWithinDay(rows.sentSince(name, now() - dayMs), bytes.length);
        if (!isWithin()) throw new Fault('photosMany');
        if (keeping >= atOnce) throw new Fault('storeBusy');
        keeping++;
        try {
          // On the disk before anybody is told that it is here.
          await files.keep(hash, bytes);
        } finally {
          keeping--;
        }
        const what = { chain: document.site, action: 'photo.keep', object: document.number };
        return acts.run(actorOf(asker), what, () => {
          const photo = { hash, type, bytes: bytes.length, by: name, at: now() };
          if (!isWithin()) throw new Fault('photosMany');
          // Sent twice at once it is there by now.
          if (!rows.find(id, hash)) rows.add(id, photo);
          return { before: null, after: { hash, type, bytes: bytes.length }, result: done };
        });
      },
    },
    async list(id, asker) {
      const { site } = await inView(id, asker);
      return { site, items: rows.of(id), next: null };
    },
    async file(id, hash, asker) {
      await inView(id, asker);
      const row: PhotoRow | undefined = rows.find(id, hash);
      if (!row) throw new Fault('notFound', `photo ${hash}`);
      return { type: row.type, bytes: await files.read(hash) };
    },
  };
}

const done = { ok: true } as const;
