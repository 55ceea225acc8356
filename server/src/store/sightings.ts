/** What a read tag does to the ledger: its position, an arrival, or a discrepancy opened or closed. Runs inside the caller's transaction. */
import type { FeedItem } from '@changping/contracts/live';
import type { Epc, Instant, SiteId } from '@changping/contracts/units';
import { type Doubt, isLater, isThere, type Meaning, meaning, type Sight } from '../domain/sighting.ts';
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
  actor: string;
};
/** `what`: its meaning where the ledger took it, 'nothing' where a later reading says more. */
export type Read = { tag: Tag; what: Meaning };
export type Seeing = {
  /** Called for every read. Adds to `links` the tag and the evidence that spoke of it before (0: none). */
  see(source: Source, sight: Sight, epc: Epc, at: number, commit: OpenCommit, links: number[]): Read;
  keyOf(epc: Epc): number;
  /** Writes where the tags are, once each however often they were seen. `lines` of the feed: forty cases of one document are one. `sites`: whose count of open doubts it changed, for a doubt may end by a letter of another store. */
  settle(): { lines: Omit<FeedItem, 'id'>[]; sites: SiteId[] };
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
  const addCount = raw.prepare(
    'insert into open_discrepancy (site, what, count) values (?, ?, ?) on conflict (site, what) do update set count = count + excluded.count',
  );
  let lines = new Map<string, Omit<FeedItem, 'id'>>();
  /** With the key of the site that read it last. */
  const moved = new Map<Tag, number>();
  /** Discrepancies opened less those closed, by site and sort. */
  const counts = new Map<string, { site: number; code: SiteId; what: string; by: number }>();

  function see(
    source: Source,
    sight: Sight,
    epc: Epc,
    at: number,
    commit: OpenCommit,
    links: number[],
  ): Read {
    const tag = tags.get(epc);
    links.push(tag.key, tag.newest);
    tag.newest = source.evidence;
    const { outbox, seq, siteKey, evidence } = source;
    moved.set(tag, siteKey);
    const isNewest = !tag.seen || isLater({ outbox, seq, at }, tag.seen);
    // A stray stands beside the gate: where it is the sightings of its own room tell.
    if (isNewest && sight !== 'stray')
      tag.seen = { outbox, seq, at, site: siteKey, evidence, change: isThere(sight) ? 1 : 0 };
    const what = meaning(sight, source.site, at, tag.blank, tag.piece);
    // Where a piece is now, only its newest sighting tells; a letter that drained late tells where it was.
    if (!isNewest && (what === 'home' || what === 'seenElsewhere' || what === 'leftWithoutOrder'))
      return { tag, what: 'nothing' };
    if (what === 'home')
      for (const doubt of ['seenElsewhere', 'leftWithoutOrder'] as const) close(tag, doubt, source, at);
    else if (what === 'arrives' && tag.piece) arrive(tag, tag.piece, source, at, commit);
    else if (what !== 'arrives' && what !== 'nothing') open(tag, what, source, at);
    return { tag, what };
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

  function open(tag: Tag, what: Doubt, { site, siteKey, evidence }: Source, at: number): void {
    const name = `${what}/${site}`;
    if (tag.open.has(name)) return;
    const home = tag.piece?.home ?? null;
    const key = Number(openDiscrepancy.run(siteKey, what, tag.key, home, at, evidence).lastInsertRowid);
    tag.open.set(name, { key, site: siteKey });
    count(siteKey, site, what, 1);
    const kind = what === 'leftWithoutOrder' && tag.piece ? tag.piece.kind : null;
    const detail = {
      epc: tag.epc,
      pieces: 0,
      ...(home === null ? {} : { home }),
      ...(kind === null ? {} : { kind }),
    };
    tell(`${site}/${what}/${home}/${kind}`, at, site, what, detail);
  }

  function close(tag: Tag, what: Doubt, { evidence }: Source, at: number): void {
    for (const [name, { key, site }] of tag.open) {
      if (!name.startsWith(`${what}/`)) continue;
      closeDiscrepancy.run(at, evidence, key);
      tag.open.delete(name);
      count(site, name.slice(what.length + 1) as SiteId, what, -1);
    }
  }

  function count(site: number, code: SiteId, what: Doubt, by: number): void {
    const name = `${site}/${what}`;
    const before = counts.get(name) ?? { site, code, what, by: 0 };
    counts.set(name, { ...before, by: before.by + by });
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
    keyOf: (epc) => tags.get(epc).key,
    settle() {
      // Read beside a trip and never else: its trail begins somewhere, but where it is nobody has told.
      for (const [{ key, newest, seen }, site] of moved)
        if (seen === null) putPosition.run(key, site, 0, 0, 0, newest);
        else putPosition.run(key, seen.site, seen.evidence, seen.change, seen.at, newest);
      moved.clear();
      const changed = [...counts.values()].filter(({ by }) => by !== 0);
      for (const { site, what, by } of changed) addCount.run(site, what, by);
      counts.clear();
      const told = { lines: [...lines.values()], sites: changed.map(({ code }) => code) };
      lines = new Map();
      return told;
    },
    forget() {
      moved.clear();
      counts.clear();
      lines = new Map();
    },
  };
}
