/** Keep letters: one transaction for a whole group holds evidence, ledger effect, high-water marks and the commit of each site's chain. What `keep` returns is on the disk; only then may anyone be told or thanked. */
import type { FaultCode } from '@changping/contracts/faults';
import type { BreachLetter, HealthLetter, Letter, TagsLetter } from '@changping/contracts/letters';
import type { FeedItem } from '@changping/contracts/live';
import type { Epc, GatewayId, Instant, SiteId } from '@changping/contracts/units';
import { paces } from '../domain/pace.ts';
import { isBelievable, sightOf, timesOf } from '../domain/sighting.ts';
import { type Book, book, type OpenCommit } from './book.ts';
import type { Database } from './database.ts';
import { devices } from './devices.ts';
import { doorFaults } from './door-faults.ts';
import { type Outbox, type Outboxes, outboxes } from './outboxes.ts';
import { passages } from './passages.ts';
import { quarantine } from './quarantine.ts';
import { type Seeing, type Source, sightings } from './sightings.ts';
import { type Delivery, type Fresh, type Poison, type Sorted, sorter } from './sort.ts';
import { sweeps } from './sweeps.ts';
import { tags } from './tags.ts';

export type Refusal = {
  gateway: GatewayId;
  epoch: string | null;
  seq: number | null;
  digest: string;
  fault: FaultCode;
};
export type Kept = {
  fresh: Fresh[];
  repeats: number;
  /** Whoever sent something gets the mark of its outbox, also for repeats: the first thanks may have been lost. */
  thanks: Outbox[];
  refusals: Refusal[];
  /** Stores whose picture may have changed. */
  sites: Set<SiteId>;
  events: FeedItem[];
  /** Through gates, that these letters told of. */
  trips: readonly number[];
  /** Changes of readers and door contacts that the feed leaves out. */
  untold: number;
};
export type Ledger = {
  outboxes: Outboxes;
  sort(deliveries: readonly Delivery[]): Sorted;
  /** @throws when the disk refuses: then nothing is kept, and nobody may be thanked. */
  keep(sorted: Sorted, now: Instant): Kept;
  /** A line of the feed that no letter brought: online, offline, security. */
  note(item: Omit<FeedItem, 'id'>): FeedItem;
  /** Whoever is none of these will say no more that its doors are well. */
  retire(ours: readonly GatewayId[], now: Instant): FeedItem[];
  /** Somebody else moved these pieces, or wrote a document about them: what is remembered of their tags is wrong. */
  forget(pieces?: Iterable<string>): void;
};

/** What a group moved, to whoever makes something of it in the same transaction. @returns lines of the feed. */
export type Moved = (commits: Iterable<OpenCommit>, now: Instant) => Omit<FeedItem, 'id'>[];

type LedgerParts = {
  moved?: Moved;
  /** What becomes of trips through gates once all letters of the group are written. */
  matched?: (trips: readonly number[]) => void;
  tagsMax?: number;
  /** The one that people's acts post into too: it knows the heads of the chains. */
  book?: Book;
};

type Group = {
  now: Instant;
  commits: Map<SiteId, OpenCommit>;
  events: Omit<FeedItem, 'id'>[];
  sites: Set<SiteId>;
  untold: number;
};

/** Lines of the feed that the health of one gateway brings: all readers of a large store at once, and then one in ten seconds. */
const healthTold = { burst: 60, oneIn: 10_000 };

