/** Turn the bytes on a gateway's state topic into its birth or its will, or into nothing. */
import { type Row, readRow, wholeText } from './json-bytes.ts';
import { devicesMax, isInstant, isProbe, isReader, onlyProbe, onlyReader } from './letter-check.ts';
import { letterBytesMax, type StateLetter } from './letters.ts';
import { epochPattern, idPattern } from './units.ts';

/** @returns undefined when a field is missing or wrong. Never throws, whatever the bytes. */
export function checkState(bytes: Uint8Array): StateLetter | undefined {
  const { fault, row } = readRow(bytes, letterBytesMax);
  if (fault || row === null) return undefined;
  const { v, kind, gw, epoch, boot } = row;
  if (v !== 1 || !matches(gw, idPattern) || !matches(epoch, epochPattern) || !isName(boot)) return undefined;
  const common = { v, kind, gw, epoch, boot: wholeText(boot) };
  if (kind === 'gone') return common as StateLetter;
  return kind === 'birth' && isBirth(row) ? ({ ...common, ...exact(row) } as StateLetter) : undefined;
}

const isBirth = (row: Row) =>
  matches(row.site, idPattern) &&
  isInstant(row.at) &&
  isCount(row.last) &&
  isCount(row.depth) &&
  isName(row.version) &&
  isList(row.readers, isReader) &&
  isList(row.probes, (probe) => isProbe(probe) && matches(probe.zone, idPattern));

function exact({ site, at, last, depth, readers, probes, version }: Row) {
  return {
    site,
    at,
    last,
    depth,
    readers: (readers as Row[]).map(onlyReader),
    probes: (probes as Row[]).map((probe) => ({ ...onlyProbe(probe), zone: probe.zone })),
    version: wholeText(version as string),
  };
}

const matches = (x: unknown, pattern: RegExp) => typeof x === 'string' && pattern.test(x);
const isName = (x: unknown): x is string => typeof x === 'string' && x.length > 0 && x.length <= 64;
const isCount = (x: unknown) => Number.isSafeInteger(x) && (x as number) >= 0;
const isList = (x: unknown, is: (item: unknown) => boolean) =>
  Array.isArray(x) && x.length <= devicesMax && x.every(is);
