/** Turn the bytes on a gateway's state topic into its birth or its will, or into nothing. */
import { isProbe, isReader } from './letter-check.ts';
import { letterBytesMax, type StateLetter } from './letters.ts';
import { epochPattern, idPattern } from './units.ts';

/** @returns undefined when a field is missing or wrong. Never throws, whatever the bytes. */
export function checkState(bytes: Uint8Array): StateLetter | undefined {
  if (bytes.length > letterBytesMax) return undefined;
  let row: Record<string, unknown>;
  try {
    row = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
  if (typeof row !== 'object' || row === null) return undefined;
  const common =
    row.v === 1 && matches(row.gw, idPattern) && matches(row.epoch, epochPattern) && isName(row.boot);
  const good =
    row.kind === 'gone' ||
    (row.kind === 'birth' &&
      matches(row.site, idPattern) &&
      isCount(row.at) &&
      isCount(row.last) &&
      isCount(row.depth) &&
      isName(row.version) &&
      isList(row.readers, isReader) &&
      isList(row.probes, (probe) => isProbe(probe) && matches((probe as { zone: unknown }).zone, idPattern)));
  return common && good ? (row as unknown as StateLetter) : undefined;
}

const matches = (x: unknown, pattern: RegExp) => typeof x === 'string' && pattern.test(x);
const isName = (x: unknown) => typeof x === 'string' && x.length > 0 && x.length <= 64;
const isCount = (x: unknown) => Number.isSafeInteger(x) && (x as number) >= 0;
const isList = (x: unknown, is: (item: unknown) => boolean) =>
  Array.isArray(x) && x.length <= 200 && x.every(is);
