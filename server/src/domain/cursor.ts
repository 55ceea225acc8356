/** Where a page of an ordered list ended, as the word that the next question brings back: nobody outside reads anything in it. */
import { Fault } from '@changping/contracts/faults';

export type Value = string | number;
/** A row by what it is ordered by, and by its key where others have the same. `part`: lists may have stretches one behind the other. */
export type Cursor = { part: number; by: Value | null; key: Value };

export const writeCursor = (sort: string, { part, by, key }: Cursor): string =>
  Buffer.from(JSON.stringify([sort, part, by, key])).toString('base64url');

/** @throws Fault badQuery of one that was given for another order, or by nobody. */
export function readCursor(sort: string, after: string | undefined): Cursor | undefined {
  if (after === undefined) return undefined;
  const [of, part, by, key, ...more] = parsed(after);
  const isGood =
    of === sort && isIndex(part) && (by === null || isValue(by)) && isValue(key) && more.length === 0;
  if (!isGood) throw new Fault('badQuery', 'after: of another order');
  return { part, by, key };
}

const isIndex = (given: unknown): given is number => Number.isInteger(given) && (given as number) >= 0;
const isValue = (given: unknown): given is Value =>
  typeof given === 'string' || (typeof given === 'number' && Number.isFinite(given));

function parsed(after: string): unknown[] {
  try {
    const given: unknown = JSON.parse(Buffer.from(after, 'base64url').toString());
    return Array.isArray(given) ? given : [];
  } catch {
    return [];
  }
}
