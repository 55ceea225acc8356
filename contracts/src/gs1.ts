/**
 * Read a GS1 element string, also where the reader has mangled or dropped its separators.
 *
 * A value of no fixed length ends at a separator (FNC1, sent as GS). Without one it swallows what follows: lot ABC and
 * expiry 2027-12-31 arrive as the one lot "ABC17271231", and that too is a lawful lot. So every way to read the text is
 * tried. A cut where no separator stands counts only when something behind it proves itself (a check digit, a date), or
 * when it is lot and serial of a text without any separator, or when there is no other way. One reading left: it is
 * taken. More: a person is asked, and only what all of them say is told as known.
 */
import { type Ais, aiAt, aiRow } from './gs1-table.ts';
import { readValue } from './gs1-value.ts';
import { type ScanFault, scanFault } from './scan-faults.ts';
import type { Instant } from './units.ts';

export type Elements = { ais: Ais } | Ambiguous;
/** `ais`: what every candidate says alike. The candidates with most in them come first. */
export type Ambiguous = { ais: Ais; ambiguous: true; candidates: readonly Ais[] };

export const separator = '\x1d';
/** Labels hold about a hundred signs. */
const longest = 512;
const mostReadings = 8;
/** Bounds the time that a text made to be read in many ways can take. */
const mostSteps = 500;

export function readElements(text: string, now: Instant): Elements | ScanFault {
  if (text.length > longest) return scanFault('tooLong');
  // A Chinese input method between reader and page makes the brackets wide.
  const typed = text.startsWith('（') ? text.replace(/（(\d{2,4})）/g, '($1)') : text;
  return /^\(\d{2,4}\)/.test(typed) ? readBrackets(typed, now) : readRaw(withSeparators(text), now);
}

/** The separator as readers and their settings are known to spell it; no lot has these words. */
export const withSpelled = (text: string): string => text.replace(spelled, separator);
const spelled = /<GS>|\{GS\}|\[GS\]|<FNC1>|\{FNC1\}|\[FNC1\]|\^\]|\\x1d|\\u001d|\u241d/giu;

/** Besides, none of these signs is lawful in a value: where one stands, a separator was. */
const withSeparators = (text: string): string => withSpelled(text).replace(/[\^|~\p{Cc}]+/gu, separator);

/** Values by identifier of a list that is already cut, or the first thing wrong with it. */
export function readPairs(
  pairs: Iterable<readonly [string, string]>,
  now: Instant,
): { ais: Ais } | ScanFault {
  const ais: Record<string, string> = {};
  for (const [ai, raw] of pairs) {
    const row = aiRow(ai);
    if (!row) return scanFault('unknownAi', ai);
    const read = readValue(row, raw, now);
    if ('code' in read) return scanFault(read.code, ai, raw);
    if ((ais[ai] ?? read.value) !== read.value) return scanFault('repeated', ai, raw);
    ais[ai] = read.value;
  }
  return areReversed(ais) ? scanFault('datesReversed') : { ais };
}

/** What is printed below a bar code: (01)…(10)…. */
function readBrackets(text: string, now: Instant): Elements | ScanFault {
  const parts = withSpelled(text).split(/\((\d{2,4})\)/);
  const pairs: [string, string][] = [];
  for (let i = 1; i < parts.length; i += 2)
    pairs.push([parts[i] ?? '', (parts[i + 1] ?? '').replace(atEnds, '').trim()]);
  return readPairs(pairs, now);
}

const atEnds = new RegExp(`^${separator}+|${separator}+$`, 'g');

type Element = { ai: string; value: string; run: number; isProof: boolean; isCut: boolean };

function readRaw(text: string, now: Instant): Elements | ScanFault {
  const readings: Element[][] = [];
  const path: Element[] = [];
  let wrong: ScanFault | undefined;
  let steps = 0;

  function walk(at: number, run: number): void {
    if (++steps > mostSteps) return;
    if (at >= text.length) {
      if (areReversed(aisOf(path))) wrong ??= scanFault('datesReversed');
      else if (path.length) readings.push([...path]);
      return;
    }
    if (text[at] === separator) {
      walk(at + 1, run + 1);
      return;
    }
    const ai = aiAt(text, at);
    const row = aiRow(ai);
    if (!row) {
      wrong ??= scanFault('unknownAi', ai);
      return;
    }
    const start = at + ai.length;
    const next = text.indexOf(separator, start);
    const end = next < 0 ? text.length : next;
    const step = (stop: number, isCut: boolean) => {
      const raw = text.slice(start, stop);
      const read = readValue(row, raw, now);
      const before = path.find((each) => each.ai === ai);
      if ('code' in read) wrong ??= scanFault(read.code, ai, raw);
      else if (before && (isCut || before.value !== read.value)) wrong ??= scanFault('repeated', ai, raw);
      else {
        path.push({ ai, value: read.value, run, isProof: isProof(ai), isCut });
        walk(stop, run);
        path.pop();
      }
    };
    if (row.min === row.max) {
      step(Math.min(start + row.max, end), false);
      return;
    }
    step(end, false);
    const last = Math.min(start + 2 * row.max, end - 1);
    for (let stop = start + row.min; stop <= last && steps <= mostSteps; stop++) {
      const follower = aiAt(text, stop);
      if (aiRow(follower) && !path.some((each) => each.ai === follower) && !isInDate(text, stop))
        step(stop, true);
    }
  }

  walk(0, 0);
  if (steps > mostSteps) return scanFault('manyReadings');
  const hasSeparator = text.includes(separator);
  const sure = readings.filter((reading) => areCutsBacked(reading, hasSeparator));
  const left = sure.length ? sure : readings;
  if (left.length > mostReadings) return scanFault('manyReadings');
  const candidates = left.sort((a, b) => b.length - a.length).map(aisOf);
  const [only] = candidates;
  if (!only) return wrong ?? scanFault('empty');
  return candidates.length === 1 ? { ais: only } : { ais: common(candidates), ambiguous: true, candidates };
}

/** Lots are full of 2021-03 and 2010-11: the 21 or 10 of a year with its month begins no serial and no lot. */
const isInDate = (text: string, at: number): boolean =>
  /^20(?:10|21)(?:0[1-9]|1[0-2])/.test(text.slice(at - 2, at + 4));

/** By chance a lot ends in such a thing less than once in a thousand. */
const isProof = (ai: string): boolean => {
  const row = aiRow(ai);
  return row?.digitsOnly === true && row.min === row.max;
};

function areCutsBacked(reading: readonly Element[], hasSeparator: boolean): boolean {
  return reading.every((element, i) => {
    if (!element.isCut) return true;
    const behind = reading.slice(i + 1).filter(({ run }) => run === element.run);
    if (behind.some((each) => each.isProof)) return true;
    const pair = [element.ai, behind[0]?.ai].sort().join();
    return !hasSeparator && pair === '10,21';
  });
}

function aisOf(reading: readonly Element[]): Ais {
  return Object.fromEntries(reading.map(({ ai, value }) => [ai, value]));
}

const common = (candidates: readonly Ais[]): Ais =>
  Object.fromEntries(
    Object.entries(candidates[0] ?? {}).filter(([ai, value]) =>
      candidates.every((each) => each[ai] === value),
    ),
  );

/** Made or packed after the end of its life: one of the two is misprinted or misread. */
function areReversed(ais: Ais): boolean {
  const [made, packed, best, end] = [ais['11'], ais['13'], ais['15'], ais['17']];
  return [made, packed].some((from) => from && [best, end].some((to) => to && from > to));
}
