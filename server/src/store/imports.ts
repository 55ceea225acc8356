/** Imports in their rows: what was applied, how a person's columns are named, and the writing of a checked file into the book. Writing runs inside an act's transaction. */
import { Fault } from '@changping/contracts/faults';
import type { Answer, Query } from '@changping/contracts/http';
import type { ImportField, ImportKind } from '@changping/contracts/import-words';
import type { Epc } from '@changping/contracts/units';
import type { Orders } from '../domain/arranged.ts';
import { readCursor, writeCursor } from '../domain/cursor.ts';
import type { Book, Cell, OpenCommit } from './book.ts';
import type { Database } from './database.ts';
import type { Documents } from './documents.ts';
import { pageOf } from './pages.ts';
import type { PieceWorks, Said } from './piece-works.ts';
import { gathered, paths, walked } from './walk.ts';

/** A lot as a file tells it: '' is what it does not say. */
export type ImportLot = { lot: string; kind: string; madeOn: string; expiresOn: string; supplier: string };
/** A row that was checked. `piece` and `epc` are '' for loose goods; a piece without an id has a tag and gets one. */
export type ImportLine =
  | ({
      what: 'stock';
      kind: string;
      lot: string;
      piece: string;
      epc: string;
      quantity: number;
    } & Slot)
  | { what: 'tag'; piece: string; epc: string }
  | { what: 'class'; code: string; name: string };
type Slot = Pick<Cell, 'place' | 'quality' | 'grade' | 'owner'>;
export type Receipt = Answer<'/api/imports'>['items'][number];
export type Written = Omit<Receipt, 'commit'> & { rowsDigest: string };

export type Imports = {
  /** How this person's columns were named the last time. */
  heads(account: string, kind: ImportKind): Partial<Record<ImportField, string>>;
  keepHeads(account: string, kind: ImportKind, heads: Partial<Record<ImportField, string>>): void;
  /** The import that these rows came in before; of a list, where it is still the one in force. */
  before(kind: ImportKind, site: string, rowsDigest: string): Receipt | null;
  find(id: string): Receipt | undefined;
  /** @throws Fault importChanged where the book is not as it was when the file was checked. */
  sound(lots: readonly ImportLot[], lines: readonly ImportLine[]): void;
  /** What is sound. @returns the pieces whose tags are others now. */
  write(commit: OpenCommit, lots: readonly ImportLot[], lines: readonly ImportLine[], said: Said): string[];
  add(commit: OpenCommit, row: Written, lines: readonly ImportLine[]): void;
  list(query: Query<'/api/imports'>): Generator<undefined, Answer<'/api/imports'>>;
  entries(
    id: string,
    query: Query<'/api/imports/{id}/entries'>,
  ): Omit<Answer<'/api/imports/{id}/entries'>, 'withheld'>;
  classes(query: Query<'/api/supply-classes'>): Answer<'/api/supply-classes'>;
  /** By the list in force. */
  className(code: string): string | null;
};

