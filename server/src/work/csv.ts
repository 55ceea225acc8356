/** A report as CSV: UTF-8 with its mark, so that Chinese is read as such (RFC 4180), and no cell that a spreadsheet would run. */
import { safeCell } from '@changping/contracts/safe-cell';
import type { Cell, Paper } from './paper.ts';

const mark = '\uFEFF';

export const csvOf = (paper: Paper): Uint8Array => tableCsv(rowsOf(paper));

export const tableCsv = (rows: readonly (readonly Cell[])[]): Uint8Array =>
  Buffer.from(mark + rows.map(line).join(''), 'utf8');

/** As in every other form: what it is about first, the signatures last. */
export function rowsOf({ title, about, tables, notes, signatures }: Paper): Cell[][] {
  return [
    [title],
    ...about.map((pair) => [...pair]),
    ...tables.flatMap((table) => [
      [],
      ...(table.title ? [[table.title]] : []),
      table.columns.map(({ title: name }) => name),
      ...table.rows.map((row) => [...row]),
    ]),
    ...(notes.length ? [[], ...notes.map((note) => [note])] : []),
    [],
    ...signatures.map((word) => [`${word}: `, '']),
  ];
}

const line = (cells: readonly Cell[]): string => `${cells.map(cell).join(',')}\r\n`;

/** A number is written as one, also below zero. */
function cell(value: Cell): string {
  const text = typeof value === 'string' ? safeCell(value) : value === null ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
