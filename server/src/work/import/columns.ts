/** Which column of a file is meant for what: by what this person chose the last time, else by the names of the heads. Pure. */
import { type ImportField, type ImportKind, importFields, namesOf } from '@changping/contracts/import-words';
import type { RawCell } from './grid.ts';

/** The column's place in the file, from 0; what is not in it is not mapped. */
export type Mapping = Partial<Record<ImportField, number>>;
/** By their heads: the next file may have them in another order. */
export type Remembered = Partial<Record<ImportField, string>>;

export const headsOf = (row: readonly RawCell[]): string[] =>
  row.map((cell) => (typeof cell === 'string' || typeof cell === 'number' ? String(cell).trim() : ''));

/** The first column of a name counts, and no column twice. */
export function suggest(kind: ImportKind, heads: readonly string[], remembered: Remembered): Mapping {
  const plain = heads.map(plainHead);
  const mapping: Mapping = {};
  const taken = new Set<number>();
  const take = (field: ImportField, at: number) => {
    if (at < 0 || taken.has(at)) return;
    mapping[field] = at;
    taken.add(at);
  };
  for (const field of importFields[kind]) {
    const chosen = remembered[field];
    if (chosen !== undefined) take(field, heads.indexOf(chosen));
  }
  for (const field of importFields[kind]) {
    if (mapping[field] !== undefined) continue;
    const { zh, en } = namesOf(field);
    const names = new Set([field, ...zh, ...en].map(plainHead));
    take(
      field,
      plain.findIndex((head, at) => !taken.has(at) && names.has(head)),
    );
  }
  return mapping;
}

export const rememberedOf = (mapping: Mapping, heads: readonly string[]): Remembered =>
  Object.fromEntries(Object.entries(mapping).map(([field, at]) => [field, heads[at] ?? '']));

/** "数量（件）" and "Quantity (pcs)" are quantities. */
const plainHead = (head: string): string =>
  head
    .normalize('NFKC')
    .replace(/\(.*?\)/g, '')
    .replace(/[\s_*:.-]/g, '')
    .toLowerCase();
