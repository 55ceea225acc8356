/** How long goods may be asked to keep, and which lots go behind for that demand alone. A demand is no reason by itself: without a bound any lot that ends first could be passed over in silence, so it is held against the kind's own record, and whoever approves sees what it passes over. */
import type { ShelfLife } from '@changping/contracts/catalogue';
import type { PassedOver } from '@changping/contracts/documents';
import { addMonths, type Day, daysBetween } from './day.ts';
import { firstOut, noGood, type Offer } from './first-out.ts';

/** What a lot has that was made today, by the longest that the record names; null where it names nothing. */
export function freshDays(
  { storageYears, storageRange }: Pick<ShelfLife, 'storageYears' | 'storageRange'>,
  today: Day,
): number | null {
  const years = Math.max(storageYears ?? 0, ...(storageRange ?? []));
  return years > 0 ? daysBetween(today, addMonths(today, Math.floor(years * 12 + 1e-9))) : null;
}

/** So much of one line. */
export type Demand = Pick<Offer, 'kind' | 'site' | 'grade' | 'owner' | 'quantity'> & {
  line: number;
  minimumDays: number;
};

/** @param demands all lines of one document, also those that demand nothing. @returns by line what first-out would give without the demand, and the demand rules out; what ends first, first. */
export function passedOver(
  demands: readonly Demand[],
  offers: readonly Offer[],
  today: Day,
): ReadonlyMap<number, readonly PassedOver[]> {
  const passed = new Map<number, readonly PassedOver[]>();
  for (const { line, kind, site, grade, owner, minimumDays } of demands) {
    if (minimumDays === 0) continue;
    const same = demands.filter((one) => one.kind === kind && one.grade === grade && one.owner === owner);
    const { picks } = firstOut(offers, {
      ...{ kind, today, minimumDays: 0, grades: [grade], sites: [site], owners: [owner], mayOpen: false },
      quantity: same.reduce((sum, { quantity }) => sum + quantity, 0),
    });
    const lots = new Map<string, Day | null>();
    for (const { offer } of picks)
      if (noGood(offer, { today, minimumDays })) lots.set(offer.lot, offer.effectiveOn);
    if (lots.size)
      passed.set(
        line,
        [...lots].map(([lot, on]) => ({ lot, on })),
      );
  }
  return passed;
}
