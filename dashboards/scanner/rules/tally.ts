/**
 * What a keeper has counted on a document and not sent yet: one deed after another, so that the last can be taken back; the
 * count of each line against what is left of it; and the portions that the step books. Nothing is counted beyond what is left
 * unless the step has an outcome for it, and no piece twice.
 */
import type { Outcome } from '@changping/contracts/document-words';
import type { CommandAnswer } from '@changping/contracts/http-commands';

export type Paper = CommandAnswer<'/api/documents/open'>;
export type Offer = Paper['steps'][number];
export type Line = Paper['document']['lines'][number];
export type Portion = Paper['document']['steps'][number]['portions'][number];

/** Goods that a scan names. */
export type Goods = {
  piece: string | null;
  lot: string | null;
  kind: string | null;
  /** In base units. */
  quantity: number;
  /** Where the book has the piece. */
  place: string | null;
};
/** `add`: so many more. `set`: what is counted without pieces becomes so many. `at`: one of many that one tap made, of what the gate saw or of the rest. */
export type Deed = { do: 'add' | 'set'; portion: Portion; at?: 'gate' | 'rest' };
export type Row = { line: Line; target: number; counted: number; by: Partial<Record<Outcome, number>> };
export type NotCounted =
  | 'notHere'
  | 'already'
  | 'full'
  | 'whole'
  | 'whichLine'
  | 'expired'
  | 'why'
  | 'otherKind';
export type Counted = { ok: true; deed: Deed } | { ok: false; why: NotCounted; line: number | null };
/** As what the next scan counts. `to`: the bin that was scanned last. */
export type Manner = { as: Outcome; reason?: string; to?: string };

/** The only outcome of a step may want a reason, and none is chosen yet. */
export const lacksWhy = ({ outcomes }: Offer, { as, reason }: Manner): boolean =>
  !reason && outcomes.some((outcome) => outcome.as === as && outcome.reason);

/** Of every line that has something left, what is counted of it. Beyond: what came on top. */
export function rowsOf({ document }: Paper, { left, outcomes }: Offer, deeds: readonly Deed[]): Row[] {
  const marks = portionsOf(deeds);
  const beyond = new Set(outcomes.flatMap(({ as, beyond }) => (beyond ? as : [])));
  return left.flatMap(({ line: n, quantity: target }) => {
    const line = document.lines.find((each) => each.n === n);
    if (!line) return [];
    const by: Row['by'] = {};
    let counted = 0;
    for (const { line: of, as, quantity } of marks) {
      if (of !== n) continue;
      by[as] = (by[as] ?? 0) + quantity;
      if (!beyond.has(as)) counted += quantity;
    }
    return { line, target, counted, by };
  });
}

/** One scan. */
export function count(
  paper: Paper,
  offer: Offer,
  deeds: readonly Deed[],
  goods: Goods,
  manner: Manner,
): Counted {
  const { as, reason, to } = manner;
  if (lacksWhy(offer, manner)) return { ok: false, why: 'why', line: null };
  const rows = rowsOf(paper, offer, deeds);
  const { piece, lot } = goods;
  if (
    piece !== null &&
    portionsOf(deeds).some((mark) => mark.piece === piece || isWholeLine(mark, rows, piece))
  )
    return { ok: false, why: 'already', line: rows.find(({ line }) => line.piece === piece)?.line.n ?? null };
  const fits = rows.filter(({ line }) => isOf(line, goods));
  const first = fits.find(({ line, target, counted }) => counted + amountOn(line, goods, target) <= target);
  const isBeyond = offer.outcomes.some((outcome) => outcome.as === as && outcome.beyond);
  const row = first ?? (isBeyond ? fits[0] : undefined);
  if (!row) {
    const near = fits[0];
    if (!near) return { ok: false, why: 'notHere', line: null };
    return { ok: false, why: near.counted < near.target ? 'whole' : 'full', line: near.line.n };
  }
  const { line, target } = row;
  const isFixed = areFixed(paper, offer);
  const names = !isFixed && line.piece === null && piece !== null;
  const from = names && line.from && line.from.place !== 'supplier' ? goods.place : null;
  const portion: Portion = {
    ...{ line: line.n, as, quantity: isBeyond ? goods.quantity : amountOn(line, goods, target) },
    ...(reason ? { reason } : {}),
    ...(line.lot === null && lot !== null ? { lot } : {}),
    ...(names ? { piece } : {}),
    ...(from !== null && from !== line.from?.place ? { from } : {}),
    ...(to && to !== line.to?.place ? { to } : {}),
  };
  return { ok: true, deed: { do: 'add', portion } };
}

