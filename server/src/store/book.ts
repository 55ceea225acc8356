/** Post into the ledger: entries between cells, the stock cache, and the commit that seals a transaction's rows into its site's chain. Every function runs inside the caller's transaction. */
import { createHash } from 'node:crypto';
import type { SiteId } from '@changping/contracts/units';
import { algorithm, type CellText, type CommitText, canonical, genesis } from '../domain/chain.ts';
import type { Database } from './database.ts';

/** A commit under way. `key` is given out at the start, so that its rows can name it. */
export type OpenCommit = CommitText & {
  readonly key: number;
  readonly site: number;
  /** Whose lines were settled. */
  readonly documents: Set<number>;
  readonly changes: Map<string, Change>;
  /** What it adds to each cell, written once at the end: a whole pallet leaves the supplier's one cell. */
  readonly moved: Map<number, number>;
};
/** What a commit changes of one lot in one quality at one site. `received`: when it first came from its supplier, where it did. */
export type Change = {
  site: number;
  kind: number;
  lot: number;
  quality: string;
  pieces: number;
  quantity: number;
  received: number | null;
};
export type Cell = CellText & { readonly lotKey: number; readonly pieceKey: number | null };
export type Movement = {
  from: Cell;
  to: Cell;
  quantity: number;
  /** `isWorkedOn`: people take it step by step; else it is a delivery note, whose lines are settled by what arrives. */
  document: { key: number; number: string; isWorkedOn?: true } | null;
  actor: string;
  evidence: number | null;
  happenedAt: number;
};

export type Book = {
  /** Several sites may have a commit open in one transaction: one chain each. */
  open(site: SiteId, siteKey: number): OpenCommit;
  move(commit: OpenCommit, movement: Movement): void;
  seal(commit: OpenCommit, recordedAt: number): void;
  /** After a failed transaction: what is in memory may tell of rows that are not there. */
  forget(): void;
};

type Place = { key: number; site: number | null };

export const sm3 = (text: string): string => createHash('sm3').update(text, 'utf8').digest('hex');

