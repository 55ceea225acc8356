/** The rows of a CSV file; comma, semicolon or tab between its cells, whichever its head has most of. */
import { Fault } from '@changping/contracts/faults';
import { CsvError, parse } from 'csv-parse/sync';
import { isSealRow } from '../seal.ts';
import { type Grid, rowsMost } from './grid.ts';
import { textOf } from './text-of.ts';

export function csvGrid(bytes: Uint8Array): Grid {
  const { text, encoding } = textOf(bytes);
  try {
    const rows = parse(text, {
      ...{ delimiter: delimiterOf(text), relax_column_count: true, to: rowsMost + 2 },
      max_record_size: 200_000,
    }) as string[][];
    // A list of ours ends with its signature, which is no goods.
    return { rows: rows.filter((row, i) => i < rows.length - 1 || !isSealRow(row)), encoding };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new Fault('importBroken', `${error.code} ${error.lines ?? ''}`.trim());
  }
}

function delimiterOf(text: string): string {
  const head = text.slice(0, 10_000).split(/\r?\n/, 1)[0] ?? '';
  const bare = head.replace(/"[^"]*"/g, '');
  const counted = [',', ';', '\t'].map((sign) => ({ sign, times: bare.split(sign).length }));
  return counted.reduce((most, each) => (each.times > most.times ? each : most)).sign;
}
