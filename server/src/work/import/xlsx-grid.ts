/** The rows of a workbook's first sheet; its formulas are named and never reckoned, and no XML in it may bring entities of its own. */
import { Fault } from '@changping/contracts/faults';
import readWorkbook from 'read-excel-file/node';
import { columnsMost, formula, type Grid, type RawCell, rowsMost, sheetsMost } from './grid.ts';
import { unpacked } from './unpacked.ts';

export async function xlsxGrid(bytes: Uint8Array): Promise<Grid> {
  const files = unpacked(bytes);
  const sheets = [...files.keys()].filter((name) => /^xl\/worksheets\/[^/]+\.xml$/.test(name));
  if (sheets.length > sheetsMost) throw new Fault('importTooLarge', `${sheets.length} sheets`);
  for (const [name, content] of files)
    if (/\.(xml|rels)$/.test(name) && /<!(DOCTYPE|ENTITY)/i.test(content.toString('latin1')))
      throw new Fault('importBroken', `DOCTYPE ${name.slice(0, 80)}`);
  const first = firstSheet(files);
  const xml = first?.toString('utf8') ?? '';
  measured(xml);
  const rows = await rowsOf(bytes);
  for (const { row, column } of formulasIn(xml)) {
    rows[row - 1] ??= [];
    (rows[row - 1] as RawCell[])[column - 1] = formula;
  }
  return { rows, encoding: 'xlsx' };
}

/** Cells far out make the reader lay out every one before them. */
function measured(xml: string): void {
  let [rows, columns] = [0, 0];
  for (const [, letters, digits] of xml.matchAll(/<c\b[^>]*?\br="([A-Za-z]{1,9})(\d{1,12})"/g)) {
    rows = Math.max(rows, Number(digits));
    columns = Math.max(columns, columnOf(letters as string));
  }
  if (rows > rowsMost + 1 || columns > columnsMost)
    throw new Fault('importTooLarge', `${rows} rows, ${columns} columns`);
}

async function rowsOf(bytes: Uint8Array): Promise<RawCell[][]> {
  try {
    const sheets = await readWorkbook(Buffer.from(bytes), { trim: false });
    return (sheets[0]?.data ?? []) as RawCell[][];
  } catch (error) {
    throw new Fault('importBroken', error instanceof Error ? error.message.slice(0, 200) : '');
  }
}

function firstSheet(files: ReadonlyMap<string, Buffer>): Buffer | undefined {
  const text = (name: string) => files.get(name)?.toString('utf8') ?? '';
  const [, relation = ''] = /<(?:\w+:)?sheet\b[^>]*?\br:id="([^"]+)"/.exec(text('xl/workbook.xml')) ?? [];
  const relations = text('xl/_rels/workbook.xml.rels').match(/<Relationship\b[^>]*>/g) ?? [];
  const target = relations.find((each) => each.includes(`Id="${relation}"`));
  const [, path = ''] = /\bTarget="\/?(?:xl\/)?([^"]+)"/.exec(target ?? '') ?? [];
  return files.get(`xl/${path}`) ?? files.get('xl/worksheets/sheet1.xml');
}

function formulasIn(xml: string): { row: number; column: number }[] {
  const found = [...xml.matchAll(/<c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*>\s*<f[\s>/]/g)];
  if (found.length !== (xml.match(/<(?:\w+:)?f[\s>/]/g)?.length ?? 0))
    throw new Fault('importBroken', 'a formula without its cell');
  return found.map(([, letters, digits]) => ({ row: Number(digits), column: columnOf(letters as string) }));
}

const columnOf = (letters: string): number =>
  [...letters.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
