/** What the ledger knows of a tag, ready for the hot path: read once, then kept in memory as long as this program is the one writer. */
import { decodeEpc } from '@changping/contracts/epc';
import { type Epc, isBlank } from '@changping/contracts/units';
import type { PieceFacts, Seen } from '../domain/sighting.ts';
import type { Database } from './database.ts';

export type Tag = {
  readonly key: number;
  readonly epc: Epc;
  readonly blank: boolean;
  piece: PieceOfTag | null;
  seen: Sight | null;
  /** The evidence that spoke of it last; 0 for none. */
  newest: number;
  /** Open discrepancies of this tag: "what/site" to key. */
  open: Map<string, number>;
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

export type Tags = { get(epc: Epc): Tag; forget(): void };

/** Tags in memory at most: about 100 MB if every one had a piece. */
const most = 200_000;

export function tags({ raw }: Pick<Database, 'raw'>): Tags {
  // One question for all of it: a thousand new tags may come through a gate at once.
  const find = raw.prepare(
    `select tag.key, position.at, position.site, position.evidence, position.change, newest, evidence.outbox, evidence.seq,
       tag.piece, piece.id, piece.lot, lot.code as lotCode, kind.code as kind, piece.quantity, home.code as home,
       (select happened_at from entry where to_cell = piece.cell order by key desc limit 1) as placedAt,
       document.key as document, document.number, expecting.code as expectedAt
     from tag
       left join position on position.tag = tag.key left join evidence on evidence.key = position.evidence
       left join piece on piece.key = tag.piece left join lot on lot.key = piece.lot left join kind on kind.key = lot.kind
       left join cell on cell.key = piece.cell left join place on place.key = cell.place left join site as home on home.key = place.site
       left join document_line as line on line.piece = tag.piece and line.entry is null
       left join document on document.key = line.document and document.type = 'goodsIn'
       left join site as expecting on expecting.key = document.site
     where epc = ? limit 1`,
  );
  const add = raw.prepare('insert into tag (epc, scheme, uri) values (?, ?, ?)');
  const openOf = raw.prepare(
    `select discrepancy.key, what, site.code as site from discrepancy join site on site.key = discrepancy.site
     where tag = ? and closed_at is null`,
  );
  const known = new Map<Epc, Tag>();

  const read = (epc: Epc): Tag => {
    const row = find.get(epc) as Row | undefined;
    if (!row) {
      const { scheme, uri } = decodeEpc(epc) ?? { scheme: null, uri: null };
      const key = Number(add.run(epc, scheme, uri).lastInsertRowid);
      return { key, epc, blank: isBlank(epc), piece: null, seen: null, newest: 0, open: new Map() };
    }
    const open = openOf.all(row.key) as { key: number; what: string; site: string }[];
    return {
      key: row.key,
      epc,
      blank: isBlank(epc),
      piece: pieceOf(row),
      seen: sightOf(row),
      newest: row.newest ?? 0,
      open: new Map(open.map(({ key, what, site }) => [`${what}/${site}`, key])),
    };
  };

  return {
    get(epc) {
      const there = known.get(epc);
      if (there) return there;
      if (known.size >= most) known.clear();
      const tag = read(epc);
      known.set(epc, tag);
      return tag;
    },
    forget: () => known.clear(),
  };
}

type Row = Omit<Sight, 'at'> &
  Omit<PieceOfTag, 'key' | 'document'> & {
    key: number;
    piece: number | null;
    at: number | null;
    newest: number | null;
    document: number | null;
    number: string;
  };

const sightOf = ({ outbox, seq, at, site, evidence, change }: Row): Sight | null =>
  at === null ? null : { outbox, seq, at, site, evidence, change };

function pieceOf({ piece, document, number, ...row }: Row): PieceOfTag | null {
  if (piece === null) return null;
  const { id, lot, lotCode, kind, quantity, home, placedAt, expectedAt } = row;
  return {
    key: piece,
    ...{ id, lot, lotCode, kind, quantity, home, placedAt, expectedAt },
    document: document === null ? null : { key: document, number },
  };
}
