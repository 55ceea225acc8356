/** Netting: what a lot lacks in one bin and has too much of in another was put in the wrong place. It is still counted again where either side was above tolerance, or a loss could be hidden behind an invented gain. */
import type { Move, Slot } from '@changping/contracts/documents';
import type { CountResult, Variance } from './facts.ts';
import { isSame, looseAt, looseKey, type Past } from './past.ts';

export function* net(result: CountResult, past: Past, head: number, slice: number): Generator<void, void> {
  const netted: Variance[] = [];
  const gained = new Map<string, Variance[]>();
  for (const each of result.variances) {
    if (each.what !== 'gained' || each.move.piece !== null) continue;
    const name = each.isLooked ? nameOf(each.move, each.move.to) : each.move.lot;
    const list = gained.get(name);
    if (list) list.push(each);
    else gained.set(name, [each]);
  }
  let row = 0;
  for (const lost of result.variances) {
    if (++row % slice === 0) yield;
    if (lost.what !== 'missing' || lost.move.piece !== null) continue;
    // What nobody looked at may be what is missing in whatever condition that was.
    for (const name of [nameOf(lost.move, lost.move.from), lost.move.lot]) {
      const found = gained.get(name) ?? [];
      for (let last = found.at(-1); last && lost.move.quantity > 0; last = found.at(-1)) {
        const quantity = Math.min(lost.move.quantity, last.move.quantity);
        netted.push(together(lost, last, quantity));
        take(lost, quantity);
        take(last, quantity);
        if (last.move.quantity === 0) found.pop();
      }
    }
  }
  result.variances = [...result.variances.filter(({ move }) => move.quantity > 0), ...netted];
  yield;
  yield* tellBelowZero(result, past, head, slice);
}

const nameOf = ({ lot }: Move, { quality, grade, owner }: Slot): string =>
  [lot, quality, grade, owner].join('\n');

const together = (lost: Variance, found: Variance, quantity: number): Variance => ({
  ...lost,
  key: `misplaced|${lost.key}|${found.key}`,
  what: 'misplaced',
  move: { ...lost.move, to: { ...lost.move.from, place: found.move.to.place }, quantity },
  fen: (lost.fen / lost.move.quantity) * quantity,
  scans: [...lost.scans, ...found.scans],
  n: Math.max(lost.n, found.n),
  needsRecount: lost.needsRecount || found.needsRecount,
});

function take(from: Variance, quantity: number): void {
  const fen = from.fen / from.move.quantity;
  from.move = { ...from.move, quantity: from.move.quantity - quantity };
  from.fen = fen * from.move.quantity;
}

/** What the book has given out since the scan can't be posted as lost besides. */
function* tellBelowZero(
  { variances, troubles }: CountResult,
  { loose }: Past,
  head: number,
  slice: number,
): Generator<void, void> {
  const out = new Map<string, number>();
  let row = 0;
  for (const { move } of variances) {
    if (++row % slice === 0) yield;
    const { from, lot, piece, quantity } = move;
    if (piece !== null || from.place === 'found') continue;
    const cell = [lot, from.place, from.quality, from.grade, from.owner].join('\n');
    const sum = (out.get(cell) ?? 0) + quantity;
    out.set(cell, sum);
    const past = loose.get(looseKey(from.place, lot));
    const has = past ? looseAt(past, head).find(({ slot }) => isSame(slot, from))?.quantity : 0;
    if (sum > (has ?? 0))
      troubles.push({ code: 'belowZero', blocks: true, place: from.place, lot, piece: null, scans: [] });
  }
}
