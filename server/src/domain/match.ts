/** Which open documents explain a trip through a gate, the best first: what they expect to pass there, what of it was seen, what is missing, what came besides. Every tag explains one document; the best match carries what no document wants. It proposes portions and posts nothing. */
import type { DocumentAction, DocumentType, Outcome } from '@changping/contracts/document-words';
import type { Document, Line, Portion } from '@changping/contracts/documents';
import type { GateGoods, GateMatch } from '@changping/contracts/gate-match';
import type { Day } from './day.ts';
import { left } from './documents/lines.ts';
import { rulesNow } from './documents/machine.ts';
import type { Stage } from './documents/table.ts';
import { tables } from './documents/tables.ts';

/** A tag that went through. `place`: where the book has its piece; null for nowhere yet. `effectiveOn`: its last good day; null for no reference. */
export type PassedTag = { epc: string; goods: PassedGoods | null };
export type PassedGoods = {
  piece: string;
  kind: string;
  lot: string;
  quantity: number;
  place: string | null;
  effectiveOn: Day | null;
};
export type Passed = { site: string; direction: 'in' | 'out'; tags: readonly PassedTag[] };

const namedMost = 200;

export function matches(passed: Passed, documents: readonly Document[], today: Day): GateMatch[] {
  const pieces = new Map<string, Seen>();
  const unknown = new Set<string>();
  for (const { epc, goods } of passed.tags)
    if (!goods) unknown.add(epc);
    else if (!pieces.has(goods.piece)) pieces.set(goods.piece, { ...goods, epc });
  let rest = [...pieces.values()];
  // Most documents want none of it, and need not be asked tag by tag.
  const names = new Set(rest.flatMap(({ piece, lot, kind }) => [piece, lot, kind]));
  let open = documents.flatMap((document) => {
    const expected = expectation(document, passed);
    const isAsked = expected?.lines.some(({ line: { piece, lot, kind } }) =>
      names.has(piece ?? lot ?? kind!),
    );
    return isAsked && expected ? fit(sought(expected), rest, passed.site) : [];
  });
  const found: Fit[] = [];
  for (;;) {
    open = open.filter(({ seen }) => seen.length);
    const [first, ...others] = open;
    if (!first) break;
    const best = others.reduce((one, other) => (better(other, one) < 0 ? other : one), first);
    found.push(best);
    const taken = new Set(best.seen.map(({ piece }) => piece));
    rest = rest.filter((piece) => !taken.has(piece));
    // Whoever lost no piece to it fits as before.
    open = open.flatMap((each) => {
      if (each === best) return [];
      return each.seen.some(({ piece }) => taken.has(piece)) ? fit(each.expected, rest, passed.site) : each;
    });
  }
  return found.map((each, rank) =>
    matchOf(
      each,
      passed.direction,
      today,
      rank ? { extra: [], unknown: [] } : { extra: rest, unknown: [...unknown] },
    ),
  );
}

/** Does it wait for anything that goes this way through a gate of this store? */
export const expects = (document: Document, passed: Pick<Passed, 'site' | 'direction'>): boolean =>
  expectation(document, passed) !== null;

type Way = {
  direction: 'in' | 'out';
  end: 'here' | 'there';
  action: DocumentAction;
  as: Outcome;
  /** Where the book has a piece that fits a line without naming it. */
  source: 'here' | 'supplier' | 'road' | 'target';
  /** Comes in as many trips as it likes: what is not there is not missed. */
  inParts?: true;
};
const out = (action: DocumentAction, as: Outcome): Way => ({
  ...{ direction: 'out', end: 'here', action, as, source: 'here' },
});
const back = (action: DocumentAction, as: Outcome): Way => ({
  ...{ direction: 'in', end: 'here', action, as, source: 'target', inParts: true },
});
const arrives: Way = { direction: 'in', end: 'here', action: 'receive', as: 'arrived', source: 'supplier' };
/** Of two steps the later one first: what is picked is seen as it is released. */
const ways: Readonly<Partial<Record<DocumentType, readonly Way[]>>> = {
  goodsIn: [arrives],
  emergencyPurchase: [arrives],
  callOff: [arrives],
  mutualAidReceived: [arrives],
  transfer: [
    out('release', 'sent'),
    out('pick', 'picked'),
    { direction: 'in', end: 'there', action: 'receive', as: 'arrived', source: 'road' },
  ],
  dispatch: [out('release', 'sent'), out('pick', 'picked'), back('settle', 'returned')],
  handOut: [out('handOut', 'given'), back('takeBack', 'returned')],
  mutualAidGiven: [out('handOver', 'given'), back('takeBack', 'returned')],
  return: [back('takeBack', 'returned')],
  maintenance: [out('takeOut', 'takenOut'), back('finish', 'restored')],
  disposal: [out('dispose', 'disposed')],
};
export const matchedTypes = Object.keys(ways) as DocumentType[];

