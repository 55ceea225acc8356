/** What one cell means: codes, days, quantities and tags, each right or refused with the reason. Pure. */
import type { CellFault } from '@changping/contracts/import-faults';
import { plainCell } from '@changping/contracts/safe-cell';
import { unseen } from '@changping/contracts/unseen';
import { formula, type RawCell } from './grid.ts';

export type Read<Value> = { value: Value; fault?: never } | { fault: CellFault };

export const longestText = 200;
const quantityMost = 1_000_000;

/** As the person sees it, for a sentence about it. */
export function shown(cell: RawCell | undefined): string {
  const text = cell === formula ? '=…' : cell instanceof Date ? dayOf(cell) : String(cell ?? '');
  return text.slice(0, 60);
}

/** Text of any kind; '' where there is none. Full-width letters and digits are the narrow ones, what stands around it is no part of it. */
export function text(cell: RawCell | undefined, most = longestText): Read<string> {
  if (cell === formula) return { fault: 'formula' };
  if (cell === null || cell === undefined) return { value: '' };
  if (cell instanceof Date) return { value: dayOf(cell) };
  if (typeof cell === 'boolean') return { fault: 'characters' };
  // What a number lost of its digits nobody can give back.
  if (typeof cell === 'number')
    return Number.isSafeInteger(cell) ? { value: String(cell) } : { fault: 'characters' };
  const trimmed = cell.trim();
  // A dash alone is how people write that there is none.
  if (/^[=+\-@]./s.test(trimmed)) return { fault: 'formula' };
  const plain = narrow(plainCell(trimmed)).normalize('NFC');
  if (plain.length > most) return { fault: 'tooLong' };
  return unseen.test(plain) ? { fault: 'characters' } : { value: plain };
}

/** Of the calendar that the law has, and a day that exists; a serial number of a spreadsheet is none. */
export function day(cell: RawCell | undefined): Read<string> {
  const read = text(cell);
  if (read.fault || read.value === '') return read;
  const parts =
    /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/.exec(read.value) ??
    /^(\d{4})(年)(\d{1,2})月(\d{1,2})日$/.exec(read.value) ??
    /^((?:19|20)\d\d)()(\d\d)(\d\d)$/.exec(read.value);
  if (!parts) return { fault: 'day' };
  const [year, month, date] = [Number(parts[1]), Number(parts[3]), Number(parts[4])];
  const at = new Date(Date.UTC(year, month - 1, date));
  const exists = at.getUTCMonth() === month - 1 && at.getUTCDate() === date;
  return exists && year >= 1950 && year <= 2150 ? { value: dayOf(at) } : { fault: 'day' };
}

export function quantity(cell: RawCell | undefined): Read<number> {
  if (cell === formula) return { fault: 'formula' };
  if (cell === null || cell === undefined || cell === '') return { fault: 'wanted' };
  const written =
    typeof cell === 'number' ? String(cell) : typeof cell === 'string' ? narrow(cell.trim()) : '';
  const value = Number(written);
  return /^[1-9]\d{0,6}$/.test(written) && value <= quantityMost ? { value } : { fault: 'quantity' };
}

/** '' where there is none. */
export function tag(cell: RawCell | undefined): Read<string> {
  if (typeof cell === 'number') return { fault: 'epcDamaged' };
  const read = text(cell);
  if (read.fault || read.value === '') return read;
  const value = read.value.replaceAll(/\s/g, '').toUpperCase();
  if (/^\d+(\.\d+)?E\+\d+$/.test(value)) return { fault: 'epcDamaged' };
  if (!/^(?:[0-9A-F]{4}){1,31}$/.test(value)) return { fault: 'epc' };
  return /^(?:0+|F+)$/.test(value) ? { fault: 'epcBlank' } : { value };
}

const narrow = (written: string): string =>
  written.replace(/[\uFF10-\uFF19\uFF21-\uFF3A\uFF41-\uFF5A]/g, (sign) =>
    String.fromCharCode(sign.charCodeAt(0) - 0xfee0),
  );

const dayOf = (at: Date): string => (Number.isNaN(at.getTime()) ? '' : at.toISOString().slice(0, 10));
