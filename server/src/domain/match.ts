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

export const namedMost = 200;

export function matches(passed: Passed, documents: readonly Document[], today: Day): GateMatch[] {
  const pieces = new Map<string, Seen>();
  const unknown = new Set<string>();
  for (const { epc, goods } of passed.tags)
    if (!goods) unknown.add(epc);
    else if (!pieces.has(goods.piece)) pieces.set(goods.piece, { ...goods, epc });
  const open = documents.flatMap((document) => expectation(document, passed) ?? []);
  const found: Fit[] = [];
  for (let rest = [...pieces.values()]; rest.length && open.length; ) {
    const best = open.map((each) => fit(each, rest, passed.site)).sort(better)[0];
    if (!best?.seen.length) break;
    found.push(best);
    open.splice(open.indexOf(best.expected), 1);
    rest = rest.filter((piece) => !best.seen.some((seen) => seen.piece === piece));
  }
  const taken = new Set(found.flatMap(({ seen }) => seen.map(({ piece }) => piece.piece)));
  const extra = [...pieces.values()].filter(({ piece }) => !taken.has(piece));
  return found.map((each, rank) =>
    matchOf(
      each,
      passed.direction,
      today,
      rank ? { extra: [], unknown: [] } : { extra, unknown: [...unknown] },
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
  return: [{ ...back('takeBack', 'returned'), source: 'target' }],
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
type Fit = { expected: Expected; seen: Hit[] };

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

function fit(expected: Expected, pieces: readonly Seen[], site: string): Fit {
  const { lines } = expected;
  const room = new Map(lines.map((line) => [line, line.wanted]));
  const named = new Map(
    lines.flatMap((on) => (on.line.piece === null ? [] : [[on.line.piece, on] as const])),
  );
  const loose = lines.filter(({ line }) => line.piece === null);
  const seen: Hit[] = [];
  for (const piece of pieces) {
    const on = named.get(piece.piece);
    const lot =
      on || !isFrom(piece, expected, site)
        ? undefined
        : loose.find((each) => each.line.lot === piece.lot && fits(each, piece));
    const kind =
      on || lot || !isFrom(piece, expected, site)
        ? undefined
        : loose.find((each) => each.line.lot === null && each.line.kind === piece.kind && fits(each, piece));
    const hit = on ?? lot ?? kind;
    if (!hit) continue;
    room.set(hit, (room.get(hit) ?? 0) - piece.quantity);
    seen.push({ piece, on: hit, by: on ? 'piece' : lot ? 'lot' : 'kind' });
  }
  return { expected, seen };

  /** A case that holds more than is still wanted came besides. */
  function fits(each: Wanted, { quantity }: Seen): boolean {
    return (room.get(each) ?? 0) >= quantity;
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
function better(one: Fit, other: Fit): number {
  for (const by of ['piece', 'lot', 'kind'] as const) {
    const more = hits(other, by) - hits(one, by);
    if (more) return more;
  }
  const open = openOf(one) - openOf(other);
  return open || (one.expected.document.number < other.expected.document.number ? -1 : 1);
}
const hits = ({ seen }: Fit, by: Hit['by']): number => seen.filter((hit) => hit.by === by).length;
const openOf = ({ expected, seen }: Fit): number =>
  expected.lines.reduce((sum, { wanted }) => sum + wanted, 0) -
  seen.reduce((sum, { piece }) => sum + piece.quantity, 0);

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
      ...{
        missing: by === 'pieces' ? missing.length : missing.reduce((all, { quantity }) => all + quantity, 0),
      },
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
