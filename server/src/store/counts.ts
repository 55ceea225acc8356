/** Counts in their rows. What was seen is only ever added, the same again is nothing, and another content under its id is refused. Writing runs inside an act's transaction. */
import type { CountTrouble } from '@changping/contracts/count-words';
import { Fault } from '@changping/contracts/faults';
import type { CommandBody } from '@changping/contracts/http-commands';
import type { Instant } from '@changping/contracts/units';
import { isWithin, type Scan } from '../domain/count/facts.ts';
import { scopeOf } from '../domain/count/scope.ts';
import { sound } from '../domain/count/sound.ts';
import type { OpenCommit } from './book.ts';
import type { Database } from './database.ts';
import { photosOwed } from './photos-owed.ts';

export type Run = {
  /** Of the document, inside. */
  key: number;
  site: number;
  /** Null: whatever lies there. */
  kinds: readonly string[] | null;
  /** As they were named when the count was planned. */
  places: readonly string[];
  freeze: number | null;
  lastEntry: number | null;
  startedAt: number | null;
  /** The version that was in force when it was opened. */
  policy: number;
};
export type Batch = CommandBody<'/api/counts/add'>;
export type Added = { taken: number; repeated: number; refused: { id: string; why: CountTrouble }[] };
/** How far the facts of a count go; the same again means that nothing came to it. */
export type Reach = { scan: number; covered: number; aside: number; entry: number };

export type Counts = {
  /** Has this one seen anything for the count, or been anywhere? */
  hasPart(run: Run, account: string): boolean;
  /** Has this one read what the count found? */
  hasRead(run: Run, account: string): boolean;
  read(run: Run, account: string, at: Instant): void;
  /** Has this one set observations aside, of anybody's? */
  hasSetAside(run: Run, account: string): boolean;
  /** Are all of these this one's own? */
  areOwn(run: Run, scans: readonly string[], account: string): boolean;
  /** @throws Fault countsMany where one more would be too many, of this store or of whoever opened it */
  bound(site: string, by: string): void;
  /** @throws Fault placeUnknown, notFound */
  plan(document: string, site: string, places: readonly string[], kinds: readonly string[] | null): void;
  run(document: string): Run | undefined;
  /** The book as it is before this commit stays with the count; it is copied afterwards. */
  start(run: Run, commit: Pick<OpenCommit, 'n'>, at: Instant): void;
  /** @param at null: it was posted, and that was taken back. */
  close(run: Run, at: Instant | null): void;
  /** @param seen told of each piece that is new. @throws Fault countFull */
  add(
    run: Run,
    counter: string,
    batch: Batch,
    at: Instant,
    seen?: (piece: number, at: number) => void,
  ): Added;
  /** @throws Fault notFound. @returns how many were not aside before. */
  setAside(run: Run, scans: readonly string[], account: string, reason: string, at: Instant): number;
  /** The last commit of the store's chain. */
  head(site: number): number;
  reach(run: Run): Reach;
};

/** Of counts that were opened before there were versions: the first says what was fixed then. */
const countPolicyBefore = 1;
/** Open at once: each is asked about with every look at the stock. */
const openOfStore = 40;
export const openOfPerson = 12;
/** Of one person in one count: more than anybody sees in a week. */
const scansMost = 20_000;
const coveredMost = 5000;

