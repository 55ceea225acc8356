/** What a sighting does to the ledger: the tag's position, an arrival, or a discrepancy opened or closed. Runs inside the caller's transaction. */
import type { FeedItem } from '@changping/contracts/live';
import type { Epc, Instant, SiteId } from '@changping/contracts/units';
import { isLater, meaning } from '../domain/sighting.ts';
import type { Book, OpenCommit } from './book.ts';
import type { Database } from './database.ts';
import type { PieceOfTag, Tag, Tags } from './tags.ts';

/** What all rows of one letter have in common. */
export type Source = {
  site: SiteId;
  siteKey: number;
  outbox: number;
  seq: number;
  evidence: number;
  change: 'seen' | 'left';
  actor: string;
};
export type Seeing = {
  /** Called for every read. Adds to `links` the tag and the evidence that spoke of it before (0: none). */
  see(source: Source, epc: Epc, at: number, commit: OpenCommit, links: number[]): void;
  /** Writes where the tags are, once each however often they were seen, and gives back the feed's lines: forty cases of one document are one line. */
  settle(): Omit<FeedItem, 'id'>[];
  /** After a failed transaction. */
  forget(): void;
};

export function sightings({ raw }: Pick<Database, 'raw'>, tags: Tags, book: Book): Seeing {
  const putPosition = raw.prepare(
    `insert into position (tag, site, evidence, change, at, newest) values (?, ?, ?, ?, ?, ?) on conflict (tag)
     do update set site = excluded.site, evidence = excluded.evidence, change = excluded.change, at = excluded.at, newest = excluded.newest`,
  );
  const openDiscrepancy = raw.prepare(
    'insert into discrepancy (site, what, tag, home, opened_at, opened_by) values (?, ?, ?, (select key from site where code = ?), ?, ?)',
  );
  const closeDiscrepancy = raw.prepare(
    'update discrepancy set closed_at = ?, closed_by = ? where key = ? and closed_at is null',
  );
  let lines = new Map<string, Omit<FeedItem, 'id'>>();
  const moved = new Set<Tag>();

  function see(source: Source, epc: Epc, at: number, commit: OpenCommit, links: number[]): void {
    const tag = tags.get(epc);
    links.push(tag.key, tag.newest);
    tag.newest = source.evidence;
    moved.add(tag);
    const { outbox, seq, siteKey, evidence, change } = source;
    const isNewest = !tag.seen || isLater({ outbox, seq, at }, tag.seen);
    if (isNewest) tag.seen = { outbox, seq, at, site: siteKey, evidence, change: change === 'seen' ? 1 : 0 };
    if (change === 'seen') understand(tag, source, at, isNewest, commit);
  }

  function understand(tag: Tag, source: Source, at: number, isNewest: boolean, commit: OpenCommit): void {
    const what = meaning(source.site, at, tag.blank, tag.piece);
    // Where a piece is now, only its newest sighting tells; a letter that drained late tells where it was.
    if ((what === 'home' || what === 'seenElsewhere') && !isNewest) return;
    if (what === 'home') close(tag, 'seenElsewhere', source, at);
    else if (what === 'arrives' && tag.piece) arrive(tag, tag.piece, source, at, commit);
    else if (what !== 'arrives' && what !== 'nothing') open(tag, what, source, at);
  }

  function arrive(tag: Tag, piece: PieceOfTag, source: Source, at: number, commit: OpenCommit): void {
    const { site, evidence, actor } = source;
    const { lotCode: lot, lot: lotKey } = piece;
    const state = { quality: 'usable', grade: 'reserve', owner: site };
    book.move(commit, {
      // On the supplier's side it is so much of a lot; it becomes a piece of ours by arriving.
      from: { place: 'supplier', lot, lotKey, piece: null, pieceKey: null, ...state },
      to: { place: `${site}/receiving`, lot, lotKey, piece: piece.id, pieceKey: piece.key, ...state },
      quantity: piece.quantity,
      document: piece.document,
      actor: `gateway:${actor}`,
      evidence,
      happenedAt: at,
    });
    const document = piece.document?.number ?? '';
    tag.piece = { ...piece, home: site, placedAt: at, expectedAt: null, document: null };
    for (const what of ['unconfirmed', 'unknownTag'] as const) close(tag, what, source, at);
    tell(`${site}/${document}/${piece.kind}`, at, site, 'arrived', { kind: piece.kind, document, pieces: 0 });
  }

  type Open = 'seenElsewhere' | 'unknownTag' | 'unconfirmed' | 'blankTag';
  function open(tag: Tag, what: Open, { site, siteKey, evidence }: Source, at: number): void {
    const name = `${what}/${site}`;
    if (tag.open.has(name)) return;
    const home = tag.piece?.home ?? null;
    tag.open.set(
      name,
      Number(openDiscrepancy.run(siteKey, what, tag.key, home, at, evidence).lastInsertRowid),
    );
    const detail = { epc: tag.epc, pieces: 0, ...(home === null ? {} : { home }) };
    tell(`${site}/${what}/${home}`, at, site, what, detail);
  }

  function close(tag: Tag, what: Open, { evidence }: Source, at: number): void {
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
      for (const { key, newest, seen } of moved)
        if (seen) putPosition.run(key, seen.site, seen.evidence, seen.change, seen.at, newest);
      moved.clear();
      const told = [...lines.values()];
      lines = new Map();
      return told;
    },
    forget() {
      moved.clear();
      lines = new Map();
    },
  };
}