type Seen = PassedGoods & { epc: string };
type Wanted = { line: Line; left: number; wanted: number };
type Expected = {
  document: Document;
  way: Way;
  stage: Stage;
  action: DocumentAction | null;
  lines: readonly Wanted[];
};
/** `by`: how surely it fits. */
type Hit = { piece: Seen; on: Wanted; by: 'piece' | 'lot' | 'kind' };
/** Its lines by what a piece may fit them with. */
type Sought = Expected & Record<Hit['by'], ReadonlyMap<string, readonly Wanted[]>>;
/** `hits`: of each kind of fit. `open`: what it leaves. */
type Fit = { expected: Sought; seen: Hit[]; hits: Record<Hit['by'], number>; open: number };

function expectation(document: Document, { site, direction }: Pick<Passed, 'site' | 'direction'>) {
  const { type, lines } = document;
  const all = (ways[type] ?? []).flatMap((way): Expected[] => {
    if (way.direction !== direction || document[way.end === 'here' ? 'site' : 'there'] !== site) return [];
    const step = tables[type].steps.find(({ action }) => action === way.action);
    const stage = tables[type].stages[step?.stage ?? ''];
    if (!stage) return [];
    const wanted = lines.flatMap((line): Wanted[] => {
      const rest = Math.max(0, left(line, stage));
      const all = rest + (line.done[way.as] ?? 0);
      return line.kind !== null && all > 0 ? [{ line, left: rest, wanted: all }] : [];
    });
    if (!wanted.length) return [];
    const isOpen =
      wanted.some(({ left }) => left > 0) && rulesNow(document).some((rule) => rule.action === way.action);
    return [{ document, way, stage, action: isOpen ? way.action : null, lines: wanted }];
  });
  return all.find(({ action }) => action !== null) ?? all[0] ?? null;
}

function sought(expected: Expected): Sought {
  const by = {
    piece: new Map<string, Wanted[]>(),
    lot: new Map<string, Wanted[]>(),
    kind: new Map<string, Wanted[]>(),
  };
  for (const on of expected.lines) {
    const { kind, lot, piece } = on.line;
    const [map, name] =
      piece !== null ? [by.piece, piece] : lot !== null ? [by.lot, lot] : [by.kind, kind as string];
    const same = map.get(name);
    if (same) same.push(on);
    else map.set(name, [on]);
  }
  return { ...expected, ...by };
}

function fit(expected: Sought, pieces: readonly Seen[], site: string): Fit {
  const room = new Map(expected.lines.map((line) => [line, line.wanted]));
  const seen: Hit[] = [];
  const hits = { piece: 0, lot: 0, kind: 0 };
  let open = expected.lines.reduce((sum, { wanted }) => sum + wanted, 0);
  for (const piece of pieces) {
    // Full: only a named piece could still be of it.
    if (open <= 0 && !expected.piece.size) break;
    const hit = hitOf(piece);
    if (!hit) continue;
    room.set(hit.on, (room.get(hit.on) ?? 0) - piece.quantity);
    seen.push(hit);
    hits[hit.by] += 1;
    open -= piece.quantity;
  }
  return { expected, seen, hits, open };

  function hitOf(piece: Seen): Hit | undefined {
    const named = expected.piece.get(piece.piece)?.at(-1);
    if (named) return { piece, on: named, by: 'piece' };
    const lots = expected.lot.get(piece.lot);
    const kinds = expected.kind.get(piece.kind);
    if (!(lots || kinds) || !isFrom(piece, expected, site)) return undefined;
    // A case that holds more than is still wanted came besides.
    const fits = (each: Wanted) => (room.get(each) ?? 0) >= piece.quantity;
    const lot = lots?.find(fits);
    if (lot) return { piece, on: lot, by: 'lot' };
    const kind = kinds?.find(fits);
    return kind && { piece, on: kind, by: 'kind' };
  }
}