export function counts({ raw }: Pick<Database, 'raw'>): Counts {
  const keyOf = raw.prepare('select key from document where id = ?').pluck();
  const photographs = photosOwed({ raw });
  const open = raw.prepare(
    `select site.code as site, json_extract(body, '$.steps[0].by') as "by" from count_run
       join document on document.key = count_run.document join site on site.key = document.site where is_over = 0`,
  );
  const addRun = raw.prepare('insert into count_run (document, kinds) values (?, ?)');
  const addPlace = raw.prepare(
    'insert into count_place (document, place) values (?, ?) on conflict do nothing',
  );
  const placeOf = raw.prepare(
    'select place.key, site.code as site from place left join site on site.key = place.site where place.code = ?',
  );
  const isKind = raw.prepare('select 1 from kind where code = ?');
  const runOf = raw.prepare(
    `select document.key, document.site, kinds, freeze, last_entry as lastEntry, started_at as startedAt,
       coalesce(body ->> '$.countPolicy', ${countPolicyBefore}) as policy
     from document join count_run on count_run.document = document.key where document.id = ?`,
  );
  const placesOf = raw
    .prepare('select code from count_place join place on place.key = place where document = ? order by code')
    .pluck();
  const start = raw.prepare(
    `update count_run set freeze = ?, last_entry = (select coalesce(max(key), 0) from entry), started_at = ?, copying = 1 where document = ?`,
  );
  const close = raw.prepare('update count_run set closed_at = ? where document = ?');
  const head = raw.prepare('select coalesce(max(n), 0) from commit_row where site = ?').pluck();
  const lotOf = raw.prepare(
    'select lot.key, kind.code as kind from lot join kind on kind.key = lot.kind where lot.code = ?',
  );
  const piece = `select piece.key, piece.id, lot.code as lot, kind.code as kind from piece
    join lot on lot.key = piece.lot join kind on kind.key = lot.kind`;
  const pieceOf = raw.prepare(`${piece} where piece.id = ?`);
  const pieceByTag = raw.prepare(`${piece} join tag on tag.piece = piece.key where tag.epc = ?`);
  const columns = 'id, document, counter, device, round, place, happened_at, recorded_at';
  const addScan = raw.prepare(
    `insert into count_scan (${columns}, n, means, lot, piece, quantity, quality, grade, works, photo)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const scanBefore = raw
    .prepare(
      `select document, counter, device, round, place, happened_at, n, means, lot, piece, quantity, quality, grade, works, photo
     from count_scan where id = ?`,
    )
    .raw();
  const addCovered = raw.prepare(
    `insert into count_covered (${columns}, from_n, to_n) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const coveredBefore = raw
    .prepare(
      'select document, counter, device, round, place, happened_at, from_n, to_n from count_covered where id = ?',
    )
    .raw();
  const scanKey = raw.prepare('select key from count_scan where id = ? and document = ?').pluck();
  const addAside = raw.prepare(
    'insert into count_aside (scan, account, reason, at) values (?, ?, ?, ?) on conflict do nothing',
  );
  const hasRead = raw.prepare('select 1 from count_reader where document = ? and account = ?');
  const read = raw.prepare(
    'insert into count_reader (document, account, at) values (?, ?, ?) on conflict do nothing',
  );
  const hasSetAside = raw.prepare(
    'select 1 from count_aside join count_scan on count_scan.key = scan where document = ? and account = ?',
  );
  const isOwn = raw.prepare('select 1 from count_scan where id = ? and document = ? and counter = ?');
  const countOf = (table: string) =>
    raw.prepare(`select count(*) from ${table} where document = ? and counter = ?`).pluck();
  const scansOf = countOf('count_scan');
  const coveredOf = countOf('count_covered');
  const reach = raw.prepare(
    `select (select coalesce(max(key), 0) from count_scan where document = @key) as scan,
       (select coalesce(max(key), 0) from count_covered where document = @key) as covered,
       (select count(*) from count_aside join count_scan on count_scan.key = scan where document = @key) as aside,
       (select coalesce(max(entry.key), 0) from commit_row join entry on entry.commit_key = commit_row.key
         where commit_row.site = @site and n > @freeze) as entry`,
  );

  type Known = { key: number; lot: string; kind: string; id: string };
  const knownPiece = ({ piece, epc }: Batch['scans'][number]): Known | undefined =>
    (piece !== undefined ? pieceOf.get(piece) : epc !== undefined ? pieceByTag.get(epc) : undefined) as
      | Known
      | undefined;

  return {
    bound(site, by) {
      const all = open.all() as { site: string; by: string }[];
      const isMany =
        all.filter((each) => each.site === site).length > openOfStore ||
        all.filter((each) => each.by === by).length > openOfPerson;
      if (isMany) throw new Fault('countsMany', site);
    },
    plan(document, site, places, kinds) {
      const key = keyOf.get(document) as number;
      const stranger = kinds?.find((kind) => !isKind.get(kind));
      if (stranger !== undefined) throw new Fault('notFound', `kind ${stranger}`);
      addRun.run(key, kinds && JSON.stringify(kinds));
      for (const code of places) {
        const place = placeOf.get(code) as { key: number; site: string } | undefined;
        if (place?.site !== site) throw new Fault('placeUnknown', code);
        addPlace.run(key, place.key);
      }
    },
    run(document) {
      const row = runOf.get(document) as
        | (Omit<Run, 'kinds' | 'places'> & { kinds: string | null })
        | undefined;
      if (!row) return undefined;
      const places = placesOf.all(row.key) as string[];
      return { ...row, kinds: row.kinds === null ? null : (JSON.parse(row.kinds) as string[]), places };
    },
    start(run, { n }, at) {
      start.run(n, at, run.key);
    },
    close: ({ key }, at) => void close.run(at, key),
    add(run, counter, { device, round, scans, covered }, at, seen = () => {}) {
      const { inScope, touches } = scopeOf(run.places);
      const bounds = { freeze: run.freeze ?? Number.POSITIVE_INFINITY, head: head.get(run.site) as number };
      const added: Added = { taken: 0, repeated: 0, refused: [] };
      const places = new Map<string, number | undefined>();
      const placeKey = (code: string): number | undefined => {
        if (!places.has(code)) places.set(code, (placeOf.get(code) as { key: number } | undefined)?.key);
        return places.get(code);
      };
      const refuse = (id: string, why: CountTrouble) => void added.refused.push({ id, why });
      const again = (id: string, before: unknown[], row: unknown[]) =>
        before.every((value, i) => value === row[i]) ? void added.repeated++ : refuse(id, 'sameScan');
      for (const scan of scans) {
        const { id, by, n, check = null, photo = null, quality = null, grade = null, quantity = null } = scan;
        const of = knownPiece(scan);
        const isPiece = scan.piece !== undefined || scan.epc !== undefined;
        const lot = scan.lot === undefined ? undefined : (lotOf.get(scan.lot) as Known | undefined);
        const place = placeKey(scan.place);
        const row = [
          run.key,
          counter,
          device,
          round,
          place,
          scan.at,
          n,
          by,
          lot?.key ?? null,
          of?.key ?? null,
        ];
        const whole = [...row, quantity, quality, grade, check, photo];
        const before = scanBefore.get(id) as unknown[] | undefined;
        if (before) {
          again(id, before, whole);
          continue;
        }
        const line: Scan = {
          ...{ id, counter, device, round, n, by, place: scan.place, quantity, check, condition: null },
          ...{ lot: scan.lot ?? null, piece: isPiece ? (of?.id ?? '') : null },
        };
        const goods = {
          hasLot: () => lot !== undefined,
          lotOf: () => of?.lot,
        };
        const kind = isPiece ? of?.kind : lot?.kind;
        const isAsked = !run.kinds || kind === undefined || run.kinds.includes(kind);
        const why = sound(line, new Map(), bounds, goods, { inScope, touches });
        if (why && why !== 'repeated') refuse(id, why);
        else if (place === undefined || !isAsked || (quality === null) !== (grade === null))
          refuse(id, isAsked && place !== undefined ? 'badQuantity' : 'outOfScope');
        else {
          addScan.run(id, run.key, counter, device, round, place, scan.at, at, ...whole.slice(6));
          if (photo !== null) photographs.observed(run.key, photo, counter, at);
          if (of) seen(of.key, scan.at);
          added.taken++;
        }
      }
      for (const { id, place: code, from, to, at: happenedAt } of covered) {
        const place = placeKey(code);
        const row = [run.key, counter, device, round, place, happenedAt, from, to];
        const before = coveredBefore.get(id) as unknown[] | undefined;
        if (before) again(id, before, row);
        else if (place === undefined || !(touches(code) || run.places.some((one) => isWithin(one, code))))
          refuse(id, 'outOfScope');
        else if (from < bounds.freeze) refuse(id, 'beforeFreeze');
        else if (to > bounds.head || from > to) refuse(id, 'beyondHead');
        else {
          addCovered.run(id, run.key, counter, device, round, place, happenedAt, at, from, to);
          added.taken++;
        }
      }
      // Only now, for what was here already takes no room; all of it is undone with the act.
      const isFull =
        (scansOf.get(run.key, counter) as number) > scansMost ||
        (coveredOf.get(run.key, counter) as number) > coveredMost;
      if (isFull) throw new Fault('countFull');
      return added;
    },
    setAside(run, scans, account, reason, at) {
      let fresh = 0;
      for (const id of scans) {
        const key = scanKey.get(id, run.key) as number | undefined;
        if (key === undefined) throw new Fault('notFound', `scan ${id}`);
        fresh += addAside.run(key, account, reason, at).changes;
        photographs.setAside(run.key, id);
      }
      return fresh;
    },
    head: (site) => head.get(site) as number,
    reach: ({ key, site, freeze }) => reach.get({ key, site, freeze: freeze ?? 0 }) as Reach,
    hasPart: ({ key }, account) => [scansOf, coveredOf].some((of) => (of.get(key, account) as number) > 0),
    hasRead: ({ key }, account) => hasRead.get(key, account) !== undefined,
    read: ({ key }, account, at) => void read.run(key, account, at),
    hasSetAside: ({ key }, account) => hasSetAside.get(key, account) !== undefined,
    areOwn: ({ key }, scans, account) => scans.every((id) => isOwn.get(id, key, account) !== undefined),
  };
}
