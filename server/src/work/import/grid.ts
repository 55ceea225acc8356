/** A table as it came out of a file, before anybody asks what it means: rows from the head on, cells with the type that the file gave them. */

/** A cell that a spreadsheet reckons: its value is nobody's word. */
export const formula = Symbol('formula');
/** Text of a CSV file is always text; a workbook knows numbers and days. */
export type RawCell = string | number | boolean | Date | typeof formula | null;
export type Grid = { rows: RawCell[][]; encoding: string };

/** As for reports: more opens nowhere. Without the head. */
export const rowsMost = 100_000;
export const columnsMost = 100;
export const sheetsMost = 20;

/** 1 is A, 27 is AA. */
export function letterOf(column: number): string {
  const rest = Math.floor((column - 1) / 26);
  return (rest ? letterOf(rest) : '') + String.fromCharCode(65 + ((column - 1) % 26));
}
