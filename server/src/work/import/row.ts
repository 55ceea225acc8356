/** One row of a table under the eyes of its check: its cells by what they are meant for, and what is wrong with them. */
import type { CellError, CellFault } from '@changping/contracts/import-faults';
import type { ImportField, ImportKind } from '@changping/contracts/import-words';
import { isWanted } from '@changping/contracts/import-words';
import { type Read, shown } from './cells.ts';
import type { Mapping } from './columns.ts';
import { letterOf, type RawCell } from './grid.ts';

export type CheckedRow = {
  /** As a spreadsheet counts. */
  n: number;
  /** What stands there; undefined where it is wrong or wanted and missing, which is noted. */
  take<Value>(field: ImportField, read: (cell: RawCell | undefined) => Read<Value>): Value | undefined;
  /** `than`: what stands against the cell. */
  note(field: ImportField, code: CellFault, other?: number, than?: string): void;
  errors: CellError[];
};

export function checkedRow(
  kind: ImportKind,
  cells: readonly RawCell[],
  n: number,
  mapping: Mapping,
): CheckedRow {
  const errors: CellError[] = [];
  const at = (field: ImportField): number | undefined => mapping[field];
  const cellOf = (field: ImportField) => {
    const column = at(field);
    return column === undefined ? undefined : cells[column];
  };
  const note: CheckedRow['note'] = (field, code, other, than) => {
    const column = at(field);
    errors.push({
      ...{ row: n, column: column === undefined ? '' : letterOf(column + 1), code },
      ...{ value: [shown(cellOf(field)), ...(than ? [than] : [])].join(' ≠ '), other: other ?? null },
    });
  };
  return {
    n,
    errors,
    note,
    take(field, read) {
      // A column that is not there is told once, at the head.
      if (at(field) === undefined && isWanted(kind, field)) return undefined;
      const { value, fault } = read(cellOf(field)) as { value?: never; fault?: CellFault };
      if (fault) note(field, fault);
      else if (value === '' && isWanted(kind, field)) note(field, 'wanted');
      else return value;
      return undefined;
    },
  };
}
