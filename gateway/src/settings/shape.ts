/** Read one value of a configuration file as what it must be, or note in a sentence what is wrong with it and go on, so that all mistakes are found in one run. */
import { idPattern } from '@changping/contracts/units';

export type Row = Record<string, unknown>;
export type Notes = (path: string, mistake: string) => void;
export type Span = { least: number; most: number; unit?: string };

export const seconds = (least: number, most: number): Span => ({ least, most, unit: 'seconds' });

/** @param names the keys there may be; those without a "?" must be. */
export function object(value: unknown, path: string, note: Notes, names: readonly string[]): Row {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    if (value !== undefined) note(path, `must be an object, not ${said(value)}`);
    return {};
  }
  const row = value as Row;
  const at = (name: string) => (path ? `${path}.${name}` : name);
  const known = names.map((name) => name.replace('?', ''));
  for (const name of names)
    if (!name.endsWith('?') && !Object.hasOwn(row, name)) note(at(name), 'is missing');
  for (const name of Object.keys(row))
    if (!known.includes(name)) note(at(name), `is not known; there are ${known.join(', ')}`);
  return row;
}

export function list(value: unknown, path: string, note: Notes): unknown[] {
  if (Array.isArray(value)) return value;
  if (value !== undefined) note(path, `must be a list, not ${said(value)}`);
  return [];
}

export function id(value: unknown, path: string, note: Notes): string {
  if (value === undefined) return '';
  if (typeof value === 'string' && idPattern.test(value)) return value;
  note(path, `must be letters, digits, - and _, at most 40, not ${said(value)}`);
  return '';
}

export function text(value: unknown, path: string, note: Notes, what: string): string {
  if (value === undefined) return '';
  // A NUL would end the name early for the system, a newline is a slip of the hand.
  if (typeof value === 'string' && value && !/[\0\r\n]/.test(value)) return value;
  note(path, `must be ${what}, not ${said(value)}`);
  return '';
}

export const whole = (value: unknown, path: string, note: Notes, span: Span): number =>
  inSpan(value, path, note, span, 'a whole number', Number.isInteger);

export const real = (value: unknown, path: string, note: Notes, span: Span): number =>
  inSpan(value, path, note, span, 'a number', Number.isFinite);

function inSpan(
  value: unknown,
  path: string,
  note: Notes,
  { least, most, unit }: Span,
  what: string,
  is: (value: unknown) => boolean,
): number {
  if (value === undefined) return least;
  if (is(value) && (value as number) >= least && (value as number) <= most) return value as number;
  const plain = typeof value === 'string' ? ', written without quotes or unit' : '';
  note(
    path,
    `must be ${what}${unit ? ` of ${unit}` : ''} from ${least} to ${most}${plain}, not ${said(value)}`,
  );
  return least;
}

export const said = (value: unknown): string =>
  value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 60);
