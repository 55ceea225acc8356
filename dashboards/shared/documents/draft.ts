/** What a person filled in to open a document, as the command that opens it. What a type says of itself - where its goods come from and go - is a table here; whether it may be so, the server says. */
import type { DocumentType } from '@changping/contracts/document-words';
import type { Slot } from '@changping/contracts/documents';
import type { Answer } from '@changping/contracts/http';
import type { CommandBody } from '@changping/contracts/http-commands';
import { recipientIn } from '@changping/contracts/recipient';
import { partsOf } from '../parts.ts';

export type OpenBody = CommandBody<'/api/documents/open'>;
type NewLine = OpenBody['lines'][number];
export type StockLine = Omit<Answer<'/api/stock'>['items'][number], 'loose' | 'pieceHolds'>;
export type PieceLine = Pick<
  Answer<'/api/pieces'>['items'][number],
  'piece' | 'quantity' | 'place' | 'quality'
>;

/** `goods`: out of the stock, from whoever brings them, or none but items to look at. `to`: another store, a zone of the own one, a person or unit, or where it stands. */
export type Shape = {
  goods: 'stock' | 'supplier' | 'items';
  to: 'there' | 'zone' | 'somebody' | 'same' | 'none';
  /** Who is at the other end. */
  there?: 'store' | 'partner' | 'external';
  /** A supplier brings what he sells; this a person or unit brings back, whosever it is. */
  isBroughtBack?: true;
  /** Whoever gets it brings it back. */
  comesBack?: true;
  /** A unit, and no single person. */
  isUnit?: true;
  /** It rests on an order from outside: by phone, by number, or photographed. */
  onOrder?: true;
  /** Who orders names no lots yet. */
  isWithoutLots?: true;
  /** What it becomes where it goes. */
  quality?: Slot['quality'];
};
/** A count is opened by its plan, on a page of its own. */
export const shapes: Readonly<Record<Exclude<DocumentType, 'count'>, Shape>> & { count?: undefined } = {
  transfer: { goods: 'stock', to: 'there', there: 'store' },
  handOut: { goods: 'stock', to: 'somebody', comesBack: true },
  mutualAidGiven: { goods: 'stock', to: 'somebody', isUnit: true, comesBack: true },
  goodsIn: { goods: 'supplier', to: 'zone' },
  emergencyPurchase: { goods: 'supplier', to: 'zone', onOrder: true },
  procurement: { goods: 'supplier', to: 'zone', isWithoutLots: true },
  putAway: { goods: 'stock', to: 'zone' },
  disposal: { goods: 'stock', to: 'same' },
  inspection: { goods: 'stock', to: 'same', quality: 'usable' },
  maintenance: { goods: 'stock', to: 'somebody', isUnit: true, comesBack: true, quality: 'held' },
  patrol: { goods: 'items', to: 'none' },
  spotCheck: { goods: 'items', to: 'none' },
  handOver: { goods: 'items', to: 'none' },
  rotation: { goods: 'stock', to: 'same' },
  dispatch: { goods: 'stock', to: 'somebody' },
  callOff: { goods: 'supplier', to: 'zone', there: 'partner', isWithoutLots: true },
  mutualAidReceived: { goods: 'supplier', to: 'zone', there: 'external', isWithoutLots: true },
  return: { goods: 'supplier', to: 'zone', isBroughtBack: true },
};

/** Of a row of the stock; of one with tags so many of its pieces. */
export type Taken = { stock: StockLine; take: number; pieces: readonly PieceLine[] } & Held;
/** `minimumDays`: of life that must remain. `outOfTurn`: why this lot though another ends first. */
export type Held = { minimumDays?: number | undefined; outOfTurn?: string | undefined };
export type Bought = {
  kind: string;
  lot: string;
  wanted: number;
  madeOn: string;
  expiresOn: string;
  supplier: string;
};
export const oneBought: Bought = { kind: '', lot: '', wanted: 0, madeOn: '', expiresOn: '', supplier: '' };

/** What an order still waits for. */
export function boughtOf({
  document,
  steps,
}: Pick<Answer<'/api/documents/{id}'>, 'document' | 'steps'>): Bought[] {
  const left = steps.find(({ action }) => action === 'noteArrival')?.left ?? [];
  return left.flatMap(({ line: n, quantity: wanted }) => {
    const kind = document.lines[n - 1]?.kind;
    return kind ? [{ ...oneBought, kind, wanted }] : [];
  });
}

