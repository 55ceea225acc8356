/** A file that is to be imported, from its bytes to what it would change: every cell checked, every mistake told, and nothing written. */
import { createHash } from 'node:crypto';
import { Fault } from '@changping/contracts/faults';
import { gtinOf, kindOfGtin } from '@changping/contracts/gtin';
import type { CellError } from '@changping/contracts/import-faults';
import { type ImportKind, importFields, isWanted } from '@changping/contracts/import-words';
import type { Database } from '../../store/database.ts';
import type { ImportLine, ImportLot } from '../../store/imports.ts';
import type { Told } from '../reports.ts';
import { wordsOf } from '../words.ts';
import { headsOf, type Mapping, type Remembered, suggest } from './columns.ts';
import { csvGrid } from './csv-grid.ts';
import { columnsMost, type Grid, letterOf, type RawCell, rowsMost } from './grid.ts';
import { known } from './known.ts';
import { classCheck, tagCheck } from './other-rows.ts';
import { checkedRow } from './row.ts';
import { type StockWords, stockCheck } from './stock-rows.ts';
import { xlsxGrid } from './xlsx-grid.ts';

export type Wish = {
  kind: ImportKind;
  site: string;
  name: string;
  bytes: Uint8Array;
  /** What a person chose; null: suggest. */
  mapping: Mapping | null;
  remembered: Remembered;
  told: Told;
};
export type Found = {
  encoding: string;
  heads: string[];
  mapping: Mapping;
  /** Below the head, without empty ones. */
  rows: number;
  errors: CellError[];
  /** Beyond those that are listed. */
  more: number;
  lots: ImportLot[];
  fresh: ImportLine[];
  same: number;
  /** SHA-256 of what the rows say, in whatever order, form and file: the same goods twice have it twice. */
  digest: string;
};

/** More nobody reads; how many there are is told all the same. */
const errorsMost = 100_000;
const toldEvery = 1000;

/** @param told now and then, how much of its rows is checked, 0…1 */
export async function read(
  wish: Wish,
  raw: Database['raw'],
  told: (share: number) => void = () => {},
): Promise<Found> {
  const { rows, encoding } = await gridOf(wish);
  const heads = headsOf(rows[0] ?? []);
  const isEmpty = (row: readonly RawCell[]) => row.every((cell) => cell === null || cell === '');
  const last = rows.findLastIndex((row) => !isEmpty(row));
  if (last < 1 || heads.every((head) => head === '')) throw new Fault('importEmpty');
  if (last > rowsMost || rows.some((row) => row.length > columnsMost))
    throw new Fault('importTooLarge', `${last} rows`);
  const { kind } = wish;
  const mapping = wish.mapping ?? suggest(kind, heads, wish.remembered);
  const found: Found = {
    ...{ encoding, heads, mapping, rows: 0, errors: [], more: 0, lots: [], fresh: [], same: 0, digest: '' },
  };
  const note = (errors: readonly CellError[]) => {
    for (const error of errors) {
      if (found.errors.length < errorsMost) found.errors.push(error);
      else found.more++;
    }
  };
  note(headErrors(kind, heads, mapping));
  const { check, lots } = checkOf(wish, raw);
  const said: string[] = [];
  for (let at = 1; at <= last; at++) {
    if (at % toldEvery === 0) told(at / last);
    const cells = rows[at] ?? [];
    if (isEmpty(cells)) continue;
    found.rows++;
    const row = checkedRow(kind, cells, at + 1, mapping);
    const result = check(row);
    note(row.errors);
    if (!result) continue;
    if (result.isSame) found.same++;
    else found.fresh.push(result.row);
    said.push(JSON.stringify(Object.values(result.row)));
  }
  found.lots = lots();
  found.digest = createHash('sha256').update(said.sort().join('\n')).digest('hex');
  return found;
}

/** By what its first bytes are, not by what its name says: PK is a zip, and so a workbook. */
async function gridOf({ bytes, name }: Wish): Promise<Grid> {
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  if (!/\.(csv|txt|xlsx)$/i.test(name) || isZip !== /\.xlsx$/i.test(name))
    throw new Fault('importType', name.slice(-20));
  return isZip ? await xlsxGrid(bytes) : csvGrid(bytes);
}

function headErrors(kind: ImportKind, heads: readonly string[], mapping: Mapping): CellError[] {
  const of = { row: 1, other: null };
  const missing = importFields[kind]
    .filter((field) => isWanted(kind, field) && mapping[field] === undefined)
    .map((field): CellError => ({ ...of, column: '', code: 'columnMissing', value: field }));
  const twice = heads.flatMap((head, at): CellError[] =>
    head !== '' && heads.indexOf(head) < at
      ? [{ ...of, column: letterOf(at + 1), code: 'columnTwice', value: head }]
      : [],
  );
  return [...missing, ...twice];
}

function checkOf({ kind, site, told }: Wish, raw: Database['raw']) {
  const book = known(raw);
  const none = (): ImportLot[] => [];
  if (kind === 'tags') return { check: tagCheck(site, book), lots: none };
  if (kind === 'supplyClasses') return { check: classCheck(), lots: none };
  const { row, lots } = stockCheck(site, stockWords(told), book);
  return { check: row, lots };
}

function stockWords({ kinds }: Told): StockWords {
  const byName = new Map<string, Set<string>>();
  for (const { id, name, nameEn } of kinds)
    for (const each of [name, nameEn].map(low)) byName.set(each, (byName.get(each) ?? new Set()).add(id));
  const named = (table: 'qualities' | 'grades') => {
    const all = (['zh', 'en'] as const).flatMap((lang) => Object.entries(wordsOf(lang)[table]));
    return new Map(all.flatMap(([id, word]) => [[id.toLowerCase(), id] as const, [low(word), id] as const]));
  };
  const [qualities, grades] = [named('qualities'), named('grades')];
  const byId = new Map(kinds.map((kind) => [kind.id as string, kind]));
  return {
    kind(name) {
      const ids = byName.get(low(name));
      // A name that two kinds bear is none's.
      const named = byId.get(name) ?? (ids?.size === 1 ? byId.get([...ids][0] as string) : undefined);
      const gtin = gtinOf(name);
      const kind = named ?? (gtin === null ? null : kindOfGtin(kinds, gtin));
      return kind ? { id: kind.id, units: [kind.unit, kind.unitEn], isRetired: kind.isRetired } : undefined;
    },
    called(id) {
      const kind = byId.get(id);
      return kind ? `${kind.name} ${kind.nameEn}` : id;
    },
    quality: (name) => qualities.get(low(name)),
    grade: (name) => grades.get(low(name)),
  };
}

const low = (name: string): string => name.toLowerCase();
