import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ShelfLife } from '@changping/contracts/catalogue';
import type { FeedItem } from '@changping/contracts/live';
import type { Instant, KindId, SiteId } from '@changping/contracts/units';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Day } from '../domain/day.ts';
import { book, type Cell } from './book.ts';
import { type Database, openDatabase } from './database.ts';
import { type ExpiryFacts, expiries } from './expiry.ts';
import { openLedger } from './ledger.ts';
import { type Line, type Notices, notices } from './notices.ts';
import { seed } from './seed.ts';
import { usable } from './usable.ts';
import { rederive, verifyChains } from './verify.ts';

const life = (more: Partial<ShelfLife>): ShelfLife => ({
  ...{ storageYears: null, storageRange: null, serviceYears: null, serviceRange: null },
  ...{ clock: 'manufacture', serviceClock: null, basis: 'sample', rule: null, source: 's', grade: null },
  ...more,
});
const kind = (id: string, more: Partial<ShelfLife>) => ({
  ...{ id: id as KindId, shelfLife: life(more), nearExpiryDays: [60, 30, 10] },
});
const sites = [
  { id: 'A' as SiteId, tier: 'regional' as const, near: 60 },
  { id: 'B' as SiteId, tier: 'city' as const, near: 30 },
  { id: 'C' as SiteId, tier: 'county' as const, near: 10 },
];
const facts: ExpiryFacts = {
  timeZone: 'Asia/Shanghai',
  catalogue: {
    nearExpiry: {
      ...{ zh: '', en: '' },
      step: { regional: 1, city: 2, county: 3, station: 3, partner: 2, external: 1 },
    },
  },
  kinds: [
    kind('made', { storageYears: 2, storageRange: [2, 3] }),
    kind('received', { storageYears: 1, clock: 'receipt' }),
    kind('unknown', { clock: null, basis: 'none' }),
  ],
  sites,
};

let folder: string;
let db: Database;
let posting: ReturnType<typeof openPosting>;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'changping-'));
  await open();
  seed(db, { ...facts, zones: sites.map(({ id }) => ({ site: id, zone: 'receiving', bins: [] })) });
});
afterEach(async () => {
  await db.close();
  rmSync(folder, { recursive: true, force: true });
});
async function open() {
  db = await openDatabase(folder);
  // A year has thousands of commits, and none of them is about a power cut.
  db.raw.pragma('synchronous = OFF');
  posting = openPosting(db, facts);
}

/** Post as any document does: entries, commits and notices in one transaction. */
function openPosting(db: Database, region: ExpiryFacts) {
  const ledgerBook = book(db);
  const telling: Notices = notices(db, expiries(db, region));
  const { note } = openLedger(db);
  const key = (table: string, code: string) =>
    db.raw.prepare(`select key from ${table} where code = ?`).pluck().get(code) as number;
  const addLot = db.raw.prepare('insert into lot (code, kind, made_on, expires_on) values (?, ?, ?, ?)');
  return {
    lot: (code: string, of: string, madeOn: string | null, expiresOn: string | null) =>
      void addLot.run(code, key('kind', of), madeOn, expiresOn),
    /** @returns the commit at each site that the goods left or came to, and what is told. */
    move(
      lot: string,
      from: string,
      to: string,
      quantity: number,
      now: Instant,
      qualities = ['usable', 'usable'],
    ) {
      const cell = (site: string, quality = ''): Cell => ({
        ...{
          place: sites.some(({ id }) => id === site) ? `${site}/receiving` : site,
          lot,
          lotKey: key('lot', lot),
        },
        ...{ piece: null, pieceKey: null, quality, grade: 'reserve', owner: 'A' },
      });
      return db.raw
        .transaction(() => {
          const chain = (sites.find(({ id }) => id === from) ?? sites.find(({ id }) => id === to))
            ?.id as SiteId;
          const commit = ledgerBook.open(chain, key('site', chain));
          const movement = { quantity, document: null, actor: 'test', evidence: null, happenedAt: now };
          ledgerBook.move(commit, {
            from: cell(from, qualities[0]),
            to: cell(to, qualities[1]),
            ...movement,
          });
          ledgerBook.seal(commit, now);
          return { commit: commit.key, told: telling.settle([commit], now).map(note) };
        })
        .immediate();
    },
    round: (now: Instant): FeedItem[] => [...telling.round(now, note)].flat(),
  };
}

