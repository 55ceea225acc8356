/** What the ledger knows of a tag, ready for the hot path: read once, then kept in memory as long as this program is the one writer. */
import { decodeEpc } from '@changping/contracts/epc';
import { type Epc, isBlank } from '@changping/contracts/units';
import type { PieceFacts, Seen } from '../domain/sighting.ts';
import type { Database } from './database.ts';
import { remembered } from './remembered.ts';

export type Tag = {
  readonly key: number;
  readonly epc: Epc;
  readonly blank: boolean;
  piece: PieceOfTag | null;
  seen: Sight | null;
  /** The evidence that spoke of it last; 0 for none. */
  newest: number;
  /** Open discrepancies of this tag by "what/site": the row, and the key of the site. */
  open: Map<string, { key: number; site: number }>;
};

/** The latest sighting, as `position` tells it. */
export type Sight = Seen & { site: number; evidence: number; change: number };

export type PieceOfTag = PieceFacts & {
  readonly key: number;
  readonly id: string;
  readonly lot: number;
  readonly lotCode: string;
  readonly kind: string;
  readonly quantity: number;
  document: { key: number; number: string } | null;
};

export type Tags = {
  get(epc: Epc): Tag;
  /** Between transactions: a tag forgotten within one would be read back as it was before it. */
  trim(): void;
  /** All, or those of these pieces. */
  forget(pieces?: Iterable<string>): void;
};

/** Tags in memory, and those of one more group: about 100 MB if every one had a piece. */
const tagsMax = 200_000;

export function tags({ raw }: Pick<Database, 'raw'>, most = tagsMax): Tags {
  // A thousand new tags may come through a gate at once, so the question is short: what few rows share is remembered.
  const find = raw.prepare(
    `select tag.key, tag.piece, piece.id, piece.lot, piece.quantity, piece.cell, line.document,
       paper.document as paper, paper.from_site as fromSite, paper.to_site as toSite,
       newest, position.at, position.site, position.evidence, position.change, evidence.outbox, evidence.seq,
       exists (select 1 from discrepancy where tag = tag.key and closed_at is null) as doubted
     from tag
       left join piece on piece.key = tag.piece
       left join document_line as line on line.piece = tag.piece and line.entry is null
       left join document_piece as paper on paper.piece = tag.piece
       left join position on position.tag = tag.key left join evidence on evidence.key = position.evidence
     where epc = ? limit 1`,
  );
  const lotOf = remembered<LotText>(
    raw.prepare(
      'select lot.code as lotCode, kind.code as kind from lot join kind on kind.key = lot.kind where lot.key = ?',
    ),
  );
  const documentOf = remembered<DocumentText>(
    raw.prepare(
      'select number, site.code as expectedAt from document join site on site.key = document.site where document.key = ?',
    ),
  );
  const whereabouts = raw.prepare(
    `select site.code as home, (select happened_at from entry where to_cell = cell.key order by key desc limit 1) as placedAt
     from cell join place on place.key = cell.place left join site on site.key = place.site where cell.key = ?`,
  );
  const lastSite = raw
    .prepare(
      `select site.code from cell join place on place.key = cell.place join site on site.key = place.site
       where cell.piece = ? order by cell.key desc limit 1`,
    )
    .pluck();
  const add = raw.prepare('insert into tag (epc, scheme, uri) values (?, ?, ?)');
  const openOf = raw.prepare(
    `select discrepancy.key, what, site.code as site, site.key as siteKey from discrepancy join site on site.key = discrepancy.site
     where tag = ? and closed_at is null`,
  );
  const epcsOf = raw
    .prepare(
      `select epc from piece join tag on tag.piece = piece.key where piece.id = ?
       union select epc from piece join tag_binding on tag_binding.piece = piece.key
         join tag on tag.key = tag_binding.tag where piece.id = ?`,
    )
    .pluck();
  const known = new Map<Epc, Tag>();

  const read = (epc: Epc): Tag => {
    const row = find.get(epc) as Row | undefined;
    if (!row) {
      const { scheme, uri } = decodeEpc(epc) ?? { scheme: null, uri: null };
      const key = Number(add.run(epc, scheme, uri).lastInsertRowid);
      return { key, epc, blank: isBlank(epc), piece: null, seen: null, newest: 0, open: new Map() };
    }
    const open = (row.doubted ? openOf.all(row.key) : []) as Open[];
    return {
      key: row.key,
      epc,
      blank: isBlank(epc),
      piece: pieceOf(row),
      seen: sightOf(row),
      newest: row.newest ?? 0,
      open: new Map(open.map(({ key, what, site, siteKey }) => [`${what}/${site}`, { key, site: siteKey }])),
    };
  };

  function pieceOf({
    piece,
    cell,
    document,
    id,
    lot,
    quantity,
    paper,
    fromSite,
    toSite,
  }: Row): PieceOfTag | null {
    if (piece === null) return null;
    const { lotCode, kind } = lotOf(lot);
    const { home, placedAt } = (cell === null ? nowhere : whereabouts.get(cell)) as Whereabouts;
    const openedAt = cell === null ? ((lastSite.get(piece) as string | null | undefined) ?? null) : null;
    const expecting = document === null ? null : documentOf(document);
    return {
      key: piece,
      ...{ id, lot, lotCode, kind, quantity, home, placedAt, openedAt },
      expectedAt: expecting?.expectedAt ?? null,
      order: paper === null ? null : { from: fromSite, to: toSite },
      document: expecting && document !== null ? { key: document, number: expecting.number } : null,
    };
  }

  return {
    get(epc) {
      const there = known.get(epc);
      if (there) return there;
      const tag = read(epc);
      known.set(epc, tag);
      return tag;
    },
    trim() {
      if (known.size >= most) known.clear();
    },
    forget(pieces) {
      if (!pieces) return known.clear();
      for (const piece of pieces) for (const epc of epcsOf.all(piece, piece) as Epc[]) known.delete(epc);
    },
  };
}

type Row = Omit<Sight, 'at'> & {
  key: number;
  piece: number | null;
  id: string;
  lot: number;
  quantity: number;
  cell: number | null;
  document: number | null;
  paper: number | null;
  fromSite: string | null;
  toSite: string | null;
  newest: number | null;
  at: number | null;
  doubted: 0 | 1;
};
type Open = { key: number; what: string; site: string; siteKey: number };
type LotText = { lotCode: string; kind: string };
type DocumentText = { number: string; expectedAt: string };
type Whereabouts = Pick<PieceOfTag, 'home' | 'placedAt'>;
const nowhere: Whereabouts = { home: null, placedAt: null };

const sightOf = ({ outbox, seq, at, site, evidence, change }: Row): Sight | null =>
  at === null || !evidence ? null : { outbox, seq, at, site, evidence, change };
