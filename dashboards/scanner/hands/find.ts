/** Looks up what a scan means, on the device alone. The first name that is known counts. */
import { zoneNames } from '@changping/contracts/feed-zh';
import type { Ais } from '@changping/contracts/gs1-table';
import { kindOfGtin } from '@changping/contracts/gtin';
import { db, fact, type KeptPaper, type Kit, type Lot, type Piece } from '../keep/keep.ts';
import type { Meant } from '../rules/meant.ts';
import type { Goods, Paper } from '../rules/tally.ts';

/** `kind`: of whose GTIN the label bears; null: nobody's. */
export type Sold = { gtin: string; kind: string | null };
export type Found = (
  | { what: 'piece'; piece: Piece; lot: Lot | undefined }
  | { what: 'lot'; lot: Lot }
  | { what: 'paper'; paper: KeptPaper }
  | { what: 'place'; place: string }
  | { what: 'kit'; kit: Kit }
  | { what: 'unknown' }
) & { sold?: Sold };

/** Digits alone may be a number of another kind: they are a GTIN only where they are nothing else. */
export async function find({ keys, gtin, label }: Meant): Promise<Found> {
  const tagged = label && (await byTag(label));
  const found = tagged ?? (await lookUp(keys));
  if (!gtin || !(label || found.what === 'unknown')) return found;
  const kind = kindOfGtin((await fact('kinds')) ?? [], gtin)?.id ?? null;
  // Its maker gave the tag that number: that the catalogue lacks it says nothing against the piece.
  if (tagged && kind === null) return found;
  return { ...found, sold: { gtin, kind } };
}

/** Of what is known here. Null: the label bears nothing to hold against it, or says the same. */
export function otherSold(found: Found): Sold | null {
  const kind = found.what === 'piece' ? found.piece.kind : found.what === 'lot' ? found.lot.kind : null;
  return kind !== null && found.sold && found.sold.kind !== kind ? found.sold : null;
}

export const tagCodes = () => import('@changping/contracts/epc-of-gs1');

/** The piece whose tag bears the label's GTIN and serial. What says so may not be here yet: then the lot is found. */
async function byTag({ '01': gtin, '21': serial }: Ais): Promise<Found | null> {
  if (gtin === undefined || serial === undefined) return null;
  const tags = (await tagCodes().catch(() => null))?.tagsOf(gtin, serial) ?? [];
  const piece =
    (await db.pieces.where('epc').anyOf(tags).first()) ?? (await onPaper(({ epc }) => tags.includes(epc)));
  return piece ? ofPiece(piece) : null;
}

async function ofPiece(piece: Piece): Promise<Found> {
  return { what: 'piece', piece, lot: await db.lots.get(piece.lot) };
}

async function lookUp(keys: Meant['keys']): Promise<Found> {
  for (const { by, value } of keys) {
    if (by === 'epc' || by === 'piece') {
      const piece = await (by === 'epc'
        ? db.pieces.get(value)
        : db.pieces.where('piece').equals(value).first());
      const known = piece ?? (await onPaper((tag) => tag[by] === value));
      if (known) return ofPiece(known);
    } else if (by === 'lot') {
      const lot = await db.lots.get(value);
      if (lot) return { what: 'lot', lot };
    } else if (by === 'number') {
      const paper = await db.papers.where('number').equals(value).first();
      if (paper) return { what: 'paper', paper };
    } else if (by === 'kit') {
      const kit = (await fact('kits'))?.find(({ id }) => id === value);
      if (kit) return { what: 'kit', kit };
    } else {
      const place = await placeOf(value);
      if (place) return { what: 'place', place };
    }
  }
  return { what: 'unknown' };
}

/** On its way here, or of another store: the document that names it says what it is. */
async function onPaper(
  isMeant: (tag: NonNullable<Paper['tags']>[number]) => boolean,
): Promise<Piece | undefined> {
  for (const { paper } of await db.papers.toArray()) {
    const tag = paper.tags?.find(isMeant);
    const line = paper.document.lines.find(({ piece }) => piece !== null && piece === tag?.piece);
    if (!tag || !line?.kind || !line.lot) continue;
    const { from, kind, lot, wanted: quantity } = line;
    const goods = { ...tag, kind, lot, quantity, site: paper.document.site, seen: null };
    return { ...goods, place: from?.place ?? '', quality: from?.quality ?? 'usable' };
  }
  return undefined;
}

/** As the lines of a document count it. A lot that the store has none of yet is known by its label alone. */
export function goodsOf(found: Found, { printed }: Meant): Goods | null {
  if (found.what === 'piece') {
    const { piece, lot, kind, quantity, place } = found.piece;
    // In a room that is counted here only the store is told.
    return { piece, lot, kind, quantity, place: place.includes('/') ? place : null };
  }
  const lot = found.what === 'lot' ? found.lot.lot : found.what === 'unknown' ? printed.lot : null;
  if (lot === null) return null;
  const kind = found.what === 'lot' ? found.lot.kind : null;
  return { piece: null, lot, kind, quantity: printed.quantity ?? 1, place: null };
}

/** With the store, or without it as a label may say it. */
async function placeOf(text: string): Promise<string | null> {
  const site = await fact('site');
  if (!site || !/^[\w-]+(\/[\w.-]+){0,2}$/.test(text)) return null;
  if (text.startsWith(`${site}/`)) return text;
  return Object.hasOwn(zoneNames, text.split('/')[0] ?? '') ? `${site}/${text}` : null;
}
