/** One CSV table of a region's folder, every cell checked: mistakes are collected with file, row and column, and none hides another. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mistake, mistakeTold } from '@changping/contracts/cell-mistakes';
import { areaPattern } from '@changping/contracts/code-systems';
import { qualities } from '@changping/contracts/region';
import { idPattern } from '@changping/contracts/units';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';

export type Mistakes = {
  /** @param row as an editor counts lines: the head is row 1; 0 for a file without rows. */
  note(file: string, row: number, column: string, mistake: string): void;
  all(): readonly string[];
};

export function mistakesIn(folder: string): Mistakes {
  const all: string[] = [];
  return {
    note(file, row, column, mistake) {
      const where = [join(folder, file), row ? `row ${row}` : '', column].filter(Boolean).join(', ');
      all.push(`${where}: ${mistake}`);
    },
    all: () => all,
  };
}

/** `line` is what `note` wants for `row`. */
export type Line<Row> = { line: number; row: Row };
export type Table<Row> = {
  /** The rows that are right; what is wrong with the others is noted. */
  lines: Line<Row>[];
  /** What stands in a column, in wrong rows too: one mistake must not make a second one of every row that names it. */
  named(column: keyof Row & string): Set<string>;
};

export function readTable<Shape extends z.ZodRawShape>(
  folder: string,
  file: string,
  columns: Shape,
  { note }: Mistakes,
): Table<z.infer<z.ZodObject<Shape>>> {
  const shape = z.object(columns);
  const wanted = Object.keys(columns).filter((column) => !isOptional(shape.shape[column]));
  const records = recordsOf(folder, file, wanted, note);
  const lines = records.flatMap(({ line, cells }) => {
    const checked = shape.safeParse(cells);
    if (checked.success) return [{ line, row: checked.data }];
    for (const { path, message } of checked.error.issues) {
      const column = String(path[0] ?? '');
      note(file, line, column, `${mistakeTold(message, 1)}, not "${cells[column] ?? ''}"`);
    }
    return [];
  });
  return { lines, named: (column) => new Set(records.map(({ cells }) => cells[column] ?? '')) };
}

const isOptional = (cell: z.ZodRawShape[string] | undefined): boolean =>
  cell instanceof z.ZodType && cell.safeParse(undefined).success;

/** Note every row whose `key` was there before. */
export function onlyOnce<Row>(
  file: string,
  column: string,
  lines: readonly Line<Row>[],
  key: (row: Row) => string,
  { note }: Mistakes,
): void {
  const first = new Map<string, number>();
  for (const { line, row } of lines) {
    const before = first.get(key(row));
    if (before === undefined) first.set(key(row), line);
    else note(file, line, column, `"${key(row)}" is there twice, first in row ${before}`);
  }
}

/** The JSON file, when it has the shape; else undefined, and its mistakes noted. */
export function readJson<Shape extends z.ZodType>(
  folder: string,
  file: string,
  shape: Shape,
  { note }: Mistakes,
): z.infer<Shape> | undefined {
  try {
    const checked = shape.safeParse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
    if (checked.success) return checked.data;
    for (const { path, message } of checked.error.issues) note(file, 0, path.join('.'), message);
  } catch (error) {
    note(file, 0, '', error instanceof Error ? error.message : 'cannot be read');
  }
  return undefined;
}

export const text = z.string().trim().min(1, mistake('missing'));
export const orEmpty = <Shape extends z.ZodType>(shape: Shape) =>
  z.union([z.literal('').transform(() => null), shape], { error: (issue) => sayOf(shape, issue.input) });
export const id = z.string().regex(idPattern, mistake('id'));
export const areaCode = z.string().regex(areaPattern, 'must be six digits of GB/T 2260');
export const quality = oneOf(qualities);
export function oneOf<const Word extends string>(words: readonly Word[]) {
  return z.enum(words as unknown as [Word, ...Word[]], { error: () => mistake('oneOf', words.join(', ')) });
}
export const number = (least: number, most: number) =>
  z
    .string()
    .regex(/^-?\d+(?:\.\d+)?$/, mistake('number'))
    .transform(Number)
    .pipe(
      z
        .number()
        .min(least, mistake('range', least, most))
        .max(most, mistake('range', least, most)),
    );
/** Longitude and latitude alike, so that swapped ones reach the check that can say so. */
export const degrees = number(-180, 180);
export const whole = (least: number, most: number) => number(least, most).pipe(z.int(mistake('whole')));

/** A union says only that nothing fits; the person wants to know what the filled-in cell lacks. */
const sayOf = (shape: z.ZodType, input: unknown) =>
  shape.safeParse(input).error?.issues[0]?.message ?? 'cannot be read';

type Cells = { [column: string]: string };

function recordsOf(
  folder: string,
  file: string,
  columns: readonly string[],
  note: Mistakes['note'],
): { line: number; cells: Cells }[] {
  const [head, ...rows] = rowsOf(folder, file, note);
  if (!head) return [];
  const missing = columns.filter((column) => !head.row.includes(column));
  for (const column of missing) note(file, 1, column, 'this column is missing');
  head.row.forEach((column, i) => {
    if (head.row.indexOf(column) < i) note(file, 1, column, 'this column is there twice');
  });
  if (missing.length) return [];
  return rows.flatMap(({ line, row }) => {
    if (row.length === head.row.length)
      return [{ line, cells: Object.fromEntries(head.row.map((column, i) => [column, row[i] ?? ''])) }];
    note(file, line, '', `has ${row.length} cells, not ${head.row.length}`);
    return [];
  });
}

function rowsOf(folder: string, file: string, note: Mistakes['note']): Line<string[]>[] {
  try {
    const bytes = readFileSync(join(folder, file), 'utf8');
    const options = { bom: true, info: true, skip_empty_lines: true, relax_column_count: true };
    const rows = parse(bytes, options) as unknown as { info: { lines: number }; record: string[] }[];
    return rows.map(({ info, record }) => ({ line: info.lines, row: record }));
  } catch (error) {
    const line = error instanceof Error && 'lines' in error ? Number(error.lines) : 0;
    note(file, line, '', error instanceof Error ? error.message : 'cannot be read');
    return [];
  }
}
