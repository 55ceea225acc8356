/** P16: whatever somebody changes in the database's file is found: by SQLite's own check, by the chains, by what they seal, by deriving the stock anew, or by a head that was kept elsewhere. */
import { createHash } from 'node:crypto';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mulberry32 } from '@changping/firmware-sim/random';
import { newestHeads, readAnchor, writeAnchor } from '@changping/server/store/anchor';
import { freshSchema, type SchemaText } from '@changping/server/store/verify-schema';
import { type Check, findings } from '@changping/server/verify/findings';
import Sqlite from 'better-sqlite3';
import { aBook } from './tampered-book.ts';
import { columnDeeds, isPromised, tablesOf } from './tampered-columns.ts';
import { rowDeeds } from './tampered-rows.ts';

type Raw = Sqlite.Database;
/** What each check would have found without the others. */
export type Tampering = {
  tampered: number;
  found: number;
  missed: string[];
  byIntegrityAlone: number;
  bySchemaAlone: number;
  byChainsAlone: number;
  bySealsAlone: number;
  byStockAlone: number;
  byHeadAlone: number;
  /** Found by the head and by nothing else. */
  byHeadOnly: number;
  flips: number;
  flipsByIntegrityAlone: number;
  /** What the tables' own rules did not let happen. */
  refused: number;
  /** They changed nothing that anybody can read. */
  harmlessFlips: number;
  /** Edits and flips of what no chain covers, that nothing found: so many by table, of `notCoveredTried`. */
  notCovered: Record<string, number>;
  notCoveredTried: number;
};
/** `others`: rounds of what nothing is promised of. */
type Size = { rounds: number; others: number; flips: number; seed: number };

export async function tampering(size: Size): Promise<Tampering> {
  const folder = mkdtempSync(join(tmpdir(), 'changping-tampering-'));
  try {
    const book = await aBook(folder);
    return trials(folder, book, await freshSchema(), size);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function trials(
  folder: string,
  book: string,
  schema: SchemaText,
  { rounds, others, flips, seed }: Size,
): Tampering {
  const draw = mulberry32(seed);
  const random = (below: number) => Math.floor(draw() * below);
  const raw = new Sqlite(book);
  const head = join(folder, 'kept.json');
  writeAnchor(folder, head, { at: 0, heads: newestHeads({ raw }) });
  const deeds = [...columnDeeds(raw, { rounds, others, random }), ...rowDeeds(raw, rounds, random)];
  const before = contents(raw);
  // A copy of the file has nothing of what stands beside it in the write-ahead file.
  raw.pragma('wal_checkpoint(TRUNCATE)');
  raw.close();

  const copy = join(folder, 'copy.sqlite');
  const told = nothingYet();
  const fresh = (): void => {
    for (const end of ['', '-wal', '-shm']) rmSync(copy + end, { force: true });
    copyFileSync(book, copy);
  };
  const judge = (): Map<Check, string> => checksThatFind(copy, head, schema);
  const count = (what: string, found: Set<Check>): void => {
    told.tampered++;
    if (found.size) told.found++;
    else told.missed.push(what);
    told.byIntegrityAlone += Number(found.has('file'));
    told.bySchemaAlone += Number(found.has('schema'));
    told.byChainsAlone += Number(found.has('chain'));
    told.bySealsAlone += Number(found.has('seal'));
    told.byStockAlone += Number(found.has('stock'));
    told.byHeadAlone += Number(found.has('head'));
    told.byHeadOnly += Number(found.has('head') && found.size === 1);
  };
  const leftOut = (tables: Iterable<string>): void => {
    for (const table of tables) told.notCovered[table] = (told.notCovered[table] ?? 0) + 1;
  };

  fresh();
  const untouched = judge();
  if (untouched.size) throw new Error(`the book was not whole before anybody touched it: ${[...untouched]}`);
  for (const deed of deeds) {
    fresh();
    if (!done(copy, deed.run)) {
      if (deed.table === deed.what) throw new Error(`could not be done: ${deed.what}`);
      told.refused++;
      continue;
    }
    const found = new Set(judge().keys());
    if (deed.isPromised) count(deed.what, found);
    else {
      told.notCoveredTried++;
      if (!found.size) leftOut([deed.table]);
    }
  }

  const bytes = readFileSync(book);
  for (told.flips = 0; told.flips < flips; told.flips++) {
    const at = random(bytes.length);
    const bit = 1 << random(8);
    fresh();
    const flipped = Buffer.from(bytes);
    flipped[at] = (flipped[at] as number) ^ bit;
    writeFileSync(copy, flipped);
    const found = new Set(judge().keys());
    const changed = found.size ? [] : changedIn(copy, before);
    if (found.has('file')) told.flipsByIntegrityAlone++;
    if (found.size || changed.some((name) => name === unreadable || isPromised(...halves(name))))
      count(`bit ${bit} of byte ${at}: ${changed}`, found);
    else if (changed.length) {
      told.notCoveredTried++;
      leftOut(new Set(changed.map((name) => halves(name)[0])));
    } else told.harmlessFlips++;
  }
  return told;
}

const nothingYet = (): Tampering => ({
  ...{
    tampered: 0,
    found: 0,
    missed: [],
    byIntegrityAlone: 0,
    bySchemaAlone: 0,
    byChainsAlone: 0,
    bySealsAlone: 0,
  },
  ...{ byStockAlone: 0, byHeadAlone: 0, byHeadOnly: 0, flips: 0, refused: 0, flipsByIntegrityAlone: 0 },
  ...{ harmlessFlips: 0, notCovered: {}, notCoveredTried: 0 },
});

/** With what each says. */
function checksThatFind(file: string, head: string, schema: SchemaText): Map<Check, string> {
  let raw: Raw;
  try {
    raw = new Sqlite(file, { readonly: true });
  } catch {
    return new Map([['file', 'can not be opened']]);
  }
  try {
    const kept = readAnchor(head, `${head}.pub`);
    return new Map([...findings({ raw }, { head: kept, schema })].map(({ check, why }) => [check, why]));
  } finally {
    raw.close();
  }
}

/** @returns false where the database itself refuses it. */
function done(file: string, run: (raw: Raw) => void): boolean {
  const raw = new Sqlite(file);
  raw.pragma('synchronous = OFF');
  try {
    raw.transaction(run)(raw);
    return true;
  } catch {
    return false;
  } finally {
    raw.close();
  }
}

/** A digest of every column of every table, by "table.column". */
function contents(raw: Raw): Map<string, string> {
  const digests = new Map<string, string>();
  for (const { table, columns } of [...tablesOf(raw), { table: 'sqlite_schema', columns: ['sql'] }])
    for (const column of columns) {
      const rows = raw.prepare(`select "${column}" from "${table}" not indexed`).pluck().all();
      digests.set(`${table}.${column}`, createHash('sha256').update(JSON.stringify(rows)).digest('hex'));
    }
  return digests;
}

function changedIn(file: string, before: ReadonlyMap<string, string>): string[] {
  const raw = new Sqlite(file, { readonly: true });
  try {
    const after = contents(raw);
    const names = new Set([...before.keys(), ...after.keys()]);
    return [...names].filter((name) => before.get(name) !== after.get(name));
  } catch {
    // What nobody can read any more and no check has found is the worst of all.
    return [unreadable];
  } finally {
    raw.close();
  }
}

const unreadable = 'unreadable';

const halves = (name: string): [string, string] => name.split('.') as [string, string];
