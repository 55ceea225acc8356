/** The catalogue in its versions, the newest in force, and beside it what the region's folder said at this start. A kind that was ever in one stays known to the book. */
import { createHash } from 'node:crypto';
import type { Catalogue } from '@changping/contracts/catalogue';
import { cellsOf } from '@changping/contracts/catalogue-cells';
import type { Kind } from '@changping/contracts/live';
import type { Instant } from '@changping/contracts/units';
import { editionDue, type Origin } from '../domain/catalogue-edition.ts';
import type { Database } from './database.ts';
import { versions, type Written } from './versions.ts';

export type Listed = { catalogue: Catalogue; kinds: readonly Kind[] };
/** `folder`: digest of the folder that was looked at last. `changed`: ids of kinds. */
export type Edition = Listed & { origin: Origin; folder: string; changed: readonly string[] };
export type Catalogues = {
  /** The one in force. */
  now(): Edition & { version: number };
  at(version: number): Listed | undefined;
  add(row: Written<Edition>): void;
  list(limit: number, before: number | null): Written<Edition>[];
  /** Has the book a lot of the kind? */
  isInBook(kind: string): boolean;
  /** The region's folder as it was read at this start. */
  folder: Listed & { digest: string };
  /** What is to be done with it. */
  due(): 'nothing' | 'take' | 'offer';
};

/** @param folder version 1 of a new book. */
export function catalogues(
  db: Pick<Database, 'raw'>,
  { catalogue, kinds }: Listed,
  now: Instant,
): Catalogues {
  const rows = versions<Edition>(db, 'catalogue', 'listed');
  const folder = { catalogue, kinds, digest: digestOf({ catalogue, kinds }) };
  const addKind = db.raw.prepare('insert into kind (code) values (?) on conflict do nothing');
  const isInBook = db.raw
    .prepare('select exists (select 1 from lot where kind = (select key from kind where code = ?))')
    .pluck();
  const isEdited = db.raw
    .prepare("select 1 from catalogue where json_extract(listed, '$.origin') = 'console' limit 1")
    .pluck();
  const add: Catalogues['add'] = (row) => {
    rows.add(row);
    for (const { id } of row.content.kinds) addKind.run(id);
  };
  let held: { content: Edition; edition: Edition & { version: number } } | undefined;
  const current = () => {
    const version = rows.newest() as number;
    const content = rows.at(version) as Edition;
    if (held?.content !== content) held = { content, edition: { version, ...content } };
    return held.edition;
  };
  if (rows.newest() === null) {
    const content: Edition = {
      ...{ origin: 'folder', folder: folder.digest, changed: kinds.map(({ id }) => id) },
      ...{ catalogue, kinds },
    };
    const reason = '首次启动 / first start';
    add({ version: 1, content, at: now, by: 'server', agreedBy: null, reason, since: now });
  }
  return {
    now: current,
    at: (version) => rows.at(version),
    isInBook: (kind) => isInBook.get(kind) === 1,
    add,
    list: rows.list,
    folder,
    due: () => editionDue(current().folder, folder.digest, isEdited.get() !== undefined),
  };
}

/** A folder that was looked at before there were GTINs, and that names none, is the one that was looked at. */
const withoutNone = (cell: string, text: unknown) => (cell === 'gtins' && text === '' ? undefined : text);

/** Of what a person can see of it. */
const digestOf = ({ catalogue, kinds }: Listed): string =>
  createHash('sha256')
    .update(JSON.stringify([catalogue, kinds.map(cellsOf)], withoutNone))
    .digest('hex');
