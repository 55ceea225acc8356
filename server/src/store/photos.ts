/** Which photographs of a document are here, and who sent them. Written inside an act's transaction. */
import type { Answer } from '@changping/contracts/http';
import type { Instant } from '@changping/contracts/units';
import type { Database } from './database.ts';

export type PhotoRow = Answer<'/api/documents/{id}/photos'>['items'][number];
export type Photos = {
  of(document: string): PhotoRow[];
  find(document: string, hash: string): PhotoRow | undefined;
  /** What a count's observations name: they are no steps. */
  isObserved(document: string, hash: string): boolean;
  sentSince(account: string, since: number): { n: number; bytes: number };
  add(document: string, photo: { hash: string; type: string; bytes: number; by: string; at: Instant }): void;
};

/** More than the steps of a long document name. */
const listMost = 2000;

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
    'insert into photo (document, hash, type, bytes, account, at) values (?, ?, ?, ?, ?, ?)',
  );
  return {
    of: (document) => of.all(document) as PhotoRow[],
    find: (document, hash) => find.get(document, hash) as PhotoRow | undefined,
    isObserved: (document, hash) => isObserved.get(document, hash) !== undefined,
    sentSince: (account, since) => sent.get(account, since) as { n: number; bytes: number },
    add: (document, { hash, type, bytes, by, at }) => void add.run(document, hash, type, bytes, by, at),
  };
}
