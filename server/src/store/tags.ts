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
  const find = raw.prepare(
    `select tag.key, tag.piece, position.at, position.site, position.evidence, position.change, newest, evidence.outbox, evidence.seq
     from tag left join position on position.tag = tag.key left join evidence on evidence.key = position.evidence
     where epc = ?`,
  );
  const add = raw.prepare('insert into tag (epc, scheme, uri) values (?, ?, ?)');
  const pieceOf = raw.prepare(
    `select piece.key, piece.id, piece.lot, lot.code as lotCode, kind.code as kind, piece.quantity, site.code as home,
       (select happened_at from entry where to_cell = piece.cell order by key desc limit 1) as placedAt
     from piece join lot on lot.key = piece.lot join kind on kind.key = lot.kind
       left join cell on cell.key = piece.cell left join place on place.key = cell.place
       left join site on site.key = place.site
     where piece.key = ?`,
  );
  const expectation = raw.prepare(
    `select document.key, document.number, site.code as site
     from document_line join document on document.key = document_line.document join site on site.key = document.site
     where document_line.piece = ? and entry is null and document.type = 'goodsIn' limit 1`,
  );
  const openOf = raw.prepare(
    `select discrepancy.key, what, site.code as site from discrepancy join site on site.key = discrepancy.site
     where tag = ? and closed_at is null`,
  );
  const known = new Map<Epc, Tag>();

  const read = (epc: Epc): Tag => {
    const row = find.get(epc) as
      | ({ key: number; piece: number | null; newest: number | null } & Omit<Sight, 'at'> & {
            at: number | null;
          })
      | undefined;
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
      piece: row.piece === null ? null : readPiece(row.piece),
      seen: row.at === null ? null : sightOf({ ...row, at: row.at }),
      newest: row.newest ?? 0,
      open: new Map(open.map(({ key, what, site }) => [`${what}/${site}`, key])),
    };
  };

  const readPiece = (key: number): PieceOfTag => {
    const piece = pieceOf.get(key) as Omit<PieceOfTag, 'expectedAt' | 'document'>;
    const expected = expectation.get(key) as { key: number; number: string; site: string } | undefined;
    return {
      ...piece,
      expectedAt: expected?.site ?? null,
      document: expected ? { key: expected.key, number: expected.number } : null,
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

const sightOf = ({ outbox, seq, at, site, evidence, change }: Sight): Sight => ({
  outbox,
  seq,
  at,
  site,
  evidence,
  change,
});
