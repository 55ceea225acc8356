/** What may be taken out of a store for a document: nothing expired, unusable or too near its end, unless that is what the document is for; and nothing that ends later than what first-out proposes without a reason of its own. Asked when its lots are chosen, again when they are fetched, and when one of them is left behind while others go. */
import type { DocumentType } from '@changping/contracts/document-words';
import type { Grade } from '@changping/contracts/documents';
import { type Day, daysBetween } from './day.ts';
import { firstOut, type NoGood, noGood, type Offer } from './first-out.ts';

/** So much of one line, of goods as they are. `isChosen`: which lot it is was decided just now, by nobody before. */
export type Taken = Omit<Offer, 'reserved' | 'leased'> & {
  line: number;
  minimumDays: number;
  outOfTurn: string | undefined;
  isChosen: boolean;
};
/** `first`: the lot that goes out before it. */
export type Doubt = { line: number; lot: string } & (
  | NoGood
  | { why: 'notForThis'; grade: string }
  | { why: 'outOfTurn'; first: string; on: Day | null }
);

/** By grade what a type of document gives away: what is good; what may be past its day; whatever it is. Other types take goods for what ails them, or bring them. */
const giving: Partial<Record<DocumentType, Partial<Record<Grade, 'good' | 'old' | 'any'>>>> = {
  // What is to be disposed of is gathered in one store.
  transfer: { reserve: 'good', duty: 'good', training: 'old', dispose: 'any' },
  handOut: { reserve: 'good', duty: 'good', training: 'old' },
  dispatch: { reserve: 'good', duty: 'good' },
  mutualAidGiven: { reserve: 'good', duty: 'good' },
};
export const isGiving = (type: DocumentType): boolean => type in giving;
/** Does first-out say which of these goes? */
export const isByTurn = (type: DocumentType, grade: Grade): boolean => giving[type]?.[grade] === 'good';

/** @param offers the cells of those kinds in the store; `reserved` also for what this document chose before. */
export function doubtsOf(
  type: DocumentType,
  taken: readonly Taken[],
  offers: readonly Offer[],
  today: Day,
): Doubt[] {
  const asked = giving[type];
  if (!asked) return [];
  const unfit = taken.flatMap((one): Doubt[] => {
    const why = unfitFor(one, asked[one.grade as Grade], today);
    return why ? [{ line: one.line, lot: one.lot, ...why }] : [];
  });
  if (unfit.length) return unfit;
  const chosen = taken.filter((one) => one.isChosen && asked[one.grade as Grade] === 'good');
  const names = [...new Set(chosen.map(nameOf))];
  return names.flatMap((name) => {
    const group = chosen.filter((one) => nameOf(one) === name);
    const others = sumsOf(chosen.filter((one) => nameOf(one) !== name));
    const rest = offers
      .filter(({ kind }) => kind === group[0]?.kind)
      .map((offer) => ({
        ...offer,
        reserved: offer.reserved + (others.get(cellOf(offer)) ?? 0),
      }));
    return outOfTurn(group, rest, today);
  });
}

/** A line for what ends first excuses what ends later only for as long as it goes too. @param behind what is left in the store by this step. @param going of the other lines what went and what still shall. @returns of those what a lot left behind, still there and good, ends before. */
export function passedBy(
  type: DocumentType,
  behind: readonly Taken[],
  going: readonly Taken[],
  offers: readonly Offer[],
  today: Day,
): Doubt[] {
  const asked = giving[type];
  if (!asked) return [];
  const stays = behind.filter(
    (one) =>
      asked[one.grade as Grade] === 'good' &&
      offers.some((offer) => cellOf(offer) === cellOf(one) && offer.quantity > 0),
  );
  return going.flatMap((one): Doubt[] => {
    const { line, lot, kind, grade, owner, minimumDays } = one;
    if (!one.isChosen || one.quantity < 1 || one.outOfTurn?.trim()) return [];
    const first = stays.find(
      (early) =>
        early.kind === kind &&
        early.grade === grade &&
        early.owner === owner &&
        isBefore(early, one) &&
        !noGood(early, { today, minimumDays }),
    );
    return first ? [{ line, lot, why: 'outOfTurn', first: first.lot, on: first.effectiveOn }] : [];
  });
}

/** Goods that could stand for each other. */
const nameOf = ({ kind, grade, owner, minimumDays }: Taken): string =>
  [kind, grade, owner, minimumDays].join(' ');

function unfitFor(
  one: Taken,
  may: 'good' | 'old' | 'any' | undefined,
  today: Day,
): NoGood | { why: 'notForThis'; grade: string } | null {
  if (may === undefined) return { why: 'notForThis', grade: one.grade };
  const bad = may === 'any' ? null : noGood(one, { today, minimumDays: one.minimumDays });
  return bad?.why === 'expired' && may === 'old' ? null : bad;
}

/** A lot of which more is taken than proposed, while one that ends before it gives less. */
function outOfTurn(group: readonly Taken[], offers: readonly Offer[], today: Day): Doubt[] {
  const [{ kind, site, grade, owner, minimumDays }] = group as [Taken];
  const { picks } = firstOut(offers, {
    ...{ kind, today, minimumDays, grades: [grade], sites: [site], owners: [owner], mayOpen: false },
    quantity: group.reduce((sum, { quantity }) => sum + quantity, 0),
  });
  const given = new Map<string, number>();
  for (const { lot, quantity } of group) given.set(lot, (given.get(lot) ?? 0) + quantity);
  const proposed = new Map<string, number>();
  for (const { offer, quantity } of picks) proposed.set(offer.lot, (proposed.get(offer.lot) ?? 0) + quantity);
  const passed = picks.filter(({ offer: { lot } }) => (given.get(lot) ?? 0) < (proposed.get(lot) ?? 0));
  return group.flatMap((one): Doubt[] => {
    const { line, lot } = one;
    if (one.outOfTurn?.trim() || (given.get(lot) ?? 0) <= (proposed.get(lot) ?? 0)) return [];
    const first = passed.find(({ offer }) => isBefore(offer, one))?.offer;
    return first ? [{ line, lot, why: 'outOfTurn', first: first.lot, on: first.effectiveOn }] : [];
  });
}

/** Of lots that end on one day only whole days between their receipts count: in which order a lorry was unloaded says nothing. */
function isBefore(one: Ends, other: Ends): boolean {
  if (one.effectiveOn !== other.effectiveOn)
    return (
      other.effectiveOn === null ||
      (one.effectiveOn !== null && daysBetween(one.effectiveOn, other.effectiveOn) > 0)
    );
  return (one.receivedAt ?? 0) + dayMs <= (other.receivedAt ?? 0);
}
type Ends = Pick<Offer, 'effectiveOn' | 'receivedAt'>;
const dayMs = 86_400_000;

function sumsOf(taken: readonly Taken[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const one of taken) sums.set(cellOf(one), (sums.get(cellOf(one)) ?? 0) + one.quantity);
  return sums;
}
const cellOf = ({ lot, piece, place, quality, grade, owner }: Offer | Taken): string =>
  piece ?? [lot, place, quality, grade, owner].join(' ');