/** What is counted, equal ones as one. */
export function portionsOf(deeds: readonly Deed[]): Portion[] {
  const marks = new Map<string, Portion>();
  for (const { do: how, portion } of deeds) {
    if (how === 'set')
      for (const [key, mark] of marks)
        if (
          mark.line === portion.line &&
          mark.as === portion.as &&
          mark.piece === undefined &&
          !isOtherLot(mark, portion.lot)
        )
          marks.delete(key);
    if (portion.quantity < 1) continue;
    const { quantity, ...rest } = portion;
    const key = JSON.stringify(Object.entries(rest).sort(([one], [other]) => (one < other ? -1 : 1)));
    marks.set(key, { ...portion, quantity: quantity + (marks.get(key)?.quantity ?? 0) });
  }
  return [...marks.values()];
}

/** What the step books: what goes beyond comes last, for all the rest has to be accounted for before. */
export function booked({ outcomes }: Offer, deeds: readonly Deed[]): Portion[] {
  const beyond = new Set(outcomes.flatMap(({ as, beyond }) => (beyond ? as : [])));
  const all = portionsOf(deeds);
  return [...all.filter(({ as }) => !beyond.has(as)), ...all.filter(({ as }) => beyond.has(as))];
}

/** Type the number of a line instead of scanning it: that of pieces stays. At most what is left. */
export function typed(
  rows: readonly Row[],
  deeds: readonly Deed[],
  n: number,
  quantity: number,
  manner: Manner,
): Deed | null {
  const row = rows.find(({ line }) => line.n === n);
  if (!row) return null;
  const { as, reason, to } = manner;
  const lot = row.line.lot === null ? lotInHand(deeds, n) : undefined;
  const apart = portionsOf(deeds).reduce(
    (sum, mark) =>
      sum +
      (mark.line === n && mark.as === as && (mark.piece !== undefined || isOtherLot(mark, lot))
        ? mark.quantity
        : 0),
    0,
  );
  const others = row.counted - (row.by[as] ?? 0);
  const room = Math.max(0, row.target - others);
  const loose = Math.max(0, Math.min(Math.floor(quantity), room) - apart);
  return {
    do: 'set',
    portion: {
      line: n,
      as,
      quantity: loose,
      ...(reason ? { reason } : {}),
      ...(lot ? { lot } : {}),
      ...(to && to !== row.line.to?.place ? { to } : {}),
    },
  };
}

/** That was named last on a line that names none. */
export const lotInHand = (deeds: readonly Deed[], n: number): string | undefined =>
  deeds.findLast(({ portion }) => portion.line === n && portion.lot !== undefined)?.portion.lot;

/** The line that was scanned or pressed last, else the first that is not whole. */
export const inHand = (rows: readonly Row[], line: number | null): Row | undefined =>
  rows.find((row) => row.line.n === line) ?? rows.find((row) => row.counted < row.target) ?? rows[0];

/** Goods of an earlier stage are named for good: what was picked as so many of a lot is sent as so many of it. */
const areFixed = ({ document }: Paper, { outcomes }: Offer): boolean => {
  const own = new Set<string>(['split', ...outcomes.map(({ as }) => as)]);
  return document.lines.some(({ done }) => Object.keys(done).some((name) => !own.has(name)));
};

const isOtherLot = (mark: Portion, lot: string | undefined): boolean =>
  lot !== undefined && mark.lot !== undefined && mark.lot !== lot;

/** A line that is one piece is done whole by its one mark, whether a scan named it or a finger. */
const isWholeLine = (mark: Portion, rows: readonly Row[], piece: string): boolean =>
  rows.some(({ line }) => line.n === mark.line && line.piece === piece);

function isOf(line: Line, { piece, lot, kind }: Goods): boolean {
  if (line.piece !== null) return line.piece === piece;
  if (line.lot !== null) return line.lot === lot;
  return line.kind !== null && line.kind === kind && lot !== null;
}

const amountOn = (line: Line, { quantity }: Goods, target: number): number =>
  line.piece !== null ? target : quantity;
