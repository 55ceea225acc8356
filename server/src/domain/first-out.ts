/** What goes out first: of what is fit, free and allowed, what ends first; then what came first; then by name. Whatever is passed over is told with its reason, and what is missing to the unit. What has no reference stands behind what has a date: waiting costs the dated its end and the undated nothing anybody knows. */
import type { Instant } from '@changping/contracts/units';
import { type Day, daysBetween } from './day.ts';

/** One cell of the book that could give. `piece`: null for loose quantity. `effectiveOn`: the last good day; null for no reference. `receivedAt`: null for what stood there before the book began. `reserved`: what other papers hold of it; `leased`: what handhelds may hand out of it. */
export type Offer = {
  kind: string;
  lot: string;
  piece: string | null;
  place: string;
  site: string;
  quality: string;
  grade: string;
  owner: string;
  quantity: number;
  effectiveOn: Day | null;
  receivedAt: Instant | null;
  reserved: number;
  leased: number;
};

/** `owners`: whose goods may be taken; null for anybody's. `mayOpen`: a tagged case may be split. */
export type Request = {
  kind: string;
  quantity: number;
  today: Day;
  minimumDays: number;
  grades: readonly string[];
  sites: readonly string[];
  owners: readonly string[] | null;
  mayOpen: boolean;
};

/** `leaves`: what stays behind in a case that is opened; null where none is. */
export type Picked<Is extends Offer = Offer> = { offer: Is; quantity: number; leaves: number | null };

export type NoGood =
  | { why: 'held' | 'inInspection' | 'damaged' }
  | { why: 'notUsable'; quality: string }
  | { why: 'expired'; on: Day }
  | { why: 'lifeTooShort'; remainingDays: number; minimumDays: number }
  /** Nobody can say that it keeps as long as was asked. */
  | { why: 'noReference'; minimumDays: number };
export type Why =
  | NoGood
  | { why: 'otherKind'; kind: string }
  | { why: 'otherSite'; site: string }
  | { why: 'otherGrade'; grade: string }
  | { why: 'otherOwner'; owner: string }
  | { why: 'empty' }
  | { why: 'reserved'; reserved: number }
  | { why: 'leased'; leased: number }
  /** The case holds more than is still needed, or a part of it is promised, and it may not be opened. */
  | { why: 'wholeOnly'; size: number; free: number; needed: number }
  | { why: 'enough' };
export type Skipped<Is extends Offer = Offer> = { offer: Is } & Why;

/** `shortfall`: what was asked and is not there. `openable`: how much of it the cases would give that were left whole. */
export type FirstOut<Is extends Offer = Offer> = {
  picks: Picked<Is>[];
  skipped: Skipped<Is>[];
  shortfall: number;
  openable: number;
};

export function firstOut<Is extends Offer>(offers: readonly Is[], request: Request): FirstOut<Is> {
  const picks: Picked<Is>[] = [];
  const skipped: Skipped<Is>[] = [];
  const fit: Is[] = [];
  for (const offer of offers) {
    const why = unfit(offer, request);
    if (why) skipped.push({ offer, ...why });
    else fit.push(offer);
  }
  let needed = request.quantity;
  let openable = 0;
  for (const lot of lotsOf(fit.sort(before))) {
    const whole: Is[] = [];
    for (const offer of lot) {
      const quantity = offer.piece === null ? Math.min(free(offer), needed) : wholeOf(offer, needed);
      if (quantity > 0) picks.push({ offer, quantity, leaves: null });
      else if (needed === 0) skipped.push({ offer, why: 'enough' });
      else whole.push(offer);
      needed -= quantity;
    }
    // A case is opened only when nothing loose of its lot is left.
    for (const offer of whole) {
      const quantity = Math.min(free(offer), needed);
      if (needed === 0) skipped.push({ offer, why: 'enough' });
      else if (!request.mayOpen) {
        skipped.push({ offer, why: 'wholeOnly', size: offer.quantity, free: free(offer), needed });
        openable += free(offer);
      } else {
        picks.push({ offer, quantity, leaves: offer.quantity - quantity });
        needed -= quantity;
      }
    }
  }
  return { picks, skipped, shortfall: needed, openable: Math.min(needed, openable) };
}

function unfit(offer: Offer, request: Request): Why | null {
  const { kind, site, grade, owner, quantity, reserved, leased } = offer;
  if (kind !== request.kind) return { why: 'otherKind', kind };
  if (!request.sites.includes(site)) return { why: 'otherSite', site };
  const bad = noGood(offer, request);
  if (bad) return bad;
  if (!request.grades.includes(grade)) return { why: 'otherGrade', grade };
  if (request.owners && !request.owners.includes(owner)) return { why: 'otherOwner', owner };
  if (quantity <= 0) return { why: 'empty' };
  if (free(offer) > 0) return null;
  return leased > 0 ? { why: 'leased', leased } : { why: 'reserved', reserved };
}

/** Whoever it is for and however much there is. */
export function noGood(
  { quality, effectiveOn: on }: Pick<Offer, 'quality' | 'effectiveOn'>,
  { today, minimumDays }: Pick<Request, 'today' | 'minimumDays'>,
): NoGood | null {
  if (quality === 'held' || quality === 'inInspection' || quality === 'damaged') return { why: quality };
  // A quality this rule has never heard of is no reason to hand something out.
  if (quality !== 'usable') return { why: 'notUsable', quality };
  if (on !== null && on < today) return { why: 'expired', on };
  if (on === null && minimumDays > 0) return { why: 'noReference', minimumDays };
  const remainingDays = on === null ? 0 : daysBetween(today, on);
  return remainingDays < minimumDays ? { why: 'lifeTooShort', remainingDays, minimumDays } : null;
}

const free = ({ quantity, reserved, leased }: Offer): number => quantity - Math.max(0, reserved + leased);

/** All of a case, or nothing of it. */
const wholeOf = (offer: Offer, needed: number): number =>
  offer.quantity <= needed && free(offer) === offer.quantity ? offer.quantity : 0;

/** Within a lot its cases stand before its loose quantity, which fills up what no case fits. */
const before = (a: Offer, b: Offer): number =>
  byText(a.effectiveOn ?? never, b.effectiveOn ?? never) ||
  (a.receivedAt ?? 0) - (b.receivedAt ?? 0) ||
  byText(a.lot, b.lot) ||
  Number(a.piece === null) - Number(b.piece === null) ||
  byText(a.piece ?? a.place, b.piece ?? b.place) ||
  byText(`${a.place}/${a.grade}/${a.owner}`, `${b.place}/${b.grade}/${b.owner}`);

/** Behind every day that can be written. */
const never = '~';
const byText = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

function* lotsOf<Is extends Offer>(sorted: readonly Is[]): Generator<Is[]> {
  for (let at = 0; at < sorted.length; ) {
    const { lot, effectiveOn, receivedAt } = sorted[at] as Is;
    let end = at;
    while (
      sorted[end]?.lot === lot &&
      sorted[end]?.effectiveOn === effectiveOn &&
      sorted[end]?.receivedAt === receivedAt
    )
      end += 1;
    yield sorted.slice(at, end);
    at = end;
  }
}