function isFrom({ place }: Seen, { way, document, lines }: Expected, site: string): boolean {
  if (way.source === 'here') return place?.startsWith(`${site}/`) ?? false;
  if (way.source === 'road') return place === `transit/${document.number}`;
  if (way.source === 'target')
    return lines.some(({ line }) => line.to?.place === place || line.from?.place === place);
  const { there } = document;
  return place === null || place === 'supplier' || (there !== null && place.startsWith(`${there}/`));
}

/** The surest first: named pieces count before lots, lots before kinds; then what leaves least open. */
const better = (one: Fit, other: Fit): number =>
  other.hits.piece - one.hits.piece ||
  other.hits.lot - one.hits.lot ||
  other.hits.kind - one.hits.kind ||
  one.open - other.open ||
  (one.expected.document.number < other.expected.document.number ? -1 : 1);

function matchOf(
  { expected, seen }: Fit,
  direction: 'in' | 'out',
  today: Day,
  besides: { extra: readonly Seen[]; unknown: readonly string[] },
): GateMatch {
  const { document, way, action, lines } = expected;
  const { id, number, type, state } = document;
  const by = lines.every(({ line }) => line.piece !== null) ? 'pieces' : 'units';
  const sums = new Map<Wanted, number>();
  // A piece is on the line that names it whole, whatever its case says it holds.
  for (const { piece, on } of seen)
    sums.set(on, (sums.get(on) ?? 0) + (on.line.piece === null ? piece.quantity : on.wanted));
  const missing = way.inParts
    ? []
    : lines.flatMap((on): GateGoods[] => {
        const quantity = on.wanted - (sums.get(on) ?? 0);
        const { n, kind, lot, piece } = on.line;
        return quantity > 0 ? [{ line: n, epc: null, piece, kind: kind as string, lot, quantity }] : [];
      });
  const extra = besides.extra.map((piece) => goodsOf(piece, null));
  const expired = seen.flatMap(({ piece, on }) =>
    piece.effectiveOn !== null && piece.effectiveOn < today
      ? [{ ...goodsOf(piece, on.line.n), on: piece.effectiveOn }]
      : [],
  );
  const { unknown } = besides;
  const sum = (of: (on: Wanted) => number) => lines.reduce((all, on) => all + of(on), 0);
  return {
    ...{ document: id, number, type, state, direction, action, by },
    seen: by === 'pieces' ? seen.length : sum((on) => sums.get(on) ?? 0),
    wanted: by === 'pieces' ? lines.length : sum(({ wanted }) => wanted),
    counts: {
      missing: by === 'pieces' ? missing.length : missing.reduce((all, { quantity }) => all + quantity, 0),
      ...{ extra: extra.length, unknown: unknown.length, expired: expired.length },
    },
    missing: missing.slice(0, namedMost),
    extra: extra.slice(0, namedMost),
    unknown: unknown.slice(0, namedMost),
    expired: expired.slice(0, namedMost),
    portions: action === null ? [] : portionsOf(expected, seen),
  };
}

const goodsOf = ({ epc, piece, kind, lot, quantity }: Seen, line: number | null): GateGoods => ({
  ...{ line, epc, piece, kind, lot, quantity },
});

/** As a keeper would count it. Goods of an earlier stage are named for good, so many of a lot; else each piece becomes a line of its own. */
function portionsOf({ lines, stage, way }: Expected, seen: readonly Hit[]): Portion[] {
  const isFixed = stage.outOf !== 'wanted';
  return lines.flatMap((on): Portion[] => {
    const { line, left } = on;
    const mine = seen.filter((hit) => hit.on === on).map(({ piece }) => piece);
    const all = mine.reduce((sum, { quantity }) => sum + quantity, 0);
    if (!mine.length || left === 0) return [];
    if (line.piece !== null) return [{ line: line.n, as: way.as, quantity: left }];
    const done = line.done[way.as] ?? 0;
    if (isFixed) {
      const quantity = Math.min(left, all - done);
      return quantity > 0 ? [{ line: line.n, as: way.as, quantity }] : [];
    }
    let rest = left;
    return mine.flatMap(({ piece, lot, quantity, place }): Portion[] => {
      if (quantity > rest) return [];
      rest -= quantity;
      const from =
        way.source === 'here' && place !== null && place !== line.from?.place ? { from: place } : {};
      return [{ line: line.n, as: way.as, quantity, piece, ...(line.lot === null ? { lot } : {}), ...from }];
    });
  });
}
