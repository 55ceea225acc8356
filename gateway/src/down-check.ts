/** Turn the bytes of a down-letter into an ack, a refusal, a call for the birth or a verdict, or into nothing. */
import { type DownLetter, verdicts } from '@changping/contracts/letters';
import { epochPattern } from '@changping/contracts/units';

/** @returns undefined when a field is missing or wrong. Never throws, whatever the bytes. */
export function checkDown(bytes: Uint8Array): DownLetter | undefined {
  let row: Record<string, unknown>;
  try {
    row = JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return undefined;
  }
  if (typeof row !== 'object' || row === null || row.v !== 1) return undefined;
  const good =
    row.kind === 'rebirth' ||
    (row.kind === 'judged' && isName(row.trip) && verdicts.some((each) => each === row.verdict)) ||
    (row.kind === 'ack' && isEpoch(row.epoch) && isCount(row.upTo) && isRanges(row.holes)) ||
    (row.kind === 'refused' &&
      (row.epoch === null || isEpoch(row.epoch)) &&
      (row.seq === null || isCount(row.seq)) &&
      typeof row.digest === 'string' &&
      /^[0-9a-f]{16}$/.test(row.digest));
  return good ? (row as unknown as DownLetter) : undefined;
}

const isEpoch = (x: unknown) => typeof x === 'string' && epochPattern.test(x);
const isName = (x: unknown) => typeof x === 'string' && x.length > 0 && x.length <= 64;
const isCount = (x: unknown) => Number.isSafeInteger(x) && (x as number) >= 0;
const isRanges = (x: unknown) =>
  Array.isArray(x) &&
  x.length <= 100 &&
  x.every((pair) => Array.isArray(pair) && pair.length === 2 && pair.every(isCount) && pair[0] <= pair[1]);
