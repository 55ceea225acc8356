/** One value of a GS1 label is taken as it is, as a date, or not at all: length, signs, check digit, calendar. */
import { type AiRow, yearsBack } from './gs1-table.ts';
import type { ScanFaultCode } from './scan-faults.ts';
import type { Instant } from './units.ts';
import { unseen } from './unseen.ts';

export type Value = { value: string } | { code: ScanFaultCode };

export function readValue(row: AiRow, raw: string, now: Instant): Value {
  // Wider than GS1's own 82 signs: labels of our makers bear lots in Chinese.
  if (row.digitsOnly ? /\D/.test(raw) : unseen.test(raw)) return { code: 'characters' };
  if (isWrongLength(row, raw)) return { code: 'length' };
  switch (row.check) {
    case 'mod10':
      return isChecked(raw) ? { value: raw } : { code: 'checkDigit' };
    case 'date':
      return readDate(raw, now);
    case 'piece':
      return readPiece(raw);
    case 'asset':
      if (!/^0\d{13}/.test(raw)) return { code: 'characters' };
      return isChecked(raw.slice(0, 14)) ? { value: raw } : { code: 'checkDigit' };
    default:
      return { value: raw };
  }
}

/** GS1 check digit: from the right, weights 3 and 1 by turns. Zeros before the number change nothing. */
export function isChecked(digits: string): boolean {
  return checkDigit(digits.slice(0, -1)) === digits.at(-1);
}

export function checkDigit(body: string): string {
  let sum = 0;
  for (let i = 0; i < body.length; i++) sum += Number(body[body.length - 1 - i]) * (i % 2 ? 1 : 3);
  return String((10 - (sum % 10)) % 10);
}

/** Counted in signs: one Chinese character beyond the basic plane is two units of a string. */
function isWrongLength({ min, max }: AiRow, raw: string): boolean {
  if (raw.length > 2 * max) return true;
  const signs = /[\ud800-\udbff]/.test(raw) ? [...raw].length : raw.length;
  return signs < min || signs > max;
}

/** YYMMDD; day 00 is the last of its month. GS1 reads two digits of a year within −49…+50 of this year. */
function readDate(raw: string, now: Instant): Value {
  const first = new Date(now).getUTCFullYear() - yearsBack;
  const year = first + ((((Number(raw.slice(0, 2)) - first) % 100) + 100) % 100);
  const month = Number(raw.slice(2, 4));
  if (month < 1 || month > 12) return { code: 'date' };
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const day = Number(raw.slice(4)) || last;
  if (day > last) return { code: 'date' };
  return { value: `${year}-${raw.slice(2, 4)}-${String(day).padStart(2, '0')}` };
}

function readPiece(raw: string): Value {
  if (!isChecked(raw.slice(0, 14))) return { code: 'checkDigit' };
  const [piece, total] = [Number(raw.slice(14, 16)), Number(raw.slice(16))];
  return piece >= 1 && piece <= total ? { value: raw } : { code: 'pieceOfTotal' };
}
