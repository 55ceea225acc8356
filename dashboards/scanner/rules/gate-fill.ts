/** What the gate saw as deeds of the count: nothing that is counted already, nothing beyond what is left; and what it did not see as short. One tap made them, one tap takes them back. */

import type { Outcome } from '@changping/contracts/document-words';
import { type Deed, type Offer, type Paper, type Portion, portionsOf, rowsOf } from './tally.ts';

type Filling = { portions: readonly Portion[] };

export function gateDeeds(paper: Paper, offer: Offer, deeds: readonly Deed[], { portions }: Filling): Deed[] {
  const rooms = new Map(
    rowsOf(paper, offer, deeds).map(({ line, target, counted }) => [line.n, target - counted]),
  );
  const pieces = new Set(portionsOf(deeds).flatMap(({ piece }) => piece ?? []));
  return portions.flatMap((portion): Deed[] => {
    const room = rooms.get(portion.line) ?? 0;
    if (portion.quantity > room || (portion.piece !== undefined && pieces.has(portion.piece))) return [];
    rooms.set(portion.line, room - portion.quantity);
    return [{ do: 'add', portion, at: 'gate' }];
  });
}

const lacking: readonly Outcome[] = ['short', 'notPicked', 'unsent', 'withheld', 'kept'];
/** As what the step books goods that are not there. */
export const lackingAs = ({ outcomes }: Offer): Outcome | null =>
  lacking.find((as) => outcomes.some((outcome) => outcome.as === as && outcome.reason)) ?? null;

export const restDeeds = (
  paper: Paper,
  offer: Offer,
  deeds: readonly Deed[],
  as: Outcome,
  reason: string,
): Deed[] =>
  rowsOf(paper, offer, deeds).flatMap(({ line, target, counted }): Deed[] =>
    target > counted
      ? [{ do: 'add', portion: { line: line.n, as, quantity: target - counted, reason }, at: 'rest' }]
      : [],
  );

/** Without the last deed, or all that the last tap made. */
export function withoutLast(deeds: readonly Deed[]): Deed[] {
  const at = deeds.at(-1)?.at;
  let end = deeds.length - 1;
  while (at !== undefined && end > 0 && deeds[end - 1]?.at === at) end -= 1;
  return deeds.slice(0, Math.max(0, end));
}
