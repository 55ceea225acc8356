/** Prove the book: every chain is rebuilt from its rows, and stock and whereabouts are derived anew from the entries and compared. Reads only; a fault says where. */
import { type AuditText, algorithm, type CommitText, canonical, genesis } from '../domain/chain.ts';
import { sm3 } from './book.ts';
import type { Database } from './database.ts';
import { rederiveMarks } from './verify-marks.ts';

export type ChainFault = { chain: string; n: number; why: string };
export type Head = { chain: string; n: number; hash: string };
export type Difference = {
  what:
    | 'stock'
    | 'piece'
    | 'tally'
    | 'discrepancies'
    | 'lotStock'
    | 'received'
    | 'notice'
    | 'notices'
    | 'stockMark'
    | 'lateEntry';
  /** Of the cell, the piece, the kind, the lot, the notice or the site. */
  key: number;
  stored: number | null;
  derived: number | null;
};

export type CommitRow = {
  key: number;
  chain: string;
  n: number;
  algorithm: string;
  previous: string;
  hash: string;
  recordedAt: number;
};

/** One fault a chain: what follows a broken commit can't be judged. `looked`: told for every commit. */
export function verifyChains(
  { raw }: Pick<Database, 'raw'>,
  looked: () => void = () => {},
): { heads: Head[]; faults: ChainFault[] } {
  const commits = raw.prepare(
    `select commit_row.key, site.code as chain, n, algorithm, previous, hash, recorded_at as recordedAt
     from commit_row join site on site.key = commit_row.site order by commit_row.site, n`,
  );
  const rebuild = rebuilder({ raw });
  const heads = new Map<string, Head>();
  const faults = new Map<string, ChainFault>();
  for (const commit of commits.iterate() as Iterable<CommitRow>) {
    const { chain, n, hash } = commit;
    looked();
    if (faults.has(chain)) continue;
    const why = faultOf(commit, heads.get(chain), () => sm3(canonical(rebuild(commit))));
    if (why) faults.set(chain, { chain, n, why });
    else heads.set(chain, { chain, n, hash });
  }
  return { heads: [...heads.values()], faults: [...faults.values()] };
}

function faultOf(commit: CommitRow, before: Head | undefined, hash: () => string): string | undefined {
  if (commit.algorithm !== algorithm) return `unknown algorithm "${commit.algorithm}"`;
  if (commit.n !== (before?.n ?? 0) + 1) return `commit ${(before?.n ?? 0) + 1} is missing`;
  if (commit.previous !== (before?.hash ?? genesis)) return 'does not follow the commit before it';
  try {
    return hash() === commit.hash ? undefined : 'its rows are not those that were sealed';
  } catch {
    // A cell, a place or a lot that they name is gone, or the page they stand on can't be read.
    return 'its rows can not be read any more';
  }
}

/** A commit as its rows say it was. @throws where a row they name is gone. */
export function rebuilder({ raw }: Pick<Database, 'raw'>): (commit: CommitRow) => CommitText {
  const cell = (side: string) =>
    `(select json_array(place.code, lot.code, piece.id, cell.quality, cell.grade, cell.owner)
      from cell join place on place.key = cell.place join lot on lot.key = cell.lot
        left join piece on piece.key = cell.piece where cell.key = ${side})`;
  const entries = raw.prepare(
    `select ${cell('from_cell')} as "from", ${cell('to_cell')} as "to", entry.quantity, document.number as document, actor,
       happened_at as happenedAt
     from entry left join document on document.key = entry.document where commit_key = ? order by entry.key`,
  );
  const evidence = raw.prepare(
    `select gateway.code as gateway, epoch, from_seq as "from", seq, kind, at, arrived_at as arrivedAt, flags, digest
     from evidence join outbox on outbox.key = evidence.outbox join gateway on gateway.key = outbox.gateway
     where commit_key = ? order by evidence.key`,
  );
  const audits = raw.prepare(
    `select at, account, role, device, address, action, object, before, after, reason, result
     from audit where commit_key = ? order by key`,
  );
  return ({ key, chain, n, previous, recordedAt }) => ({
    chain,
    n,
    previous,
    recordedAt,
    entries: (entries.all(key) as EntryRow[]).map((row) => ({
      ...row,
      from: cellText(row.from),
      to: cellText(row.to),
    })),
    evidence: (evidence.all(key) as EvidenceRow[]).map((row) => ({
      ...row,
      digest: row.digest.toString('hex'),
    })),
    audits: audits.all(key) as AuditText[],
  });
}

type EntryRow = Omit<CommitText['entries'][number], 'from' | 'to'> & { from: string; to: string };
type EvidenceRow = Omit<CommitText['evidence'][number], 'digest'> & { digest: Buffer };

