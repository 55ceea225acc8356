/** What a scan adds to goods that are to leave; nothing of which the store knows nothing leaves it. */
import type { Kind } from '../keep/keep.ts';
import type { GoingLine } from '../rules/going.ts';
import type { Meant } from '../rules/meant.ts';
import { type Found, goodsOf } from './find.ts';

export function goingLine(
  found: Found,
  meant: Meant,
  site: string,
  kinds: readonly Kind[],
): GoingLine | null {
  const goods = found.what === 'piece' || found.what === 'lot' ? goodsOf(found, meant) : null;
  if (!goods?.kind || !goods.lot) return null;
  const { kind, lot, piece, quantity, place } = goods;
  const quality = found.what === 'piece' ? found.piece.quality : 'usable';
  const zone = kinds.find(({ id }) => id === kind)?.zone ?? 'ordinary';
  const line = { kind, lot, piece, quantity, quality, grade: 'reserve', owner: site };
  return { ...line, place: place ?? `${site}/${zone}` };
}
