/** Lots and their end at 100,000 pieces in 10,000 lots: the longest turn of the main thread in a round, and what the wall and the usable stock cost. Generated from a number, so that every run has the same stock. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Instant, SiteId } from '@changping/contracts/units';
import { calendarOf } from '@changping/server/domain/day';
import { readRegion } from '@changping/server/region';
import { book, type Cell } from '@changping/server/store/book';
import { type Database, openDatabase } from '@changping/server/store/database';
import { expiries } from '@changping/server/store/expiry';
import { expiryReads } from '@changping/server/store/expiry-reads';
import { openLedger } from '@changping/server/store/ledger';
import { notices } from '@changping/server/store/notices';
import { seed } from '@changping/server/store/seed';
import { usable } from '@changping/server/store/usable';
import type { Figure } from './figure.ts';

const region = readRegion(join(import.meta.dirname, '../../server/region/ningxia'));
const lots = 10_000;
const piecesOfLot = 10;
const now = Date.parse('2026-11-25T00:00:00+08:00') as Instant;
const dayMs = 86_400_000;

export async function* expiry(): AsyncGenerator<Figure> {
  const folder = mkdtempSync(join(tmpdir(), 'changping-bench-'));
  const db = await openDatabase(folder);
  try {
    seed(db, region);
    fill(db);
    // As after a start: what was written long ago is in the file itself.
    db.raw.pragma('wal_checkpoint(truncate)');
    yield* figuresOf(db);
  } finally {
    await db.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function* figuresOf(db: Database): AsyncGenerator<Figure> {
  const telling = notices(db, expiries(db, region));
  const { note } = openLedger(db);
  const today = calendarOf(region.timeZone)(now);
  const ask = expiryReads(db.query, region);
  const place = `${lots} lots, ${lots * piecesOfLot} pieces, ${region.sites.length} sites`;
  for (const [name, at] of [
    ['first', now],
    ['daily', (now + dayMs) as Instant],
  ] as const) {
    const turns: number[] = [];
    let lines = 0;
    const round = telling.round(at, note);
    for (;;) {
      const began = cpuMs();
      const { done, value } = round.next();
      turns.push(cpuMs() - began);
      if (done) break;
      lines += value.length;
    }
    const open = db.raw.prepare('select count(*) from notice where closed_at is null').pluck().get();
    const sum = turns.reduce((all, each) => all + each, 0);
    const longest = turns.toSorted((a, b) => b - a);
    yield {
      ...{ bench: 'expiry', figure: `${name}-round-longest-turn-ms`, value: longest[0] ?? 0, unit: 'ms' },
      ...{ budget: 20, atMost: true },
      note: `then ${longest
        .slice(1, 4)
        .map((each) => each.toFixed(1))
        .join(
          ', ',
        )}; first ${turns[0]?.toFixed(1)}; ${turns.length} turns, ${sum.toFixed(0)} ms in all; ${open} notices open, ${lines} lines told; ${place}`,
    };
  }
  const usableOf = usable(db);
  yield await timed('usable-all-ms', () => void usableOf(today));
  const wall = () => ask.wall({ quarters: 8 }, today);
  yield await timed('wall-longest-turn-ms', () => longestTurn(wall));
  yield await timed('wall-in-all-ms', wall, null);
  const page = () => ask.lots({ quarters: 8, limit: 100 }, today);
  yield await timed('lots-page-longest-turn-ms', () => longestTurn(page));
  yield await timed('lots-page-in-all-ms', page, null);
  yield await timed('lots-of-a-cell-ms', () =>
    ask.lots({ quarters: 8, limit: 100, kind: 'quilt', quarter: '2027Q1' }, today),
  );
  yield await timed('notices-page-ms', () => ask.notices({ state: 'open', limit: 100 }));
}

/** Of the thread's own work: a machine that others share would tell of them. */
const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** In the middle of 21 runs. `work` may say itself what counts, else its whole time does. */
async function timed(figure: string, work: () => unknown, budget: number | null = 20): Promise<Figure> {
  const times: number[] = [];
  for (let n = 0; n < 21; n++) {
    const began = cpuMs();
    const said = await work();
    times.push(typeof said === 'number' ? said : cpuMs() - began);
  }
  times.sort((a, b) => a - b);
  return {
    ...{ bench: 'expiry', figure, value: times[10] ?? 0, unit: 'ms', budget, atMost: true },
    note: `CPU; the slowest of 21 took ${times.at(-1)?.toFixed(1)} ms`,
  };
}

/** How long nothing else could run. */
async function longestTurn(work: () => Promise<unknown>): Promise<number> {
  let longest = 0;
  let last = cpuMs();
  let busy = true;
  const tick = () => {
    const at = cpuMs();
    longest = Math.max(longest, at - last);
    last = at;
    if (busy) setImmediate(tick);
  };
  setImmediate(tick);
  await work();
  busy = false;
  return longest;
}

/** Each lot at two sites, one in ten of them expired, the last ending in five years. */
function fill(db: Database): void {
  const ledgerBook = book(db);
  const { raw } = db;
  const kinds = raw.prepare('select key from kind order by key').pluck().all() as number[];
  const sites = region.sites.filter(({ tier }) => tier !== 'external').map(({ id }) => id);
  const siteKey = raw.prepare('select key from site where code = ?').pluck();
  const addLot = raw.prepare('insert into lot (code, kind, made_on, expires_on) values (?, ?, ?, ?)');
  const addPiece = raw.prepare('insert into piece (id, lot, quantity) values (?, ?, 10)');
  const dayAt = (n: number) => new Date(now + n * dayMs).toISOString().slice(0, 10);
  raw.transaction(() => {
    for (let n = 0; n < lots; n++) {
      const site = sites[n % sites.length] as SiteId;
      const ends = dayAt(((n * 7919) % 2190) - 219);
      const kind = kinds[(n * 31) % kinds.length];
      const lotKey = Number(addLot.run(`L${n}`, kind, dayAt(-900), n % 5 ? ends : null).lastInsertRowid);
      const both = [site, sites[(n + 7) % sites.length] as SiteId];
      const commits = both.map((id) => ledgerBook.open(id, siteKey.get(id) as number));
      for (let p = 0; p < piecesOfLot; p++) {
        const pieceKey = Number(addPiece.run(`${n}-${p}`, lotKey).lastInsertRowid);
        const cell = { lot: `L${n}`, lotKey, quality: 'usable', grade: 'reserve', owner: site };
        const from: Cell = { ...cell, place: 'supplier', piece: null, pieceKey: null };
        const to: Cell = { ...cell, place: `${both[p % 2]}/receiving`, piece: `${n}-${p}`, pieceKey };
        const movement = {
          quantity: 10,
          document: null,
          actor: 'bench',
          evidence: null,
          happenedAt: now - dayMs,
        };
        ledgerBook.move(commits[p % 2] as NonNullable<(typeof commits)[number]>, { from, to, ...movement });
      }
      for (const commit of commits) ledgerBook.seal(commit, now);
    }
  })();
}
