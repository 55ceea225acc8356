/**
 * Photographs of documents: taken in where a signed step names them by their hash, or ahead of it from whoever may take the next, and shown to nobody who may not see that document.
 * Why ahead: what is signed at a desk is proved when it is signed; a handheld in a cellar alone signs first and sends the picture when there is a line.
 * Why anyone in scope may bring the bytes: what they are was settled by whoever signed the hash. Why they are asked for once for each
 * document although the file is kept once: whoever knows a hash alone must not get to see it by naming it in a document of the own.
 * What came ahead and is named within a week by no step goes again, with a row of the audit: nobody fills the disk with what nobody will look for.
 * Bytes stay as they were signed, or the hash would prove nothing; the handheld takes the camera's own notes (place, serial number) off before.
 */
import { webcrypto } from 'node:crypto';
import type { Document } from '@changping/contracts/documents';
import { Fault } from '@changping/contracts/faults';
import type { Answer } from '@changping/contracts/http';
import type { CommandAnswer } from '@changping/contracts/http-commands';
import { type PhotoType, photoBytesMost } from '@changping/contracts/http-photos';
import { isOutsider } from '@changping/contracts/roles';
import type { Instant } from '@changping/contracts/units';
import { aheadKeptMs, aheadMost, dayMs, isWithinDay, photoTypeOf } from './domain/photo.ts';
import type { Brought, Head } from './edge/http/commands.ts';
import { actorOf } from './entrance.ts';
import type { Accounts } from './store/accounts.ts';
import type { Actor, Acts } from './store/acts.ts';
import type { Due } from './store/due.ts';
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
  /** Asked before the bytes are read. @throws Fault notFound, photoUnnamed, photosAhead */
  mayKeep(head: Head<'/api/photos/keep'>, asker: Asker): void;
  list(id: string, asker: Asker): Promise<Answer<'/api/documents/{id}/photos'>>;
  /** What came ahead of a step and that none has named since; one a turn. */
  sweep(): Iterable<void>;
  /** So many since the server started. */
  swept(): number;
  /** @throws Fault notFound, also where it is of a store out of scope or has not come. */
  file(id: string, hash: string, asker: Asker): Promise<{ type: PhotoType; bytes: Uint8Array }>;
};
export type PhotoParts = {
  rows: Photos;
  accounts: Pick<Accounts, 'find'>;
  due: Pick<Due, 'came'>;
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

/** What judges what others have shown. */
const judging = new Set(['approve', 'checkAgain', 'signAfterwards', 'post', 'review']);

/** A handheld may sign first and send later; nobody says yes to what is not here to be seen. Whoever looks into it afterwards says no yes, and one that never comes must not keep him from saying so: he waits for its term alone. @throws Fault photoAwaited */
export const photosSeen =
  (due: Pick<Due, 'photos'>, now: () => Instant) =>
  ({ id, number }: Pick<Document, 'id' | 'number'>, action: string): void => {
    if (!judging.has(action)) return;
    const away = due.photos(id).find(({ dueAt }) => action !== 'review' || now() <= dueAt);
    if (away) throw new Fault('photoAwaited', `${number} ${away.hash.slice(0, 8)}`);
  };

/** Each is 5 MB in memory at the most. */
const atOnce = 4;

export function photoDesk(parts: PhotoParts): PhotoDesk {
  const { rows, accounts, due, files, acts, found, mayStep, mayCompare, now } = parts;
  /** Whose bytes are on their way to the disk. */
  const keeping: string[] = [];
  let sweptSoFar = 0;

  async function inView(id: string, asker: Asker): Promise<Document> {
    const document = found(id, asker);
    if (document.type === 'count') await mayCompare(id, asker);
    return document;
  }

  /** The other end sees its own: ours show our stores. */
  const isTold = ({ by }: PhotoRow, site: string, { person: { unit, roles } }: Asker): boolean =>
    !roles.some(isOutsider) || site === unit || accounts.find(by)?.unit === unit;

  function named(
    { id, hash }: Head<'/api/photos/keep'>,
    asker: Asker,
  ): { document: Document; ahead: boolean } {
    const document = found(id, asker);
    const ahead = !document.steps.some(({ photos }) => photos.includes(hash)) && !rows.isObserved(id, hash);
    // What a handheld dropped it does not send after all.
    if (ahead && (asker.handheld || !mayStep(document, asker)))
      throw new Fault('photoUnnamed', document.number);
    if (ahead && !rows.find(id, hash) && rows.aheadOf(asker.person.name) >= aheadMost)
      throw new Fault('photosAhead');
    return { document, ahead };
  }

  /** A file without a row counts against nobody, and no sweep finds it. */
  function dropUnkept(hash: string): void {
    if (!rows.isKept(hash) && !keeping.includes(hash)) files.drop(hash);
  }

  return {
    mayKeep: named,
    deeds: {
      async '/api/photos/keep'({ bytes, ...head }, asker) {
        const { id, hash } = head;
        const { document } = named(head, asker);
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
        if (keeping.length >= atOnce) throw new Fault('storeBusy');
        keeping.push(hash);
        try {
          // On the disk before anybody is told that it is here.
          await files.keep(hash, bytes);
          const what = { chain: document.site, action: 'photo.keep', object: document.number };
          return acts.run(actorOf(asker), what, () => {
            // Its step, or as many others, may have come meanwhile.
            const { ahead } = named(head, asker);
            const photo = { hash, type, bytes: bytes.length, by: name, at: now(), ahead };
            if (!isWithin()) throw new Fault('photosMany');
            // Sent twice at once it is there by now.
            if (!rows.find(id, hash)) rows.add(id, photo);
            due.came(id, hash);
            return { before: null, after: { hash, type, bytes: bytes.length }, result: done };
          });
        } finally {
          keeping.splice(keeping.indexOf(hash), 1);
          dropUnkept(hash);
        }
      },
    },
    *sweep() {
      for (const { document, site, number, ...photo } of rows.left((now() - aheadKeptMs) as Instant)) {
        const what = { chain: site, action: 'photo.sweep', object: number, reason: sweepReason };
        acts.run(bySweep, what, () => {
          rows.drop(document, photo.hash);
          return { before: photo, after: null, result: done };
        });
        sweptSoFar++;
        // The row goes first: a file that nobody asks for is less than one that is asked for and gone.
        dropUnkept(photo.hash);
        yield;
      }
    },
    swept: () => sweptSoFar,
    async list(id, asker) {
      const { site } = await inView(id, asker);
      return { site, items: rows.of(id).filter((row) => isTold(row, site, asker)), next: null };
    },
    async file(id, hash, asker) {
      const { site } = await inView(id, asker);
      const row: PhotoRow | undefined = rows.find(id, hash);
      if (!row || !isTold(row, site, asker)) throw new Fault('notFound', `photo ${hash}`);
      return { type: row.type, bytes: await files.read(hash) };
    },
  };
}

const done = { ok: true } as const;
const bySweep: Actor = { account: 'server', role: 'program', device: null, address: '' };
const sweepReason = '七日内没有任何步骤引用 / named by no step within seven days';
