/** Photographs that were named and have not come: of which document, by whom, until when. Written inside an act's transaction. */
import type { Document } from '@changping/contracts/documents';
import type { Instant } from '@changping/contracts/units';
import { type PhotoOwed, photoDue, photosNamedIn } from '../domain/photo.ts';
import type { Database } from './database.ts';

export type PhotosOwed = {
  /** As the document is after a step. */
  follow(document: Pick<Document, 'id' | 'steps'>): void;
  /** What a count saw names them too. @param document its key */
  observed(document: number, hash: string, by: string, at: Instant): void;
  /** Of what was set aside nobody has to see any, unless another names it too. @param document its key */
  setAside(document: number, scan: string): void;
  came(document: string, hash: string): void;
  of(document: string): PhotoOwed[];
};

export function photosOwed({ raw }: Pick<Database, 'raw'>): PhotosOwed {
  const keyOf = raw.prepare('select key from document where id = ?').pluck();
  const idOf = raw.prepare('select id from document where key = ?').pluck();
  const named = raw.prepare('update photo set ahead = 0 where document = ? and hash = ?');
  const put = raw.prepare(
    `insert into photo_awaited (document, hash, account, due_at, is_observed)
     select key, @hash, @by, @dueAt, @isObserved from document
     where key = @key and not exists (select 1 from photo where photo.document = document.id and hash = @hash)
     on conflict do nothing`,
  );
  const clear = raw.prepare('delete from photo_awaited where document = ? and is_observed = 0');
  const drop = raw.prepare('delete from photo_awaited where document = ? and hash = ?');
  const aside = raw.prepare(
    `delete from photo_awaited where document = @document and is_observed = 1
       and hash = (select photo from count_scan where id = @scan and document = @document)
       and not exists (select 1 from count_scan as other where other.document = @document
         and photo = photo_awaited.hash and key not in (select scan from count_aside))`,
  );
  const of = raw.prepare(
    `select hash, account as "by", due_at as dueAt from photo_awaited
     where document = (select key from document where id = ?) order by due_at, hash`,
  );
  return {
    follow(document) {
      const key = keyOf.get(document.id) as number;
      clear.run(key);
      for (const { hash, by, dueAt } of photosNamedIn(document)) {
        named.run(document.id, hash);
        put.run({ key, hash, by, dueAt, isObserved: 0 });
      }
    },
    observed(key, hash, by, at) {
      named.run(idOf.get(key), hash);
      put.run({ key, hash, by, dueAt: photoDue(at), isObserved: 1 });
    },
    setAside: (document, scan) => void aside.run({ document, scan }),
    came: (document, hash) => void drop.run(keyOf.get(document), hash),
    of: (document) => of.all(document) as PhotoOwed[],
  };
}
