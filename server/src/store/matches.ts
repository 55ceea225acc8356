/** Trips through gates held against the open documents of their store, kept beside the trip: as it comes in, and once more when a document is opened or goes on. Writing runs inside the caller's transaction. */
import type { Document } from '@changping/contracts/documents';
import { briefOf, type GateMatch } from '@changping/contracts/gate-match';
import type { Day } from '../domain/day.ts';
import {
  expects,
  matchedTypes,
  matches as matchesOf,
  type Passed,
  type PassedGoods,
  type PassedTag,
} from '../domain/match.ts';
import type { Database } from './database.ts';
import { passageTags } from './passage-tags.ts';

export type Matches = {
  /** Trips that a letter told of just now. */
  settle(trips: readonly number[]): void;
  /** A document that was opened or went on: which recent trips does it explain? @returns the stores whose picture that changes. */
  look(document: Document): string[];
  of(passage: number): GateMatch[];
  /** What the gates saw of it, all its trips one way together. What came beside it is of other documents, so each is told only what the gates of stores in view saw. */
  ofDocument(document: Document, sees: (site: string) => boolean): Generator<void, GateMatch[]>;
};

/** Of a store; those opened last are looked at. */
const documentsMost = 300;
/** How long a gateway keeps what it read raw, so that a trip can be told apart; an older one nobody asks about. */
const recentMs = 72 * 3_600_000;
const tripsMost = 50;
/** Looked up in one go. */
const tagsOfSlice = 200;

export function matches({ raw }: Pick<Database, 'raw'>, today: () => Day): Matches {
  const trip = raw.prepare(
    `select passage.key, site.code as site, direction from passage join site on site.key = passage.site where passage.key = ?`,
  );
  const letters = raw
    .prepare(
      `select body from evidence where key in
         (select evidence from passage where key = ? union select evidence from passage_part where passage = ?) order by key`,
    )
    .pluck();
  const goodsOf = raw.prepare(
    `select piece.id as piece, kind.code as kind, lot.code as lot, piece.quantity, place.code as place,
       coalesce(lot.effective_on, lot.expires_on) as effectiveOn
     from tag join piece on piece.key = tag.piece join lot on lot.key = piece.lot join kind on kind.key = lot.kind
       left join cell on cell.key = piece.cell left join place on place.key = cell.place where tag.epc = ?`,
  );
  const open = raw
    .prepare(
      `select body from document where body is not null and type in (${matchedTypes.map((type) => `'${type}'`).join()})
         and key in (select key from document where is_over = 0 and site = (select key from site where code = ?)
           union select key from document where is_over = 0 and there = ?) order by key desc limit ${documentsMost}`,
    )
    .pluck();
  const recent = raw
    .prepare(
      `select key from passage where site = (select key from site where code = ?) and direction = ? and ended_at >= ?
         and not exists (select 1 from passage_match where passage = passage.key and document <> ?)
       order by key desc limit ${tripsMost}`,
    )
    .pluck();
  const documentKey = raw.prepare('select key, created_at as createdAt from document where id = ?');
  const drop = raw.prepare('delete from passage_match where passage = ?');
  const add = raw.prepare(
    'insert into passage_match (passage, document, rank, brief, body) values (?, ?, ?, ?, ?)',
  );
  const bodies = raw.prepare('select body from passage_match where passage = ? order by rank').pluck();
  const tripsOf = raw
    .prepare(`select passage from passage_match where document = ? order by passage desc limit ${tripsMost}`)
    .pluck();

  type Trip = { key: number; site: string; direction: string };
  const passed = (key: number): Passed | null => whole(passing(key));

  function* passing(key: number): Generator<void, Passed | null> {
    const { site, direction } = trip.get(key) as Trip;
    // Which way it went nobody knows, or it did not go: no document asks for that.
    if (direction !== 'in' && direction !== 'out') return null;
    const read = passageTags(letters.all(key, key) as (Uint8Array | null)[]);
    yield;
    const tags: PassedTag[] = [];
    for (const [n, { epc, stray }] of read.entries()) {
      if (!stray) tags.push({ epc, goods: (goodsOf.get(epc) as PassedGoods | undefined) ?? null });
      if (n % tagsOfSlice === tagsOfSlice - 1) yield;
    }
    return { site, direction, tags };
  }

  function keep(key: number, documents: readonly Document[], through: Passed): boolean {
    const found = matchesOf(through, documents, today());
    const before = bodies.all(key);
    const after = found.map((match) => JSON.stringify(match));
    if (before.length === after.length && after.every((body, i) => body === before[i])) return false;
    drop.run(key);
    for (const [rank, match] of found.entries()) {
      const { key: document } = documentKey.get(match.document) as { key: number };
      add.run(key, document, rank, JSON.stringify(briefOf(match)), after[rank]);
    }
    return true;
  }

  const openAt = (site: string): Document[] =>
    (open.all(site, site) as string[]).map((body) => JSON.parse(body) as Document);

  return {
    settle(trips) {
      const ofSite = new Map<string, Document[]>();
      for (const key of trips) {
        const through = passed(key);
        if (!through) continue;
        const documents = ofSite.get(through.site) ?? openAt(through.site);
        ofSite.set(through.site, documents);
        if (documents.length) keep(key, documents, through);
      }
    },
    look(document) {
      const { key, createdAt } = documentKey.get(document.id) as { key: number; createdAt: number };
      const changed = new Set<string>();
      for (const site of [document.site, ...(document.there === null ? [] : [document.there])])
        for (const direction of ['in', 'out'] as const) {
          if (!expects(document, { site, direction })) continue;
          for (const passage of recent.all(site, direction, createdAt - recentMs, key) as number[]) {
            const through = passed(passage);
            if (through && keep(passage, [document], through)) changed.add(site);
          }
        }
      return [...changed];
    },
    of: (passage) => (bodies.all(passage) as string[]).map((body) => JSON.parse(body) as GateMatch),
    *ofDocument(document, sees) {
      const { key } = documentKey.get(document.id) as { key: number };
      const sums = new Map<string, Passed>();
      for (const passage of tripsOf.all(key) as number[]) {
        const through = yield* passing(passage);
        if (!through || !sees(through.site)) continue;
        const { site, direction, tags } = through;
        const name = `${site} ${direction}`;
        sums.set(name, { site, direction, tags: [...(sums.get(name)?.tags ?? []), ...tags] });
        yield;
      }
      return [...sums.values()].flatMap((through) => matchesOf(through, [document], today()));
    },
  };
}

/** All slices at once. */
function whole<Result>(work: Generator<void, Result>): Result {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}
