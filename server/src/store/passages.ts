/** One trip through a gate: what it does to the ledger, tag by tag, and the row that the gate view shows. Runs inside the caller's transaction. */
import type { PassageLetter } from '@changping/contracts/letters';
import type { FeedItem } from '@changping/contracts/live';
import type { Epc, Instant, KindId } from '@changping/contracts/units';
import { timesOf } from '../domain/sighting.ts';
import type { OpenCommit } from './book.ts';
import type { Database } from './database.ts';
import type { Read, Seeing, Source } from './sightings.ts';

export type Passages = {
  /** @returns the feed's line; none for what adds nothing, or adds to a line of the same commit. */
  keep(
    letter: PassageLetter,
    source: Source & { gatewayKey: number },
    arrivedAt: number,
    now: number,
    commit: OpenCommit,
    links: number[],
  ): Line | undefined;
  /** The trips that letters told of since it was asked last. */
  touched(): number[];
};

type Line = Omit<FeedItem, 'id'>;
type Row = { key: number; goods: string };

const explained: ReadonlySet<string> = new Set(['arrives', 'home', 'nothing']);

export function passages({ raw }: Pick<Database, 'raw'>, seeing: Pick<Seeing, 'see' | 'keyOf'>): Passages {
  const add = raw.prepare(
    `insert into passage (site, evidence, gateway, trip, reader, direction, began_at, ended_at, pieces, strays, unexplained, goods)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const find = raw.prepare(
    'select key, goods from passage where gateway = ? and trip = ? and direction = ? and trip is not null',
  );
  const linksOf = raw
    .prepare(
      `select links from evidence where key = (select evidence from passage where key = ?)
       union all select links from passage_part join evidence on evidence.key = evidence where passage = ?`,
    )
    .pluck();
  const addPart = raw.prepare('insert into passage_part (passage, evidence) values (?, ?)');
  const addTo = raw.prepare(
    `update passage set began_at = min(began_at, ?), ended_at = max(ended_at, ?), pieces = pieces + ?,
       strays = strays + ?, unexplained = unexplained + ?, goods = ? where key = ?`,
  );
  const touched = new Set<number>();
  /** Of the commits under way, by trip. */
  const lines = new WeakMap<OpenCommit, Map<number, Line>>();

  /** The tags, by key, that earlier letters told of the trip. */
  function toldOf(trip: number): Set<number> {
    const told = new Set<number>();
    for (const links of linksOf.all(trip, trip) as (string | null)[])
      (JSON.parse(links ?? '[]') as number[]).forEach((tag, i) => {
        if (i % 2 === 0) told.add(tag);
      });
    return told;
  }

  return {
    keep(letter, source, arrivedAt, now, commit, links) {
      const { trip = null, at, first, last, epc, stray, direction, reader } = letter;
      const { site, siteKey, gatewayKey, evidence } = source;
      const ends = timesOf({ at, dt: last }, arrivedAt);
      const before = trip === null ? undefined : (find.get(gatewayKey, trip, direction) as Row | undefined);
      const told = before && toldOf(before.key);
      const reads = epc.flatMap((code, row) => {
        if (told?.has(seeing.keyOf(code as Epc))) {
          // Told by an earlier letter, under another outbox maybe: the row keeps its place and names no tag.
          links.push(0, 0);
          return [];
        }
        const seenAt = Math.min(ends[row] as number, now);
        const sight = stray[row] ? 'stray' : direction;
        return [{ ...seeing.see(source, sight, code as Epc, seenAt, commit, links), sight }];
      });
      if (!reads.length) return undefined;
      const through = reads.filter(({ sight }) => sight !== 'stray');
      const strays = reads.length - through.length;
      const unexplained = through.filter(({ what }) => !explained.has(what)).length;
      const endedAt = Math.min(Math.max(...ends), now) as Instant;
      const beganAt = endedAt - (Math.max(...last) - Math.min(...first));
      const numbers = [through.length, strays, unexplained];
      const goods = JSON.stringify(goodsOf(through, before && JSON.parse(before.goods)));
      const detail = { reader, direction, pieces: through.length, unexplained };
      const line: Line = { at: endedAt, site, what: 'passage', detail };
      if (before) {
        addPart.run(before.key, evidence);
        addTo.run(beganAt, endedAt, ...numbers, goods, before.key);
        touched.add(before.key);
        return tell(commit, before.key, line);
      }
      const row = [siteKey, evidence, gatewayKey, trip, reader, direction, beganAt, endedAt, ...numbers];
      const key = Number(add.run(...row, goods).lastInsertRowid);
      touched.add(key);
      return tell(commit, key, line);
    },
    touched() {
      const all = [...touched];
      touched.clear();
      return all;
    },
  };

  /** A trip of several letters is one line, as long as they come together. */
  function tell(commit: OpenCommit, key: number, line: Line): Line | undefined {
    const told = lines.get(commit) ?? new Map<number, Line>();
    lines.set(commit, told);
    const there = told.get(key);
    if (!there) {
      told.set(key, line);
      return line;
    }
    for (const name of ['pieces', 'unexplained'])
      there.detail[name] = Number(there.detail[name]) + Number(line.detail[name]);
    return undefined;
  }
}

/** Pieces by kind, with those counted before; tags that are bound to nothing have none. */
function goodsOf(
  reads: readonly Pick<Read, 'tag'>[],
  before: Record<KindId, number> = {},
): Record<KindId, number> {
  const goods: Record<string, number> = { ...before };
  for (const { tag } of reads) if (tag.piece) goods[tag.piece.kind] = (goods[tag.piece.kind] ?? 0) + 1;
  return goods;
}
