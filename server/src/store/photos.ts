/** Which photographs of a document are here, and who sent them. Written inside an act's transaction. */
import type { Answer } from '@changping/contracts/http';
import type { Instant, SiteId } from '@changping/contracts/units';
import type { Database } from './database.ts';

export type PhotoRow = Answer<'/api/documents/{id}/photos'>['items'][number];
export type Photos = {
  of(document: string): PhotoRow[];
  find(document: string, hash: string): PhotoRow | undefined;
  /** What a count's observations name: they are no steps. */
  isObserved(document: string, hash: string): boolean;
  sentSince(account: string, since: number): { n: number; bytes: number };
  /** So many of one person that nothing names yet. */
  aheadOf(account: string): number;
  /** Those of before that nothing has named, the oldest first. */
  left(
    before: Instant,
  ): (Omit<PhotoRow, 'type'> & { type: string; document: string; number: string; site: SiteId })[];
  /** Under any document. */
  isKept(hash: string): boolean;
  drop(document: string, hash: string): void;
  add(document: string, photo: Omit<PhotoRow, 'type'> & { type: string; ahead: boolean }): void;
};

/** More than the steps of a long document name. */
const listMost = 2000;
/** The rest a moment later. */
const leftAtOnce = 100;

export function photos({ raw }: Pick<Database, 'raw'>): Photos {
  const columns = 'hash, type, bytes, account as "by", at';
  const of = raw.prepare(
    `select ${columns} from photo where document = ? order by at, hash limit ${listMost}`,
  );
  const find = raw.prepare(`select ${columns} from photo where document = ? and hash = ?`);
  const isObserved = raw.prepare(
    'select 1 from count_scan where document = (select key from document where id = ?) and photo = ? limit 1',
  );
  const sent = raw.prepare(
    'select count(*) as n, coalesce(sum(bytes), 0) as bytes from photo where account = ? and at > ?',
  );
  const add = raw.prepare(
    'insert into photo (document, hash, type, bytes, account, at, ahead) values (?, ?, ?, ?, ?, ?, ?)',
  );
  const aheadOf = raw.prepare('select count(*) from photo where account = ? and ahead = 1').pluck();
  const left = raw.prepare(
    `select hash, photo.type, bytes, account as "by", at, photo.document, number, site.code as site from photo
     join document on document.id = photo.document join site on site.key = document.site
     where ahead = 1 and at < ? order by at limit ${leftAtOnce}`,
  );
  const isKept = raw.prepare('select 1 from photo where hash = ? limit 1');
  const drop = raw.prepare('delete from photo where document = ? and hash = ?');
  return {
    of: (document) => of.all(document) as PhotoRow[],
    find: (document, hash) => find.get(document, hash) as PhotoRow | undefined,
    isObserved: (document, hash) => isObserved.get(document, hash) !== undefined,
    sentSince: (account, since) => sent.get(account, since) as { n: number; bytes: number },
    aheadOf: (account) => aheadOf.get(account) as number,
    left: (before) => left.all(before) as ReturnType<Photos['left']>,
    isKept: (hash) => isKept.get(hash) !== undefined,
    drop: (document, hash) => void drop.run(document, hash),
    add: (document, { hash, type, bytes, by, at, ahead }) =>
      void add.run(document, hash, type, bytes, by, at, Number(ahead)),
  };
}
