/** Until when each lot is good, kept in its row so that it can be asked for by date. It is derived anew whenever the lot is looked at, so that another record in the catalogue, or a date that was read late, is taken in. */
import type { Catalogue, ShelfLife } from '@changping/contracts/catalogue';
import type { Kind, Site, Tier } from '@changping/contracts/live';
import type { Instant } from '@changping/contracts/units';
import { calendarOf, type Day, dayIn } from '../domain/day.ts';
import { type Expiry, effectiveExpiry, nearDaysOf, type Step, stepOf } from '../domain/expiry.ts';
import { kindsById } from '../domain/kinds-by-id.ts';
import type { Database } from './database.ts';

/** What the region says of time. The catalogue is that of the moment at which it is read. */
export type ExpiryFacts = {
  timeZone: string;
  readonly catalogue: Pick<Catalogue, 'nearExpiry'>;
  readonly kinds: readonly Pick<Kind, 'id' | 'shelfLife' | 'nearExpiryDays'>[];
  sites: readonly Pick<Site, 'id' | 'tier'>[];
};
export type LotExpiry = Expiry & { kind: number; kindCode: string };
export type Expiries = {
  /** Reads the lot, and writes down what is another than it was. */
  of(lot: number): LotExpiry;
  step(expiry: LotExpiry, site: number, today: Day): Step;
  site(key: number): Site['id'];
  dayOf(at: Instant): Day;
};

export function expiries({ raw }: Pick<Database, 'raw'>, region: ExpiryFacts): Expiries {
  const find = raw.prepare(
    `select lot.kind, kind.code as kindCode, made_on as madeOn, expires_on as expiresOn, received_at as receivedAt,
       effective_on as effectiveOn, effective_by as effectiveBy
     from lot join kind on kind.key = lot.kind where lot.key = ?`,
  );
  const put = raw.prepare('update lot set effective_on = ?, effective_by = ? where key = ?');
  const siteOf = raw.prepare('select code from site where key = ?').pluck();
  const dayOf = calendarOf(region.timeZone);
  const kinds = kindsById(region);
  const tiers = new Map<string, Tier>(region.sites.map(({ id, tier }) => [id, tier]));
  const siteCodes = new Map<number, Site['id']>();

  const site = (key: number): Site['id'] => {
    const code = siteCodes.get(key) ?? (siteOf.get(key) as Site['id']);
    siteCodes.set(key, code);
    return code;
  };

  return {
    of(lot) {
      const row = find.get(lot) as Row;
      const record = kinds.get(row.kindCode)?.shelfLife ?? noRecord;
      const made = dayIn(row.madeOn);
      // The day of an instant is dear, and few records count from it.
      const receipt = record.clock === 'receipt' && row.receivedAt !== null ? dayOf(row.receivedAt) : null;
      // What is in use, or was opened, no fact of the ledger says yet.
      const since = { manufacture: made, bottling: made, receipt };
      const expiry = effectiveExpiry({ printed: dayIn(row.expiresOn), since }, record);
      if (expiry.on !== row.effectiveOn || expiry.by !== row.effectiveBy) put.run(expiry.on, expiry.by, lot);
      return { ...expiry, kind: row.kind, kindCode: row.kindCode };
    },
    step({ on, kindCode }, key, today) {
      const tier = tiers.get(site(key)) ?? 'county';
      const steps = kinds.get(kindCode)?.nearExpiryDays ?? [];
      return stepOf(on, today, nearDaysOf(steps, tier, region.catalogue.nearExpiry.step));
    },
    site,
    dayOf,
  };
}

type Row = {
  kind: number;
  kindCode: string;
  madeOn: string | null;
  expiresOn: string | null;
  receivedAt: Instant | null;
  effectiveOn: string | null;
  effectiveBy: string | null;
};

/** Of a kind that has left the catalogue. */
const noRecord: ShelfLife = Object.freeze({
  ...{ storageYears: null, storageRange: null, serviceYears: null, serviceRange: null },
  ...{ clock: null, serviceClock: null, basis: 'none', rule: null, source: '', grade: null },
});