type Row = {
  lot: string;
  site: string;
  step: string;
  openedAt: number;
  closedAt: number | null;
  closedBy: number | null;
};
const told = (where = 'true') =>
  db.raw
    .prepare(
      `select lot.code as lot, site.code as site, step, opened_at as openedAt, closed_at as closedAt, closed_by as closedBy
       from notice join lot on lot.key = lot join site on site.key = site where ${where} order by notice.key`,
    )
    .all() as Row[];
const sound = () => {
  expect(rederive(db)).toEqual([]);
  expect(verifyChains(db).faults).toEqual([]);
};
const dayMs = 86_400_000;
/** Noon in Shanghai. */
const noonOf = (day: string) => Date.parse(`${day}T04:00:00Z`) as Instant;
const dayAfter = (day: string, days: number) =>
  new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10);

it('tells of a lot when its time comes, once a step, and is quiet when the last of it has gone', () => {
  posting.lot('L', 'made', '2024-06-15', null);
  expect(posting.move('L', 'supplier', 'C', 10, noonOf('2026-01-01')).told).toEqual([]);
  expect(posting.round(noonOf('2026-06-04'))).toEqual([]);
  // Ten days before 15 June, and the day after it: midnight in Shanghai is 16:00 UTC.
  const near = posting.round(Date.parse('2026-06-04T16:00:00Z') as Instant);
  expect(near).toMatchObject([
    { what: 'nearExpiry', site: 'C', detail: { kind: 'made', lots: 1, quantity: 10, on: '2026-06-15' } },
  ]);
  expect(posting.round(noonOf('2026-06-15'))).toEqual([]);
  expect(posting.round(noonOf('2026-06-16'))).toMatchObject([{ what: 'expired', detail: { lots: 1 } }]);
  expect(posting.round(noonOf('2026-06-17'))).toEqual([]);
  expect(posting.move('L', 'C', 'disposed', 4, noonOf('2026-06-17')).told).toEqual([]);
  const last = posting.move('L', 'C', 'disposed', 6, noonOf('2026-06-18'));
  expect(last.told).toMatchObject([
    { what: 'noticeClosed', site: 'C', detail: { kind: 'made', lots: 1, step: 'expired' } },
  ]);
  expect(told()).toMatchObject([
    { step: 'nearExpiry', closedAt: noonOf('2026-06-18'), closedBy: last.commit },
    { step: 'expired', closedAt: noonOf('2026-06-18'), closedBy: last.commit },
  ]);
  sound();
});

it('tells at the gate of what comes in expired, and of hundreds of lots of a kind in one line', () => {
  for (let n = 0; n < 400; n++) {
    posting.lot(`L${n}`, 'made', '2020-01-01', '2025-01-01');
    const { told: line } = posting.move(`L${n}`, 'supplier', 'A', 1, noonOf('2024-01-01'));
    expect(line).toEqual([]);
  }
  const round = posting.round(noonOf('2026-01-01'));
  expect(round.reduce((sum, { detail }) => sum + Number(detail.lots), 0)).toBe(400);
  // A piece of work is 50 lots, so a kind that has more of them at a site is told in as many lines.
  expect(round.length).toBe(8);
  posting.lot('late', 'made', null, '2025-06-30');
  expect(posting.move('late', 'supplier', 'B', 1, noonOf('2026-01-02')).told).toMatchObject([
    { what: 'expired', site: 'B' },
  ]);
  sound();
});

