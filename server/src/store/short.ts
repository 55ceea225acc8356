/** Why so much of a lot cannot be taken loose: there is not so much of it, or all of it lies in pieces, which go by name. */
import type { Slot } from '@changping/contracts/documents';
import { Fault } from '@changping/contracts/faults';
import type { Database } from './database.ts';

type Wanted = Slot & { lot: string; lotKey: number | null; there: number; wanted: number };

export function shortOf(raw: Database['raw']): (wanted: Wanted) => Fault {
  const inPieces = raw
    .prepare(
      `select coalesce(sum(stock.quantity), 0) from cell join stock on stock.cell = cell.key
       where place = (select key from place where code = ?) and lot = ? and piece is not null and quality = ? and grade = ? and owner = ?`,
    )
    .pluck();
  return ({ lot, lotKey, place, quality, grade, owner, there, wanted }) => {
    const rest = inPieces.get(place, lotKey, quality, grade, owner) as number;
    return new Fault(there === 0 && rest >= wanted ? 'stockInPieces' : 'stockShort', `${lot} ${place}`);
  };
}