export type Wish = {
  id: string;
  type: DocumentType;
  site: string;
  there: string;
  /** A zone, or a person or unit. */
  target: string;
  /** Who brings it back, and whose it is. */
  giver: string;
  owner: string;
  taken: readonly Taken[];
  bought: readonly Bought[];
  items: string;
  reason: string;
  ref: string;
  phone: string;
  /** By their hashes. */
  photos: readonly string[];
};

export function openBody(wish: Wish): OpenBody {
  const { id, type, site, there, taken, items, reason, ref, phone, photos } = wish;
  const shape = shapes[type];
  const body: OpenBody = { id, type, site, lines: [] };
  if (shape?.there) body.there = there;
  if (reason.trim()) body.reason = reason.trim();
  if (ref.trim()) body.refs = partsOf(ref);
  if (shape?.onOrder && phone.trim()) body.phone = phone.trim();
  if (shape?.onOrder && photos.length) body.photos = [...photos];
  if (shape?.goods === 'stock') body.lines = taken.flatMap((row) => linesOf(row, shape, wish));
  if (shape?.goods === 'items')
    body.lines = items
      .split('\n')
      .map((item) => item.trim())
      .filter(Boolean)
      .map((item) => ({ item, wanted: 1 }));
  if (shape?.goods === 'supplier') {
    const bought = wish.bought.filter((row) => row.kind && row.wanted > 0);
    const to = broughtTo(wish, shape);
    const from = { ...to, place: shape.isBroughtBack ? recipientIn(wish.giver) : 'supplier' };
    body.lines = bought.map(({ kind, lot, wanted }) => ({
      ...{ kind, wanted, from, to },
      ...(shape.isWithoutLots ? {} : { lot }),
    }));
    if (!shape.isWithoutLots) body.lots = bought.map(lotOf);
  }
  return body;
}

/** What a neighbour lends stays the neighbour's. */
function broughtTo({ site, there, target, owner }: Wish, { there: end, isBroughtBack }: Shape): Slot {
  const whose = end === 'external' ? there : isBroughtBack && owner ? owner : site;
  return { place: `${site}/${target}`, quality: 'usable', grade: 'reserve', owner: whose };
}

type Ends = Pick<Wish, 'site' | 'there' | 'target'>;

function linesOf(
  { stock, take, pieces, minimumDays, outOfTurn }: Taken,
  shape: Shape,
  ends: Ends,
): NewLine[] {
  if (take <= 0) return [];
  const { kind, lot } = stock;
  const from = slotOf(stock);
  const line = {
    ...{ kind, lot, from, to: targetOf(from, shape, ends) },
    ...(minimumDays ? { minimumDays } : {}),
    ...(outOfTurn?.trim() ? { outOfTurn: outOfTurn.trim() } : {}),
  };
  if (stock.pieces === 0) return [{ ...line, wanted: take }];
  return pieces
    .filter(({ place, quality }) => place === stock.place && quality === stock.quality)
    .slice(0, take)
    .map(({ piece, quantity }) => ({ ...line, piece, wanted: quantity }));
}

export const slotOf = ({ place, quality, grade, owner }: StockLine): Slot => ({
  ...{ place, owner },
  ...{ quality: quality as Slot['quality'], grade: grade as Slot['grade'] },
});

function targetOf(from: Slot, { to, quality }: Shape, { site, there, target }: Ends): Slot {
  const become = quality ? { ...from, quality } : from;
  if (to === 'there')
    // What is of the sending store becomes the other's; what is kept for a third stays the third's.
    return { ...become, place: `${there}/${target}`, owner: from.owner === site ? there : from.owner };
  if (to === 'zone') return { ...become, place: `${site}/${target}` };
  return to === 'somebody' ? { ...become, place: recipientIn(target) } : become;
}

const lotOf = ({
  lot,
  kind,
  madeOn,
  expiresOn,
  supplier,
}: Bought): NonNullable<OpenBody['lots']>[number] => ({
  ...{ lot, kind },
  ...(madeOn ? { madeOn } : {}),
  ...(expiresOn ? { expiresOn } : {}),
  ...(supplier.trim() ? { supplier: supplier.trim() } : {}),
});