export function imports(
  { raw }: Pick<Database, 'raw'>,
  book: Book,
  documents: Pick<Documents, 'addLot'>,
  works: Pick<PieceWorks, 'bind' | 'find'>,
  newId: (now: number) => string,
): Imports {
  const headsOf = raw.prepare('select heads from import_mapping where account = ? and kind = ?').pluck();
  const putHeads = raw.prepare(
    'insert into import_mapping (account, kind, heads) values (?, ?, ?) on conflict (account, kind) do update set heads = excluded.heads',
  );
  const select = `select import.id, import.kind, site.code as site, name, digest, account as "by", import.at, rows, lots, pieces, tags,
      quantity, commit_row.n, commit_row.hash
    from import join site on site.key = import.site join commit_row on commit_row.key = import.commit_key`;
  const byRows = raw.prepare(
    `${select} where rows_digest = ? and import.kind = ? and site.code = ? order by import.key desc limit 1`,
  );
  const ofKeys = raw.prepare(
    `${select.replace('select ', 'select import.key, ')} where import.key in (select value from json_each(?))`,
  );
  const siteKey = raw.prepare('select key from site where code = ?').pluck();
  const path = paths({ raw });
  const lastOf = raw.prepare('select id from import where kind = ? order by key desc limit 1').pluck();
  const byId = raw.prepare(`${select} where import.id = ?`);
  const add = raw.prepare(
    `insert into import (id, kind, site, name, digest, rows_digest, account, at, commit_key, rows, lots, pieces, tags, quantity)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const addClass = raw.prepare('insert into supply_class (import, code, name) values (?, ?, ?)');
  const lotKey = raw.prepare('select key from lot where code = ?').pluck();
  const pieceThere = raw.prepare('select 1 from piece where id = ?').pluck();
  const isBound = raw.prepare('select 1 from tag where epc = ? and piece is not null').pluck();
  const addPiece = raw.prepare('insert into piece (id, lot, quantity) values (?, ?, ?)');
  const looseThere = raw
    .prepare(
      `select 1 from cell where place = (select key from place where code = ?) and lot = ? and piece is null
         and quality = ? and grade = ? and owner = ?`,
    )
    .pluck();
  const entriesOf = raw.prepare(
    `select entry.key, kind.code as kind, lot.code as lot, piece.id as piece, place.code as "to", entry.quantity
     from entry join cell on cell.key = entry.to_cell
       join lot on lot.key = cell.lot join kind on kind.key = lot.kind join place on place.key = cell.place
       left join piece on piece.key = cell.piece
     where entry.commit_key = ? and entry.key > ? order by entry.key limit ?`,
  );
  const commitsOf = raw
    .prepare(
      `select commit_key from import where id = @id
       union select import_entered.commit_key from import_entered join import on import.key = import_entered.import where id = @id
       order by 1`,
    )
    .pluck();
  const commitOf = raw.prepare('select commit_key from entry where key = ?').pluck();
  const inForce = raw.prepare(
    "select key, digest from import where kind = 'supplyClasses' order by key desc limit 1",
  );
  const classesBy = (by: 'code' | 'name', [behind, way]: readonly ['>', 'asc'] | readonly ['<', 'desc']) =>
    raw.prepare(
      `select code, name from supply_class where import = @list and code between @under and @under || '~'
       and (${by}, code) ${behind} (@by, @key) order by ${by} ${way}, code ${way} limit @most`,
    );
  const classesIn = {
    ...{ code: classesBy('code', ['>', 'asc']), '-code': classesBy('code', ['<', 'desc']) },
    ...{ name: classesBy('name', ['>', 'asc']), '-name': classesBy('name', ['<', 'desc']) },
  };
  const className = raw.prepare('select name from supply_class where import = ? and code = ?').pluck();

  function enter(commit: OpenCommit, line: Stock, lots: Map<string, number>, said: Said): string | undefined {
    const { lot, quantity, place, quality, grade, owner, epc } = line;
    const key = lots.get(lot) ?? (lotKey.get(lot) as number | undefined);
    if (key === undefined) throw new Fault('importChanged', `lot ${lot}`);
    lots.set(lot, key);
    const isLoose = !line.piece && !epc;
    const piece = isLoose ? null : line.piece || newId(said.at);
    const pieceKey = piece === null ? null : Number(addPiece.run(piece, key, quantity).lastInsertRowid);
    const cell = { quality, grade, owner, lot, lotKey: key };
    book.move(commit, {
      from: { ...cell, place: 'opening', piece: null, pieceKey: null },
      to: { ...cell, place, piece, pieceKey },
      ...{ quantity, document: null, actor: said.by, evidence: null, happenedAt: said.at },
    });
    if (piece !== null && epc) works.bind(piece, epc as Epc, said);
    return piece !== null && epc ? piece : undefined;
  }

  function isSound(line: ImportLine): boolean {
    if (line.what === 'class') return true;
    const { piece, epc } = line;
    if (epc && isBound.get(epc)) return false;
    if (line.what === 'tag') {
      const there = works.find(piece);
      return !!there && there.quantity > 0 && !there.epcs.length;
    }
    if (piece) return !pieceThere.get(piece);
    const { lot, place, quality, grade, owner } = line;
    return !!epc || !looseThere.get(place, lotKey.get(lot), quality, grade, owner);
  }

  const receipts = (rows: readonly unknown[]) => (rows as Row[]).map(receiptOf);

  return {
    heads: (account, kind) => JSON.parse((headsOf.get(account, kind) as string | undefined) ?? '{}'),
    keepHeads: (account, kind, heads) => void putHeads.run(account, kind, JSON.stringify(heads)),
    before(kind, site, rowsDigest) {
      const [found] = receipts(byRows.all(rowsDigest, kind, site));
      if (!found || (kind === 'supplyClasses' && lastOf.get(kind) !== found.id)) return null;
      return found;
    },
    find: (id) => receipts(byId.all(id))[0],
    sound(lots, lines) {
      const told =
        lots.find(({ lot }) => lotKey.get(lot) !== undefined)?.lot ?? lines.find((line) => !isSound(line));
      if (told) throw new Fault('importChanged', typeof told === 'string' ? `lot ${told}` : nameOf(told));
    },
    write(commit, lots, lines, said) {
      for (const { lot, kind, madeOn, expiresOn, supplier } of lots) {
        documents.addLot({
          ...{ lot, kind },
          ...{
            madeOn: madeOn || undefined,
            expiresOn: expiresOn || undefined,
            supplier: supplier || undefined,
          },
        });
      }
      const keys = new Map<string, number>();
      const tagged: string[] = [];
      for (const line of lines) {
        if (line.what === 'class') continue;
        const piece = line.what === 'stock' ? enter(commit, line, keys, said) : line.piece;
        if (line.what === 'tag') works.bind(line.piece, line.epc as Epc, said);
        if (piece !== undefined) tagged.push(piece);
      }
      return tagged;
    },
    add(commit, row, lines) {
      const { id, kind, name, digest, rowsDigest, by, at, rows, lots, pieces, tags, quantity } = row;
      const key = add.run(
        ...[id, kind, commit.site, name, digest, rowsDigest, by, at, commit.key],
        ...[rows, lots, pieces, tags, quantity],
      ).lastInsertRowid;
      for (const line of lines) if (line.what === 'class') addClass.run(key, line.code, line.name);
    },
    *list(query) {
      const { site = null } = query;
      const stretch = path(
        {
          table: 'import',
          by: 'key',
          isDown: query.sort !== 'at',
          ...(site === null ? {} : { where: 'site = @siteKey' }),
        },
        { siteKey: site === null ? null : (siteKey.get(site) ?? null) },
      );
      const meant = (keys: readonly number[]) =>
        ofKeys.all(JSON.stringify(keys)) as (Row & { key: number })[];
      const { items, next } = query.sort.endsWith('at')
        ? yield* walked<Row>(query, [stretch], meant)
        : yield* gathered<Row>(query, [stretch], meant, byReceipt, ({ key }) => key);
      return { items: items.map(({ key: _, ...row }) => receiptOf(row)), next };
    },
    entries(id, { limit, after }) {
      const receipt = receipts(byId.all(id))[0];
      if (!receipt) throw new Fault('notFound', `import ${id}`);
      const from = Number(after ?? 0);
      const began = (commitOf.get(from) as number | undefined) ?? 0;
      const rows: Entry[] = [];
      for (const commit of commitsOf.all({ id }) as number[])
        if (commit >= began && rows.length <= limit)
          rows.push(...(entriesOf.all(commit, from, limit + 1 - rows.length) as Entry[]));
      return { ...pageOf(rows, limit, (entry) => entry), site: receipt.site };
    },
    classes({ sort, limit, after, under = '' }) {
      const list = inForce.get() as InForce | undefined;
      if (!list) return { items: [], next: null, digest: null };
      const isDown = sort.startsWith('-');
      const beginning = isDown ? '\u{10FFFF}' : '';
      const { by, key } = readCursor(sort, after) ?? { by: beginning, key: beginning };
      if (typeof by !== 'string' || typeof key !== 'string') throw new Fault('badQuery', 'after');
      const asked = { list: list.key, under, by, key, most: limit + 1 };
      const rows = classesIn[sort].all(asked) as SupplyClass[];
      const items = rows.slice(0, limit);
      const last = items.at(-1);
      const next = rows.length > limit && last ? { part: 0, by: last[byOf(sort)], key: last.code } : null;
      return { items, next: next && writeCursor(sort, next), digest: list.digest };
    },
    className(code) {
      const list = inForce.get() as InForce | undefined;
      return list ? ((className.get(list.key, code) as string | undefined) ?? null) : null;
    },
  };
}

const byReceipt: Orders<Row & { key: number }> = {
  file: ({ name }) => name,
  by: ({ by }) => by,
  rows: ({ rows }) => rows,
};

type SupplyClass = { code: string; name: string };
const byOf = (sort: string) => (sort.endsWith('name') ? 'name' : 'code');

type InForce = { key: number; digest: string };
const nameOf = (line: ImportLine): string => Object.values(line).join(' ').slice(0, 200);

type Stock = Extract<ImportLine, { what: 'stock' }>;
type Row = Omit<Receipt, 'commit'> & { n: number; hash: string };
type Entry = Answer<'/api/imports/{id}/entries'>['items'][number];

const receiptOf = ({ n, hash, ...row }: Row): Receipt => ({ ...row, commit: { n, hash } });
