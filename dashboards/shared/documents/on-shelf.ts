/** The pieces of a lot at a place and what lies loose beside them, each a line of its own: a person takes pieces by their number and loose goods by quantity. */
import type { Answer } from '@changping/contracts/http';
import type { StockLine } from './draft.ts';

type Told = Answer<'/api/stock'>['items'][number];
/** `isBeside`: loose goods whose lot has pieces at that place too. `pieceHolds`: null where pieces differ, or none is. */
export type OnShelf = StockLine & Pick<Told, 'pieceHolds'> & { isBeside: boolean };

export function apart({ loose, ...line }: Told): OnShelf[] {
  const cased = { ...line, quantity: line.quantity - loose, isBeside: false };
  const beside = { ...line, pieces: 0, pieceHolds: null, quantity: loose, isBeside: line.pieces > 0 };
  return [...(line.pieces > 0 ? [cased] : []), ...(loose > 0 ? [beside] : [])];
}
