/** The door of a portal and the contact on it: it opens a little before a load is in it and falls shut a little behind it, and the contact tells of it as well as it can. Its input is high while the door is open. */
import { endOf, middle, type Trip } from './trip.ts';

export type Move = { at: number; isOpen: boolean };

/** The input to which the contact is wired. */
export const doorInput = 1;
/** Metres from the middle of a load to the door at which it is pushed open: half a pallet and a step before it. */
const opensAt = 1;
const grain = 20;

/** When the door moves as these go past, in order. */
export function doorMoves(trips: readonly Trip[]): Move[] {
  const spans = trips.flatMap(inDoor).sort((a, b) => a.from - b.from);
  const apart: { from: number; to: number }[] = [];
  for (const { from, to } of spans) {
    const last = apart.at(-1);
    // Two loads at once hold it open together.
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else apart.push({ from, to });
  }
  return apart.flatMap(({ from, to }) => [
    { at: from, isOpen: true },
    { at: to, isOpen: false },
  ]);
}

function inDoor(trip: Trip): { from: number; to: number }[] {
  let from: number | undefined;
  let to = trip.from;
  for (let at = trip.from; at <= endOf(trip); at += grain) {
    if (Math.abs(middle(trip, at).x) >= opensAt) continue;
    from ??= at;
    to = at + grain;
  }
  return from === undefined ? [] : [{ from, to }];
}
