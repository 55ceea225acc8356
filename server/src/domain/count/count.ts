/** A count against the book, in quantity and in quality at once: what differs, as entries to post; and all that stands in the way, told together. It works in slices, so that a store of ten thousand lines keeps nobody waiting. */
import type { Slot } from '@changping/contracts/documents';
import type { CountInput, CountResult, Covered, Scan, TroubleCode, Variance } from './facts.ts';
import { judgeLoose } from './loose.ts';
import { net } from './net.ts';
import { looseAt, looseKey, type Past, pastOf } from './past.ts';
import { judgeSeen, judgeUnseen } from './pieces.ts';
import { type Scope, scopeOf } from './scope.ts';
import { sound } from './sound.ts';
import { wantsSecondCount } from './tolerance.ts';

/** Rows between two yields: a millisecond or two, so that whoever walks may stop in time. */
const slice = 50;

export function* reconcile(input: CountInput): Generator<void, CountResult> {
  const past = yield* pastOf(input.freeze, input.book, input.moved, slice);
  const { inScope, touches } = scopeOf(input.places);
  const result: CountResult = { variances: [], troubles: [], matched: 0, counters: [] };
  const { pieces, loose, counters } = yield* sorted(input, past, { inScope, touches }, result);
  const covered = byPlace(input.covered);
  const byHand = byPlace(input.covered.filter(({ by }) => by === 'hand'));
  for (const { counter } of input.covered) counters.add(counter);
  result.counters = [...counters].sort();

  let rows = 0;
  for (const each of past.pieces.values()) {
    const scans = pieces.get(each.piece);
    const findings = scans
      ? judgeSeen(each, scans, covered, input.site, input.head)
      : [judgeUnseen(each, covered, inScope, input.head)];
    for (const finding of findings) {
      const about = { lot: each.lot, piece: each.piece };
      if (finding.is === 'matched') result.matched += finding.quantity;
      else if (finding.is === 'variance')
        result.variances.push(varianceOf(input, { ...about, scans }, finding));
      else if (finding.is === 'trouble')
        result.troubles.push({ ...about, ...pick(finding), scans: idsOf(scans) });
    }
    rows += 1 + (scans?.length ?? 0);
    if (rows < slice) continue;
    rows = 0;
    yield;
  }
  for (const [key, each] of past.loose) {
    const scans = loose.get(key) ?? [];
    if (inScope(each.place) && (scans.length || isInBook(each, input))) {
      const about = { lot: each.lot, piece: null };
      const finding = judgeLoose(each, scans, byHand, input.site);
      result.matched += finding.matched;
      for (const one of finding.variances)
        result.variances.push(varianceOf(input, { ...about, scans: finding.counted }, one));
      for (const one of finding.troubles)
        result.troubles.push({ ...about, ...one, place: each.place, scans: idsOf(scans) });
    }
    rows += 1 + scans.length;
    if (rows < slice) continue;
    rows = 0;
    yield;
  }
  yield* net(result, past, input.head, slice);
  return result;
}

type Sorted = { pieces: Map<string, Scan[]>; loose: Map<string, Scan[]>; counters: Set<string> };

/** By what they are of; the lots that only the counters know of get a past without cells. */
function* sorted(
  input: CountInput,
  past: Past,
  scope: Scope,
  { troubles }: CountResult,
): Generator<void, Sorted> {
  const { pieces, loose, counters }: Sorted = { pieces: new Map(), loose: new Map(), counters: new Set() };
  const seen = new Map<string, Scan>();
  const goods = {
    hasLot: (lot: string) => input.lots.has(lot),
    lotOf: (piece: string) => past.pieces.get(piece)?.lot,
  };
  let row = 0;
  for (const scan of input.scans) {
    const code = sound(scan, seen, input, goods, scope);
    const { id, place, lot, piece, counter } = scan;
    counters.add(counter);
    if (code && code !== 'repeated') troubles.push({ code, blocks: true, place, lot, piece, scans: [id] });
    if (!code && piece !== null) put(pieces, piece, scan);
    if (!code && piece === null && lot !== null) {
      const key = looseKey(place, lot);
      if (!past.loose.has(key)) past.loose.set(key, { place, lot, cells: [] });
      put(loose, key, scan);
    }
    if (++row % slice === 0) yield;
  }
  return { pieces, loose, counters };
}

function put<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

function byPlace(covered: readonly Covered[]): Map<string, Covered[]> {
  const places = new Map<string, Covered[]>();
  for (const each of covered) put(places, each.place, each);
  return places;
}

const isInBook = (each: Parameters<typeof looseAt>[0], { freeze, head }: CountInput): boolean =>
  looseAt(each, freeze).length > 0 || looseAt(each, head).length > 0;

type Found = {
  what: Variance['what'];
  from: Slot;
  to: Slot;
  quantity: number;
  /** Of a piece: all of it, unless it was found. */
  booked?: number;
  n: number;
  isLooked: boolean;
  isConfirmed: boolean;
};

function varianceOf(
  { lots, tolerance }: CountInput,
  { lot, piece, scans }: { lot: string; piece: string | null; scans: readonly Scan[] | undefined },
  { what, from, to, quantity, booked, n, isLooked, isConfirmed }: Found,
): Variance {
  const facts = lots.get(lot);
  if (!facts) throw new Error(`nothing was handed over about the lot "${lot}"`);
  const fen = quantity * facts.unitCostFen;
  const had = booked ?? (what === 'gained' ? 0 : quantity);
  const isWanted = wantsSecondCount(tolerance[facts.abc], { what, booked: had, quantity, fen });
  return {
    key: [what, piece ?? lot, ...[from, to].map(nameOf)].join('|'),
    what,
    move: { from, to, kind: facts.kind, lot, piece, quantity },
    booked: had,
    ...{ fen, isLooked, n, scans: idsOf(scans) },
    needsRecount: isWanted && !isConfirmed,
  };
}

const nameOf = ({ place, quality, grade, owner }: Slot): string => [place, quality, grade, owner].join(':');

const pick = ({ code, blocks, place }: { code: TroubleCode; blocks: boolean; place: string }) => ({
  code,
  blocks,
  place,
});
const idsOf = (scans: readonly Scan[] | undefined): string[] => (scans ?? []).map(({ id }) => id);