it('neither repeats nor takes back a notice when the clock jumps two years and back', () => {
  posting.lot('L', 'made', '2024-12-01', null);
  posting.move('L', 'supplier', 'A', 5, noonOf('2025-01-01'));
  expect(posting.round(noonOf('2025-06-01'))).toEqual([]);
  const first = posting.round(noonOf('2027-06-01'));
  expect(first).toMatchObject([{ what: 'expired' }]);
  for (const day of ['2025-06-02', '2023-06-02', '2027-06-03', '2025-06-04'])
    expect(posting.round(noonOf(day))).toEqual([]);
  expect(told()).toHaveLength(1);
  expect(told('closed_at is null')).toHaveLength(1);
});

it('takes in another record of the catalogue at the next round, and closes nothing by it', async () => {
  posting.lot('L', 'made', '2024-12-01', null);
  posting.move('L', 'supplier', 'A', 5, noonOf('2025-01-01'));
  const on = () => db.raw.prepare('select effective_on from lot').pluck().get();
  expect(on()).toBe('2026-12-01');
  const shorter = { ...facts, kinds: [kind('made', { storageYears: 0.5 })] };
  expect(openPosting(db, shorter).round(noonOf('2025-07-01'))).toMatchObject([{ what: 'expired' }]);
  expect(on()).toBe('2025-06-01');
  expect(posting.round(noonOf('2025-07-02'))).toEqual([]);
  expect(on()).toBe('2026-12-01');
  expect(told('closed_at is null')).toHaveLength(1);
});

it('leaves nothing behind of a posting that failed', () => {
  posting.lot('L', 'made', null, '2025-01-01');
  db.raw.exec("create trigger full before insert on event begin select raise(abort, 'disk'); end");
  expect(() => posting.move('L', 'supplier', 'A', 5, noonOf('2025-02-01'))).toThrow('disk');
  expect(() => posting.round(noonOf('2025-02-01'))).not.toThrow();
  db.raw.exec('drop trigger full');
  expect(told()).toEqual([]);
  sound();
});

/** Mulberry32: the same year for the same seed. */
function dice(seed: number) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    chance: (share: number) => next() < share,
    upTo: (most: number) => 1 + Math.floor(next() * most),
    of: <Item>(items: readonly Item[]) => items[Math.floor(next() * items.length)] as Item,
  };
}

/** All that should have been told, by looking at every lot at every site each time. */
function aModel() {
  const stock = new Map<string, number>();
  const ends = new Map<string, string | null>();
  const all: Row[] = [];
  const open = new Map<string, Row>();
  return {
    stock,
    ends,
    all,
    look(now: number, commit: number | null) {
      for (const { id: site, near } of sites)
        for (const [lot, on] of ends) {
          if (!(stock.get(`${site} ${lot}`) ?? 0)) {
            for (const step of ['nearExpiry', 'expired']) {
              const row = open.get(`${site} ${lot} ${step}`);
              if (row) Object.assign(row, { closedAt: now, closedBy: commit });
              open.delete(`${site} ${lot} ${step}`);
            }
          } else if (on !== null) {
            // Shanghai is eight hours ahead, all the year.
            const left =
              Date.parse(on) - Date.parse(new Date(now + 8 * 3_600_000).toISOString().slice(0, 10));
            const step = left < 0 ? 'expired' : left <= near * dayMs ? 'nearExpiry' : undefined;
            const name = `${site} ${lot} ${step}`;
            if (!step || open.has(name)) continue;
            const row = { lot, site, step, openedAt: now, closedAt: null, closedBy: null };
            open.set(name, row);
            all.push(row);
          }
        }
    },
  };
}