function cellText(json: string) {
  const [place, lot, piece, quality, grade, owner] = JSON.parse(json) as [
    string,
    string,
    string | null,
    string,
    string,
    string,
  ];
  return { place, lot, piece, quality, grade, owner };
}

/** Every difference between what is stored for speed and what the entries say; none is the promise. */
export function rederive({ raw }: Pick<Database, 'raw'>): Difference[] {
  const moved = `select cell, sum(quantity) as quantity from (
      select to_cell as cell, quantity from entry union all select from_cell, -quantity from entry) group by cell`;
  const stock = raw.prepare(
    `select 'stock' as what, coalesce(moved.cell, stock.cell) as key, stock.quantity as stored, moved.quantity as derived
     from (${moved}) as moved full join stock on stock.cell = moved.cell
     where stock.quantity is not moved.quantity`,
  );
  const pieces = raw.prepare(
    `select 'piece' as what, piece.key, piece.cell as stored, last.to_cell as derived
     from piece left join (
       select piece, to_cell, max(entry) from (
         select cell.piece, entry.to_cell, entry.key as entry from entry join cell on cell.key = entry.to_cell
         where cell.piece is not null
         union all select cell.piece, null, entry.key from entry join cell on cell.key = entry.from_cell
           join cell as into_cell on into_cell.key = entry.to_cell
         where cell.piece is not null and into_cell.piece is null
       ) group by piece) as last on last.piece = piece.key
     where piece.cell is not last.to_cell`,
  );
  const tallied = raw.prepare(
    `with derived as (
       select place.site, lot.kind, quality, count(cell.piece) as pieces, sum(stock.quantity) as quantity
       from stock join cell on cell.key = stock.cell join place on place.key = cell.place join lot on lot.key = cell.lot
       where place.site is not null and stock.quantity <> 0 group by place.site, lot.kind, quality)
     select 'tally' as what, coalesce(tally.kind, derived.kind) as key, tally.quantity as stored, derived.quantity as derived
     from (select * from tally where quantity <> 0 or pieces <> 0) as tally full join derived
       on derived.site = tally.site and derived.kind = tally.kind and derived.quality = tally.quality
     where tally.quantity is not derived.quantity or tally.pieces is not derived.pieces`,
  );
  const open = raw.prepare(
    `with derived as (select site, what, count(*) as count from discrepancy where closed_at is null group by site, what)
     select 'discrepancies' as what, coalesce(stored.site, derived.site) as key, stored.count as stored, derived.count as derived
     from (select * from open_discrepancy where count <> 0) as stored full join derived
       on derived.site = stored.site and derived.what = stored.what
     where stored.count is not derived.count`,
  );
  const byLot = raw.prepare(
    `with derived as (
       select place.site, lot.kind, cell.lot, quality, count(cell.piece) as pieces, sum(stock.quantity) as quantity
       from stock join cell on cell.key = stock.cell join place on place.key = cell.place join lot on lot.key = cell.lot
       where place.site is not null and stock.quantity <> 0 group by place.site, cell.lot, quality)
     select 'lotStock' as what, coalesce(lot_stock.lot, derived.lot) as key, lot_stock.quantity as stored, derived.quantity as derived
     from lot_stock full join derived
       on derived.site = lot_stock.site and derived.lot = lot_stock.lot and derived.quality = lot_stock.quality
     where lot_stock.quantity is not derived.quantity or lot_stock.pieces is not derived.pieces or lot_stock.kind is not derived.kind`,
  );
  const received = raw.prepare(
    `select 'received' as what, lot.key, received_at as stored, first.at as derived
     from lot left join (
       select cell.lot, min(happened_at) as at from entry join cell on cell.key = entry.from_cell
         join place on place.key = cell.place where place.code = 'supplier' group by cell.lot) as first on first.lot = lot.key
     where received_at is not first.at`,
  );
  // Open is what lies there still; what should be open only the rules and a clock can say.
  const noticed = raw.prepare(
    `select 'notice' as what, notice.key, 1 as stored, 0 as derived from notice
     where closed_at is null and not exists (
       select 1 from lot_stock join lot on lot.key = lot_stock.lot and lot.kind = lot_stock.kind
       where lot.key = notice.lot and lot_stock.site = notice.site and quantity > 0)`,
  );
  const notices = raw.prepare(
    `with derived as (
       select site, step, count(*) as count from (
         select site, min(step) as step from notice where closed_at is null group by site, lot) group by site, step)
     select 'notices' as what, coalesce(stored.site, derived.site) as key, stored.count as stored, derived.count as derived
     from (select * from open_notice where count <> 0) as stored full join derived
       on derived.site = stored.site and derived.step = stored.step
     where stored.count is not derived.count`,
  );
  const stored = [stock, pieces, tallied, open, byLot, received, noticed, notices];
  return [...stored.flatMap((differences) => differences.all() as Difference[]), ...rederiveMarks({ raw })];
}