export function book({ raw }: Pick<Database, 'raw'>): Book {
  const lastCommit = raw.prepare('select max(key) from commit_row').pluck();
  const head = raw.prepare('select n, hash from commit_row where site = ? order by n desc limit 1');
  const addCommit = raw.prepare(
    'insert into commit_row (key, site, n, algorithm, previous, hash, recorded_at) values (?, ?, ?, ?, ?, ?, ?)',
  );
  const placeOf = raw.prepare('select key, site from place where code = ?');
  const kindOf = raw.prepare('select kind from lot where key = ?').pluck();
  const addTally = raw.prepare(
    `insert into tally (site, kind, quality, pieces, quantity) values (?, ?, ?, ?, ?)
     on conflict (site, kind, quality) do update set pieces = pieces + excluded.pieces, quantity = quantity + excluded.quantity`,
  );
  const addLotStock = raw
    .prepare(
      `insert into lot_stock (site, kind, lot, quality, pieces, quantity) values (?, ?, ?, ?, ?, ?)
       on conflict (kind, lot, site, quality) do update set pieces = pieces + excluded.pieces, quantity = quantity + excluded.quantity
       returning quantity = 0 and pieces = 0`,
    )
    .pluck();
  const dropLotStock = raw.prepare(
    'delete from lot_stock where site = ? and kind = ? and lot = ? and quality = ?',
  );
  const putReceived = raw.prepare(
    'update lot set received_at = ? where key = ? and (received_at is null or received_at > ?)',
  );
  const cellOfPiece = raw
    .prepare('select key from cell where piece = ? and place = ? and quality = ? and grade = ? and owner = ?')
    .pluck();
  const cellOfLot = raw
    .prepare(
      'select key from cell where place = ? and lot = ? and piece is null and quality = ? and grade = ? and owner = ?',
    )
    .pluck();
  const addCell = raw.prepare(
    'insert into cell (place, lot, piece, quality, grade, owner) values (?, ?, ?, ?, ?, ?) on conflict do nothing',
  );
  const addEntry = raw.prepare(
    `insert into entry (commit_key, from_cell, to_cell, quantity, document, actor, evidence, happened_at)
     values (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const addStock = raw.prepare(
    `insert into stock (cell, quantity) values (?, ?)
     on conflict (cell) do update set quantity = quantity + excluded.quantity`,
  );
  const putPiece = raw.prepare('update piece set cell = ? where key = ?');
  const leaveKit = raw.prepare(
    'update kit_piece set until = ?, until_commit = ? where piece = ? and until is null',
  );
  const settleLine = raw.prepare('update document_line set entry = ? where document = ? and piece = ?');
  const settleDocument = raw.prepare(
    `update document set state = case when exists
       (select 1 from document_line where document = document.key and entry is null)
     then 'arriving' else 'arrived' end where key = ?`,
  );
  const places = new Map<string, Place>();
  const kinds = new Map<number, number>();
  const heads = new Map<number, { n: number; hash: string }>();
  let nextKey: number | undefined;

  const placeAt = (code: string): Place => {
    const place = places.get(code) ?? (placeOf.get(code) as Place | undefined);
    if (place === undefined) throw new Error(`there is no place "${code}"`);
    places.set(code, place);
    return place;
  };
  const kindOfLot = (lot: number): number => {
    const kind = kinds.get(lot) ?? (kindOf.get(lot) as number);
    kinds.set(lot, kind);
    return kind;
  };
  /** Cells of loose quantity, by their text: few, and in use all the time. */
  const looseCells = new Map<string, number>();
  const looseKey = (place: number, { lotKey, quality, grade, owner }: Cell): number => {
    const name = `${place}/${lotKey}/${quality}/${grade}/${owner}`;
    const key =
      looseCells.get(name) ??
      (cellOfLot.get(place, lotKey, quality, grade, owner) as number | undefined) ??
      Number(addCell.run(place, lotKey, null, quality, grade, owner).lastInsertRowid);
    looseCells.set(name, key);
    return key;
  };
  const cellKey = (cell: Cell): number => {
    const { lotKey, pieceKey, quality, grade, owner } = cell;
    const place = placeAt(cell.place).key;
    if (pieceKey === null) return looseKey(place, cell);
    // A piece mostly moves to where it has never been, so the row is tried first.
    const added = addCell.run(place, lotKey, pieceKey, quality, grade, owner);
    return added.changes
      ? Number(added.lastInsertRowid)
      : (cellOfPiece.get(pieceKey, place, quality, grade, owner) as number);
  };

  function count(
    { changes }: OpenCommit,
    { place, lotKey: lot, pieceKey, quality }: Cell,
    quantity: number,
    received: number | null,
  ): void {
    const { site } = placeAt(place);
    if (site === null) return;
    const name = `${site}/${lot}/${quality}`;
    const row = { site, kind: kindOfLot(lot), lot, quality };
    const change = changes.get(name) ?? { ...row, pieces: 0, quantity: 0, received };
    if (pieceKey !== null) change.pieces += Math.sign(quantity);
    change.quantity += quantity;
    if (received !== null) change.received = Math.min(change.received ?? received, received);
    changes.set(name, change);
  }

  function writeChange({ site, kind, lot, quality, pieces, quantity, received }: Change): void {
    addTally.run(site, kind, quality, pieces, quantity);
    // What is gone leaves no row: a store keeps few lots at a time and has had many.
    if (addLotStock.get(site, kind, lot, quality, pieces, quantity))
      dropLotStock.run(site, kind, lot, quality);
    if (received !== null) putReceived.run(received, lot, received);
  }

  return {
    open(site, siteKey) {
      nextKey ??= ((lastCommit.get() as number | null) ?? 0) + 1;
      const last = heads.get(siteKey) ?? (head.get(siteKey) as { n: number; hash: string } | undefined);
      return {
        key: nextKey++,
        site: siteKey,
        chain: site,
        n: (last?.n ?? 0) + 1,
        previous: last?.hash ?? genesis,
        recordedAt: 0,
        entries: [],
        evidence: [],
        audits: [],
        documents: new Set(),
        changes: new Map(),
        moved: new Map(),
      };
    },
    move(commit, { from, to, quantity, document, actor, evidence, happenedAt }) {
      const [out, into] = [cellKey(from), cellKey(to)];
      const entry = addEntry.run(
        commit.key,
        out,
        into,
        quantity,
        document?.key ?? null,
        actor,
        evidence,
        happenedAt,
      ).lastInsertRowid;
      commit.moved.set(out, (commit.moved.get(out) ?? 0) - quantity);
      commit.moved.set(into, (commit.moved.get(into) ?? 0) + quantity);
      count(commit, from, -quantity, null);
      count(commit, to, quantity, from.place === 'supplier' ? happenedAt : null);
      if (to.pieceKey !== null) putPiece.run(into, to.pieceKey);
      // Its case was opened: the goods lie loose.
      else if (from.pieceKey !== null) putPiece.run(null, from.pieceKey);
      // Out of its store, or opened, it is out of its kit.
      if (
        from.pieceKey !== null &&
        (to.pieceKey === null || placeAt(from.place).site !== placeAt(to.place).site)
      )
        leaveKit.run(happenedAt, commit.key, from.pieceKey);
      if (document && !document.isWorkedOn) {
        settleLine.run(entry, document.key, to.pieceKey);
        commit.documents.add(document.key);
      }
      commit.entries.push({
        from: textOf(from),
        to: textOf(to),
        quantity,
        document: document?.number ?? null,
        actor,
        happenedAt,
      });
    },
    seal(commit, recordedAt) {
      for (const document of commit.documents) settleDocument.run(document);
      for (const [cell, quantity] of commit.moved) addStock.run(cell, quantity);
      for (const change of commit.changes.values()) writeChange(change);
      commit.recordedAt = recordedAt;
      const hash = sm3(canonical(commit));
      addCommit.run(commit.key, commit.site, commit.n, algorithm, commit.previous, hash, recordedAt);
      heads.set(commit.site, { n: commit.n, hash });
    },
    forget() {
      places.clear();
      kinds.clear();
      looseCells.clear();
      heads.clear();
      nextKey = undefined;
    },
  };
}

const textOf = ({ place, lot, piece, quality, grade, owner }: Cell): CellText => ({
  place,
  lot,
  piece,
  quality,
  grade,
  owner,
});
