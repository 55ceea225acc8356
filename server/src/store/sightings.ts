/** What a sighting does to the ledger: the tag's position, an arrival, or a discrepancy opened or closed. Runs inside the caller's transaction. */
import type { FeedItem } from '@changping/contracts/live';
import type { Epc, Instant, SiteId } from '@changping/contracts/units';
import { isLater, meaning } from '../domain/sighting.ts';
import type { Book, Cell, OpenCommit } from './book.ts';
import type { Database } from './database.ts';
import type { PieceOfTag, Tag, Tags } from './tags.ts';

export type Sighting = {
  site: SiteId;
  siteKey: number;
  outbox: number;
  seq: number;
  evidence: number;
  row: number;
  epc: Epc;
  at: number;
  change: 'seen' | 'left';
  actor: string;
};
export type Seeing = {
  see(sighting: Sighting, commit: OpenCommit): void;
  /** The feed's lines for what was seen since the last call: forty cases of one document are one line. */
  settle(): Omit<FeedItem, 'id'>[];
};

export function sightings({ raw }: Pick<Database, 'raw'>, tags: Tags, book: Book): Seeing {
  const addSighting = raw.prepare('insert into sighting (tag, evidence, row) values (?, ?, ?)');
  const putPosition = raw.prepare(
    `insert into position (tag, site, evidence, change, at) values (?, ?, ?, ?, ?) on conflict (tag)
     do update set site = excluded.site, evidence = excluded.evidence, change = excluded.change, at = excluded.at`,
  );
  const openDiscrepancy = raw.prepare(
    'insert into discrepancy (site, what, tag, home, opened_at, opened_by) values (?, ?, ?, (select key from site where code = ?), ?, ?)',
  );
  const closeDiscrepancy = raw.prepare(
    'update discrepancy set closed_at = ?, closed_by = ? where key = ? and closed_at is null',
  );
  let lines = new Map<string, Omit<FeedItem, 'id'>>();

  function see(sighting: Sighting, commit: OpenCommit): void {
    const { site, siteKey, outbox, seq, evidence, row, epc, at, change } = sighting;
    const tag = tags.get(epc);
    addSighting.run(tag.key, evidence, row);
    const seen = { outbox, seq, at };
    if (!tag.seen || isLater(seen, tag.seen)) {
      tag.seen = seen;
      putPosition.run(tag.key, siteKey, evidence, change === 'seen' ? 1 : 0, at);
    }
    if (change === 'left') return;
    const what = meaning(site, at, tag.blank, tag.piece);
    if (what === 'nothing') return;
    if (what === 'home') close(tag, 'seenElsewhere', sighting);
    else if (what === 'arrives' && tag.piece) arrive(tag, tag.piece, sighting, commit);
    else if (what !== 'arrives') open(tag, what, sighting);
  }

  function arrive(tag: Tag, piece: PieceOfTag, { site, evidence, at, actor }: Sighting, commit: OpenCommit) {
    const cell: Omit<Cell, 'place'> = {
      lot: piece.lotCode,
      lotKey: piece.lot,
      piece: piece.id,
      pieceKey: piece.key,
      quality: 'usable',
      grade: 'reserve',
      owner: site,
    };
    book.move(commit, {
      from: { ...cell, place: 'supplier' },
      to: { ...cell, place: `${site}/receiving` },
      quantity: piece.quantity,
      document: piece.document,
      actor: `gateway:${actor}`,
      evidence,
      happenedAt: at,
    });
    const document = piece.document?.number ?? '';
    tag.piece = { ...piece, home: site, placedAt: at, expectedAt: null, document: null };
    for (const what of ['unconfirmed', 'unknownTag'] as const)
      close(tag, what, { site, evidence, at } as Sighting);
    tell(`${site}/${document}/${piece.kind}`, at, site, 'arrived', { kind: piece.kind, document, pieces: 0 });
  }

  function open(tag: Tag, what: 'seenElsewhere' | 'unknownTag' | 'unconfirmed' | 'blankTag', by: Sighting) {
    const name = `${what}/${by.site}`;
    if (tag.open.has(name)) return;
    const home = tag.piece?.home ?? null;
    const added = openDiscrepancy.run(by.siteKey, what, tag.key, home, by.at, by.evidence);
    tag.open.set(name, Number(added.lastInsertRowid));
    const detail = { epc: tag.epc, pieces: 0, ...(home === null ? {} : { home }) };
    tell(`${by.site}/${what}/${home}`, by.at, by.site, what === 'unconfirmed' ? 'unconfirmed' : what, detail);
  }

  function close(tag: Tag, what: string, { at, evidence }: Pick<Sighting, 'at' | 'evidence'>) {
    for (const [name, key] of tag.open) {
      if (!name.startsWith(`${what}/`)) continue;
      closeDiscrepancy.run(at, evidence, key);
      tag.open.delete(name);
    }
  }

  function tell(
    name: string,
    at: number,
    site: SiteId,
    what: FeedItem['what'],
    detail: FeedItem['detail'],
  ): void {
    const line = lines.get(name) ?? { at: at as Instant, site, what, detail };
    line.detail.pieces = Number(line.detail.pieces) + 1;
    lines.set(name, line);
  }

  return {
    see,
    settle() {
      const told = [...lines.values()];
      lines = new Map();
      return told;
    },
  };
}
