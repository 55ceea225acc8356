/** What was taken of the stock by number, with the pieces it is. */
import type { Answer } from '@changping/contracts/http';
import { ask } from '../../shared/ask.ts';
import type { PieceLine, Taken } from '../../shared/documents/draft.ts';
import { refusedHere } from '../refused-here.ts';
import type { Take } from './stock-picker.tsx';

/** Goods with tags move piece by piece: which they are is asked when it is sent. */
export async function withPieces({ pieces: known = [], ...row }: Take): Promise<Taken> {
  const { stock, take } = row;
  if (known.length === take) return { ...row, pieces: known };
  if (stock.pieces === 0 || take <= 0) return { ...row, pieces: [] };
  const { site, kind, lot, place, quality } = stock;
  const pieces: PieceLine[] = [];
  let after: string | null = null;
  do {
    const page: Answer<'/api/pieces'> = await ask('/api/pieces', {
      ...{ site, kind, lot, limit: 500 },
      ...(after === null ? {} : { after }),
    });
    pieces.push(...page.items.filter((each) => each.place === place && each.quality === quality));
    after = page.next;
  } while (after !== null && pieces.length < take);
  if (pieces.length < take) throw refusedHere('stockShort', `${lot} ${place}`);
  return { ...row, pieces };
}