export function openLedger(
  db: Pick<Database, 'raw'>,
  { moved = () => [], matched = () => {}, tagsMax, book: ledgerBook = book(db) }: LedgerParts = {},
): Ledger {
  const { raw } = db;
  const known = outboxes(db);
  const register = tags(db, tagsMax);
  const seeing: Seeing = sightings(db, register, ledgerBook);
  const trips = passages(db, seeing);
  const rooms = sweeps(db, seeing);
  const poisoned = quarantine(db);
  const named = devices(db);
  const doors = doorFaults(db);
  const healthPace = paces(healthTold);
  const addEvidence = raw.prepare(
    `insert into evidence (key, outbox, seq, from_seq, kind, digest, at, arrived_at, flags, commit_key, body, links)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const lastEvidence = raw.prepare('select max(key) from evidence').pluck();
  const siteKeyOf = raw.prepare('select key from site where code = ?').pluck();
  const openBreach = raw.prepare(
    `insert into breach (site, gateway, episode, probe, zone, measure, cause, limit_value, value, worst, opened_at, opened_by)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (gateway, episode) do nothing`,
  );
  const closeBreach = raw.prepare(
    `insert into breach (site, gateway, episode, probe, zone, measure, cause, limit_value, value, worst, opened_at, closed_at, closed_by)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (gateway, episode)
     do update set worst = excluded.worst, closed_at = excluded.closed_at, closed_by = excluded.closed_by`,
  );
  const addEvent = raw.prepare(
    'insert into event (at, site, what, detail, recorded_at) values (?, ?, ?, ?, ?)',
  );
  const siteKeys = new Map<SiteId, number>();
  let nextEvidence: number | undefined;
  const readerStates = new Map<string, string>();
  /** Of the transaction under way. */
  const readerNews = new Map<string, string>();

  const siteKey = (site: SiteId): number => {
    const key = siteKeys.get(site) ?? (siteKeyOf.get(site) as number | undefined);
    if (key === undefined) throw new Error(`there is no site "${site}"`);
    siteKeys.set(site, key);
    return key;
  };
  const commitOf = (site: SiteId, group: Group): OpenCommit => {
    const commit = group.commits.get(site) ?? ledgerBook.open(site, siteKey(site));
    group.commits.set(site, commit);
    return commit;
  };
  const write = ({ site, what, at, detail }: Omit<FeedItem, 'id'>, recordedAt: number): FeedItem => {
    const row = [at, siteKey(site), what, JSON.stringify(detail), recordedAt];
    const id = Number(addEvent.run(...row).lastInsertRowid);
    return { id, at, site, what, detail };
  };

  const keepAll = raw.transaction((sorted: Sorted, now: Instant): Kept => {
    const group: Group = { now, commits: new Map(), events: [], sites: new Set(), untold: 0 };
    for (const fresh of sorted.fresh) keepOne(fresh, group);
    for (const poison of sorted.poison) setAside(poison, group);
    for (const [outbox, mark] of sorted.marks) known.saveMark(outbox, mark);
    for (const commit of group.commits.values()) ledgerBook.seal(commit, now);
    const seen = seeing.settle();
    const touched = trips.touched();
    matched(touched);
    group.events.push(...seen.lines, ...moved(group.commits.values(), now));
    for (const site of [...seen.sites, ...group.events.map(({ site }) => site)]) group.sites.add(site);
    return {
      fresh: sorted.fresh,
      repeats: sorted.repeats,
      thanks: [...sorted.marks.keys()],
      refusals: sorted.poison.map(({ gateway, epoch, seq, digest, fault }) => ({
        gateway,
        epoch,
        seq,
        digest: digest.toString('hex').slice(0, 16),
        fault,
      })),
      sites: group.sites,
      events: group.events.map((event) => write(event, now)),
      trips: touched,
      untold: group.untold,
    };
  });

  function keepOne(
    { gateway, site, bytes, arrivedAt, digest, outbox, letter, from }: Fresh,
    group: Group,
  ): void {
    const believable = isBelievable(letter.at, arrivedAt);
    const at = believable ? letter.at : arrivedAt;
    const evidence = evidenceKey();
    const by = { outbox, evidence, at, arrivedAt };
    named.keep(gateway, letter, arrivedAt);
    const links = keepReads(letter, site, by, group);
    if (letter.kind === 'breach') keepBreach(letter, site, by, group);
    else if (letter.kind === 'health') keepHealth(letter, site, by, group);
    const body = letter.kind === 'climate' ? null : bytes;
    addRow(
      { gateway, site, outbox, digest, arrivedAt, from, seq: letter.seq, kind: letter.kind, at, body, links },
      evidence,
      believable ? 0 : 1,
      group,
    );
    group.sites.add(site);
  }

  /** Given out before the row is written, so that what a letter does can name it. */
  const evidenceKey = (): number => {
    const key = nextEvidence ?? ((lastEvidence.get() as number | null) ?? 0) + 1;
    nextEvidence = key + 1;
    return key;
  };

  type Row = Pick<Fresh, 'gateway' | 'site' | 'outbox' | 'digest' | 'arrivedAt'> & {
    from: number;
    seq: number;
    kind: string;
    at: number;
    body: Uint8Array | null;
    links: string | null;
  };
  function addRow(row: Row, key: number, flags: number, group: Group): void {
    const { gateway, site, outbox, from, seq, kind, digest, at, arrivedAt, body, links } = row;
    const commit = commitOf(site, group);
    commit.evidence.push({
      gateway,
      epoch: outbox.epoch,
      from,
      seq,
      kind,
      at,
      arrivedAt,
      flags,
      digest: digest.toString('hex'),
    });
    addEvidence.run(key, outbox.key, seq, from, kind, digest, at, arrivedAt, flags, commit.key, body, links);
  }

  type By = { outbox: Outbox; evidence: number; at: number; arrivedAt: number };
  /** @returns the links of `evidence`; null for a letter that read no tags. */
  function keepReads(letter: Letter, site: SiteId, by: By, group: Group): string | null {
    if (letter.kind !== 'tags' && letter.kind !== 'passage' && letter.kind !== 'count') return null;
    const { outbox, evidence, arrivedAt } = by;
    const commit = commitOf(site, group);
    const { seq, gw: actor } = letter;
    const source = { outbox: outbox.key, seq, evidence, site, siteKey: siteKey(site), actor };
    const links: number[] = [];
    if (letter.kind === 'tags') keepTags(letter, source, arrivedAt, group.now, commit, links);
    else {
      const from = { ...source, gatewayKey: known.gatewayKey(outbox.gateway, site) };
      const line =
        letter.kind === 'passage'
          ? trips.keep(letter, from, arrivedAt, group.now, commit, links)
          : rooms.keep(letter, from, arrivedAt, commit, links);
      if (line) group.events.push(line);
    }
    return JSON.stringify(links);
  }

  function keepTags(
    letter: TagsLetter,
    source: Source,
    arrivedAt: number,
    now: number,
    commit: OpenCommit,
    links: number[],
  ): void {
    const times = timesOf(letter, arrivedAt);
    const sight = sightOf(letter);
    for (let row = 0; row < letter.epc.length; row++)
      seeing.see(source, sight, letter.epc[row] as Epc, Math.min(times[row] as number, now), commit, links);
  }

  function keepBreach(letter: BreachLetter, site: SiteId, by: By, group: Group): void {
    const { outbox, evidence, at, arrivedAt } = by;
    const { episode, probe, zone, measure, cause, limit, value, worst } = letter;
    const gatewayKey = known.gatewayKey(outbox.gateway, site);
    const row = [siteKey(site), gatewayKey, episode, probe, zone, measure, cause, limit, value, worst];
    // A clock that is wrong still measures: the episode keeps its length and ends at a time that can be believed.
    const began = at - Math.max(0, letter.at - letter.since);
    const since = isBelievable(began, arrivedAt) ? began : at;
    const isNews =
      letter.state === 'opened'
        ? openBreach.run(...row, since, evidence).changes > 0
        : closeBreach.run(...row, since, at, evidence).changes > 0;
    // What closed before it opened is no alarm any more.
    if (!isNews) return;
    const detail = { probe, zone, measure, cause, ...some({ limit, value, worst }) };
    const what = letter.state === 'opened' ? 'breachOpened' : 'breachClosed';
    group.events.push({ at: at as Instant, site, what, detail });
  }

  function keepHealth(letter: HealthLetter, site: SiteId, by: By, group: Group): void {
    const { outbox, evidence, at, arrivedAt } = by;
    const gatewayKey = known.gatewayKey(outbox.gateway, site);
    const lines = [
      ...readersIn(letter, site, at),
      ...doors.keep(letter, { site, siteKey: siteKey(site), gatewayKey, outbox: outbox.key, evidence, at }),
    ];
    const told = lines.filter(() => healthPace.may(gatewayKey, arrivedAt));
    group.events.push(...told);
    group.untold += lines.length - told.length;
    if (told.length < lines.length && healthPace.isNews(gatewayKey, arrivedAt)) {
      const detail = { gateway: letter.gw, fault: 'healthMany' };
      group.events.push({ at: arrivedAt as Instant, site, what: 'security', detail });
    }
  }

  function readersIn({ gw, readers }: HealthLetter, site: SiteId, at: number): Omit<FeedItem, 'id'>[] {
    return readers.flatMap(({ reader, state }) => {
      const name = `${gw}/${reader}`;
      const before = readerNews.get(name) ?? readerStates.get(name) ?? 'reading';
      readerNews.set(name, state);
      if (before === state) return [];
      return { at: at as Instant, site, what: 'reader', detail: { gateway: gw, reader, state } };
    });
  }

  function setAside(poison: Poison, group: Group): void {
    const { gateway, site, arrivedAt, digest, fault, from, seq, outbox } = poison;
    const isNews = poisoned.keep(known.gatewayKey(gateway, site), poison, group.now);
    if (outbox && from !== null && seq !== null)
      addRow(
        {
          gateway,
          site,
          outbox,
          from,
          seq,
          kind: 'quarantined',
          digest,
          at: arrivedAt,
          arrivedAt,
          body: null,
          links: null,
        },
        evidenceKey(),
        0,
        group,
      );
    group.sites.add(site);
    if (isNews) group.events.push({ at: arrivedAt, site, what: eventOf(fault), detail: { gateway, fault } });
  }

  return {
    outboxes: known,
    sort: sorter(db, known, named),
    keep(sorted, now) {
      register.trim();
      try {
        const kept = keepAll.immediate(sorted, now);
        for (const [outbox, mark] of sorted.marks) outbox.mark = mark;
        for (const [name, state] of readerNews) readerStates.set(name, state);
        return kept;
      } catch (error) {
        known.forget();
        register.forget();
        ledgerBook.forget();
        seeing.forget();
        poisoned.forget();
        trips.touched();
        named.forget();
        nextEvidence = undefined;
        throw error;
      } finally {
        readerNews.clear();
      }
    },
    note: (item) => write(item, item.at),
    retire: raw.transaction((ours: readonly GatewayId[], now: Instant) =>
      doors.retire(ours, now).map((line) => write(line, now)),
    ),
    forget: (pieces) => register.forget(pieces),
  };
}

const eventOf = (fault: FaultCode) =>
  fault === 'letterConflict' || fault === 'epochSuperseded' || fault === 'letterIdentity'
    ? 'security'
    : 'quarantined';

const some = (values: Record<string, number | null>): Record<string, number> =>
  Object.fromEntries(Object.entries(values).filter((pair): pair is [string, number] => pair[1] !== null));
