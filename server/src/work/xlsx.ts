/** A report as a workbook of one sheet. Text stays text: it is never written as a formula, and what would become one when it is saved as CSV has its apostrophe. */
import { safeCell } from '@changping/contracts/safe-cell';
import writeExcel from 'write-excel-file/node';
import { rowsOf } from './csv.ts';
import type { Cell, Paper } from './paper.ts';

/** A sheet holds no longer text in a cell, and XML knows no other control signs. */
const longestText = 32_767;
const noXml = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

export async function xlsxOf(paper: Paper): Promise<Uint8Array> {
  const rows = rowsOf(paper);
  const wide = Math.max(...paper.tables.map(({ columns }) => columns.length));
  const columns = Array.from({ length: wide }, (_, i) => ({
    width: Math.max(10, ...paper.tables.map((table) => 1.2 * (table.columns[i]?.width ?? 0))),
  }));
  return tableXlsx(rows, columns);
}

export const tableXlsx = async (
  rows: readonly (readonly Cell[])[],
  columns: { width: number }[] = [],
): Promise<Uint8Array> =>
  await writeExcel(
    rows.map((row) => row.map(cell)),
    { columns, sheet: 'Sheet1' },
  ).toBuffer();

const cell = (value: Cell) =>
  value === null
    ? null
    : typeof value === 'number'
      ? { value, type: Number }
      : { value: safeCell(value).replace(noXml, '\uFFFD').slice(0, longestText), type: String };