it.each([1, 2, 3])(
  'a year of days, seed %i: no notice twice, none missing, each closed by its fact',
  async (start) => {
    const { chance, upTo, of } = dice(start);
    const model = aModel();
    const first = '2026-03-01';
    let lots = 0;
    const lines: Line[] = [];
    const post = (
      lot: string,
      from: string,
      to: string,
      quantity: number,
      now: Instant,
      qualities?: string[],
    ) => {
      const { commit, told: news } = posting.move(lot, from, to, quantity, now, qualities);
      for (const [site, by] of [
        [from, -quantity],
        [to, quantity],
      ] as const)
        if (site.length === 1)
          model.stock.set(`${site} ${lot}`, (model.stock.get(`${site} ${lot}`) ?? 0) + by);
      model.look(now, commit);
      lines.push(...news);
    };
    for (let n = 0; n < 365; n++) {
      const day = dayAfter(first, n);
      const midnight = Date.parse(`${day}T00:00:00+08:00`) as Instant;
      lines.push(...posting.round(midnight));
      model.look(midnight, null);
      for (let act = upTo(4); act > 0; act--) {
        const now = (midnight + act * 3_600_000) as Instant;
        const there = [...model.stock].filter(([, quantity]) => quantity > 0);
        const [name, quantity] = there.length ? of(there) : ['', 0];
        const [site = '', lot = ''] = name.split(' ');
        const part = chance(0.5) ? quantity : upTo(quantity);
        if (!there.length || chance(0.3)) {
          const code = `L${lots++}`;
          const sort = of(['printed', 'made', 'received', 'unknown'] as const);
          const on = dayAfter(day, upTo(200) - 60);
          // Two years earlier to the day; what has no such day is made a day before it.
          const made = `${Number(on.slice(0, 4)) - 2}${on.slice(4)}`.replace('-02-29', '-02-28');
          const ends = {
            printed: on,
            made: made.replace(/^\d{4}/, on.slice(0, 4)),
            received: dayAfter(day, 365),
            unknown: null,
          };
          if (sort === 'printed') posting.lot(code, of(['made', 'received', 'unknown']), made, on);
          else posting.lot(code, sort, made, null);
          model.ends.set(code, ends[sort]);
          post(code, 'supplier', of(sites).id, upTo(20), now);
        } else if (chance(0.1)) post(lot, site, site, part, now, ['usable', 'usable']);
        else if (chance(0.6)) post(lot, site, of(sites.filter(({ id }) => id !== site)).id, part, now);
        else post(lot, site, of(['consumed', 'disposed']), part, now);
      }
      if (chance(0.03))
        for (const jump of [730, -730, 0]) {
          const wrong = (midnight + jump * dayMs + 6 * 3_600_000) as Instant;
          lines.push(...posting.round(wrong));
          model.look(wrong, null);
        }
      if (chance(0.03)) {
        await db.close();
        await open();
      }
    }
    const nameOf = ({ lot, site, step, openedAt }: Row) => `${openedAt} ${site} ${lot} ${step}`;
    const sorted = (rows: Row[]) => rows.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
    expect(sorted(told())).toEqual(sorted(model.all));
    expect(model.all.length).toBeGreaterThan(100);
    const sum = (...whats: string[]) =>
      lines
        .filter(({ what }) => whats.includes(what))
        .reduce((all, { detail }) => all + Number(detail.lots), 0);
    expect(sum('nearExpiry', 'expired')).toBe(model.all.length);
    // Both notices of a lot that went are one line.
    const closed = model.all.filter(({ closedAt }) => closedAt !== null);
    expect(sum('noticeClosed')).toBe(
      new Set(closed.map((row) => `${row.site} ${row.lot} ${row.closedBy}`)).size,
    );
    const lastOut = db.raw
      .prepare(
        `select count(*) from entry join cell on cell.key = from_cell join lot on lot.key = cell.lot
         join place on place.key = cell.place join site on site.key = place.site
       where commit_key = ? and lot.code = ? and site.code = ?`,
      )
      .pluck();
    for (const { lot, site, closedBy } of closed) expect(lastOut.get(closedBy, lot, site)).toBe(1);
    console.log(
      'year',
      JSON.stringify({ seed: start, lots, opened: model.all.length, closed: closed.length }),
    );
    const today = dayAfter(first, 364);
    const good = [...model.stock].reduce((all, [name, quantity]) => {
      const on = model.ends.get(name.split(' ')[1] as string);
      return all + (on && on < today ? 0 : quantity);
    }, 0);
    expect(usable(db)(today as Day).reduce((all, line) => all + line.usable, 0)).toBe(good);
    sound();
  },
);
