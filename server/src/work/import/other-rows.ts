/** Tags for pieces that the book has, and the classes of GB/T 38565, row by row. Pure but for what it asks of the book. */
import { supplyClassPattern } from '@changping/contracts/code-systems';
import type { ImportLine } from '../../store/imports.ts';
import { tag, text } from './cells.ts';
import type { Known } from './known.ts';
import type { CheckedRow } from './row.ts';

type Check<What extends ImportLine['what']> = (
  row: CheckedRow,
) => { row: Extract<ImportLine, { what: What }>; isSame: boolean } | undefined;

export function tagCheck(site: string, book: Known): Check<'tag'> {
  const pieces = new Map<string, number>();
  const tags = new Map<string, number>();
  return (row) => {
    const [piece, epc] = [row.take('piece', (cell) => text(cell, 80)), row.take('epc', tag)];
    if (!piece || !epc) return undefined;
    once(row, 'piece', pieces, piece);
    once(row, 'epc', tags, epc);
    const there = book.piece(piece);
    if (there && there.place === null) row.note('piece', 'pieceEmpty');
    else if (there?.site !== site) row.note('piece', 'piece');
    const on = book.onPiece(epc);
    if (on !== undefined && on !== piece) row.note('epc', 'tagTaken');
    else if (on === undefined && book.tagsOf(piece).length) row.note('epc', 'tagOther');
    return row.errors.length ? undefined : { row: { what: 'tag', piece, epc }, isSame: on === piece };
  };
}

export function classCheck(): Check<'class'> {
  const codes = new Map<string, number>();
  return (row) => {
    const [code, name] = [row.take('code', text), row.take('name', (cell) => text(cell, 100))];
    if (code && !supplyClassPattern.test(code)) row.note('code', 'supplyClass');
    if (!code || !name) return undefined;
    once(row, 'code', codes, code);
    return row.errors.length ? undefined : { row: { what: 'class', code, name }, isSame: false };
  };
}

function once(row: CheckedRow, field: 'piece' | 'epc' | 'code', seen: Map<string, number>, name: string) {
  const other = seen.get(name);
  if (other === undefined) seen.set(name, row.n);
  else row.note(field, 'twice', other);
}
