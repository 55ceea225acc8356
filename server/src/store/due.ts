/** What documents still owe, and by when: goods to be brought back, papers, signatures, photographs. Whoever is late is told of once for each term. */
import type { Document } from '@changping/contracts/documents';
import type { FeedItem } from '@changping/contracts/live';
import type { Instant, SiteId } from '@changping/contracts/units';
import type { Database } from './database.ts';
import type { Ledger } from './ledger.ts';
import { type PhotosOwed, photosOwed } from './photos-owed.ts';

export type Due = {
  /** As the document is after a step; in its act. */
  keep(document: Pick<Document, 'id' | 'steps'>): void;
  /** A count's scans named photographs, or were set aside; in that act. */
  settle(document: string): void;
  /** A photograph that it names; in that act. */
  came(document: string, hash: string): void;
  /** What it names and has not come. */
  photos: PhotosOwed['of'];
  /** A transaction of its own: what is late and was not told. */
  tell(now: Instant, note: Ledger['note']): FeedItem[];
};

/** The rest a moment later. */
const toldAtOnce = 100;

export function due({ raw }: Pick<Database, 'raw'>): Due {
  const photographs = photosOwed({ raw });
  const earliest = raw
    .prepare(
      `select min(at) from (select debt.value ->> 'dueAt' as at from document, json_each(body, '$.owes') as debt where document.id = @id
       union all select due_at from photo_awaited where document = (select key from document where id = @id))`,
    )
    .pluck();
  const put = raw.prepare(
    `insert into document_due (document, due_at) select key, @dueAt from document where id = @id
     on conflict (document) do update set due_at = excluded.due_at, told_at = case when due_at = excluded.due_at then told_at end`,
  );
  const drop = raw.prepare(
    'delete from document_due where document = (select key from document where id = ?)',
  );
  const late = raw.prepare(
    `select document.key, number, site.code as site from document_due
     join document on document.key = document_due.document join site on site.key = document.site
     where due_at < ? and told_at is null order by due_at limit ${toldAtOnce}`,
  );
  const told = raw.prepare('update document_due set told_at = ? where document = ?');
  const tell = raw.transaction((now: Instant, note: Ledger['note']) =>
    (late.all(now) as { key: number; number: string; site: SiteId }[]).map(({ key, number, site }) => {
      told.run(now, key);
      return note({ at: now, site, what: 'overdue', detail: { document: number } });
    }),
  );
  function settle(id: string): void {
    const dueAt = earliest.get({ id }) as number | null;
    if (dueAt === null) drop.run(id);
    else put.run({ id, dueAt });
  }
  return {
    keep(document) {
      photographs.follow(document);
      settle(document.id);
    },
    settle,
    came(id, hash) {
      photographs.came(id, hash);
      settle(id);
    },
    photos: photographs.of,
    tell: (now, note) => tell.immediate(now, note),
  };
}
