/** Slots of a line's moves, and whether a place is one that the type of document may reach. */
import type { Document, Line, Move, Portion, Slot } from '@changping/contracts/documents';
import type { End, Flow, Reach } from './table.ts';

/** What a portion of a line posts; null where its goods stay where they are. The flow's lot is known by then. */
export function moveOf(flow: Flow, line: Line, portion: Portion, document: Document): Move | null {
  if (!flow.move) return null;
  const [from, to] = flow.move;
  const { kind, lot, piece } = line;
  const start = slotOf(from, line, document);
  const end = slotOf(to, line, document);
  const known = start ?? end;
  if (known === null || kind === null || lot === null)
    throw new Error(`line ${line.n} of ${document.number} has no goods to move`);
  const leaves = start ?? { ...known, place: from.at };
  const lands = end ?? { ...known, place: to.at };
  return {
    from: { ...leaves, place: portion.from ?? leaves.place },
    to: { ...lands, place: portion.to ?? lands.place },
    kind,
    lot,
    piece,
    quantity: portion.quantity,
  };
}

export const isSameSlot = (one: Slot, other: Slot): boolean =>
  one.place === other.place &&
  one.quality === other.quality &&
  one.grade === other.grade &&
  one.owner === other.owner;

export const reaches = (
  place: string,
  allowed: readonly Reach[],
  { site, there }: Pick<Document, 'site' | 'there'>,
): boolean =>
  allowed.some((reach) => {
    if (reach === 'supplier') return place === 'supplier';
    const root = reach === 'here' ? site : reach === 'there' ? there : reach;
    return root !== null && place.startsWith(`${root}/`) && place.length > root.length + 1;
  });

/** Null outside. */
function slotOf({ at, ours, ...set }: End, line: Line, { number, site }: Document): Slot | null {
  const slot = at === 'target' ? line.to : at === 'source' || at === 'transit' ? line.from : null;
  if (slot === null) return null;
  const place = at === 'transit' ? `transit/${number}` : slot.place;
  return { ...slot, ...set, place, owner: ours ? site : slot.owner };
}
