/** The outbox's SQLite file: opened by one process alone, checked before anything trusts it, and moved aside for people when it is damaged. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { GatewayId } from '@changping/contracts/units';
import Sqlite from 'better-sqlite3';

export type Database = Sqlite.Database;
export type OutboxFile = {
  db: Database;
  /** Where a damaged file was put at this start. */
  damaged: string | null;
};

const name = 'outbox.sqlite';
/** Raised when a file of this program could not be read by the last one. */
const format = 1;
/** A small write-ahead file leaves room on a small disk, and the ballast must outweigh it; it keeps its size, so a full disk still takes letters into it. */
const walPages = 128;

/** @throws Error with one sentence for a person. */
export function openFile(folder: string, gateway: GatewayId): OutboxFile {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new Error(`The data folder ${folder} cannot be made: ${said(error)}`);
  }
  try {
    return { db: opened(folder, gateway), damaged: null };
  } catch (error) {
    if (!isDamaged(error)) throw error;
    const damaged = moveAside(folder);
    return { db: opened(folder, gateway), damaged };
  }
}

function opened(folder: string, gateway: GatewayId): Database {
  let db: Database | undefined;
  try {
    db = new Sqlite(join(folder, name), { timeout: 0 });
    // Held until the process ends, however it ends: two gateways would give the same numbers to different letters.
    db.pragma('locking_mode = EXCLUSIVE');
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma(`wal_autocheckpoint = ${walPages}`);
    const check = db.pragma('quick_check(1)', { simple: true });
    if (check !== 'ok') throw new Sqlite.SqliteError(String(check), 'SQLITE_CORRUPT');
    lay(db, folder, gateway);
    return db;
  } catch (error) {
    db?.close();
    const code = codeOf(error);
    if (code.startsWith('SQLITE_BUSY'))
      throw new Error(`The data folder ${folder} is in use by another gateway process: end that one first.`);
    if (isDamaged(error) || !code) throw error;
    throw new Error(`The outbox in ${folder} cannot be opened: ${said(error)} (${code})`);
  }
}

function lay(db: Database, folder: string, gateway: GatewayId): void {
  const found = db.pragma('user_version', { simple: true }) as number;
  if (found > format)
    throw new Error(`The outbox in ${folder} was written by a newer gateway: update this one.`);
  // A gateway that finds its file whole writes nothing at its start, so it starts on a full disk too.
  if (found < format) create(db, gateway);
  const owner = db.prepare('select gateway from counter').pluck().get();
  if (owner !== gateway)
    throw new Error(
      `The data folder ${folder} belongs to gateway ${owner}, not to ${gateway}: give ${gateway} a folder of its own.`,
    );
}

function create(db: Database, gateway: GatewayId): void {
  db.transaction(() => {
    // The number comes from a counter row, for max(seq) + 1 begins again when the outbox is empty.
    db.exec(`create table if not exists letter (seq integer primary key, kind text not null, bytes blob not null);
      create index if not exists curve on letter (seq) where kind = 'climate';
      create table if not exists counter (one integer primary key check (one = 1), gateway text not null, epoch text not null, last integer not null, renewed_at integer not null);
      create table if not exists present (reader text not null, epc text not null, antenna integer, rssi real, primary key (reader, epc)) without rowid;
      create table if not exists reserve (one integer primary key check (one = 1), bytes blob not null);
      create table if not exists memory (name text primary key, json text not null) without rowid;`);
    db.prepare('insert or ignore into counter values (1, ?, ?, 0, 0)').run(gateway, newEpoch());
    db.pragma(`user_version = ${format}`);
  }).immediate();
}

export const newEpoch = () => randomBytes(8).toString('hex');

function moveAside(folder: string): string {
  const aside = join(folder, `damaged-${new Date().toISOString().replace(/[:.]/g, '-')}`);
  mkdirSync(aside);
  for (const ending of ['', '-wal', '-shm', '-journal'])
    if (existsSync(join(folder, name + ending)))
      renameSync(join(folder, name + ending), join(aside, name + ending));
  return aside;
}

export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
const isDamaged = (error: unknown) => /^SQLITE_(CORRUPT|NOTADB)/.test(codeOf(error));
const said = (error: unknown) => (error instanceof Error ? error.message : String(error));
