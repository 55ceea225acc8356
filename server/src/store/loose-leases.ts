/** Leases of loose goods in their rows. Written inside an act's transaction. */
import type { Slot } from '@changping/contracts/documents';
import type { Answer } from '@changping/contracts/http';
import type { Instant } from '@changping/contracts/units';
import type { LooseLease, Use } from '../domain/lease.ts';
import type { Database } from './database.ts';
import type { LeaseRow } from './leases.ts';

export type LooseLeases = {
  find(key: number): (LooseLease & { site: string }) | undefined;
  /** Those of a handheld that were not over at a moment, whatever became of them since. */
  heldBy(handheld: number, at: Instant): LooseLease[];
  /** That are leased to it now. */
  count(handheld: number, now: Instant): number;
  take(row: Taken, now: Instant): void;
  /** Handed out; one that is used up is over. */
  use(uses: readonly Use[], now: Instant): void;
  end(handheld: number, key: number, now: Instant): void;
  /** What was given back nothing rests on any more, by whatever time it says that it was signed. */
  giveBack(handheld: number, key: number): void;
  list(now: Instant): LeaseRow[];
};
type Taken = Pick<LooseLease, 'handheld' | 'lot' | 'from' | 'quantity' | 'until' | 'by'>;
type Row = Omit<LooseLease, 'from'> & Slot & { site: string };

const listMost = 1000;

export function looseLeases({ raw }: Pick<Database, 'raw'>): LooseLeases {
  const columns = `loose_lease.key, handheld, lot.code as lot, place.code as place, quality, grade, owner, loose_lease.quantity, used,
    until, loose_lease.made_by as "by", loose_lease.made_at as madeAt, ended_at as endedAt`;
  const joined =
    'loose_lease join lot on lot.key = loose_lease.lot join place on place.key = loose_lease.place';
  const find = raw.prepare(
    `select ${columns}, site.code as site from ${joined} join site on site.key = place.site where loose_lease.key = ?`,
  );
  const heldBy = raw.prepare(
    `select ${columns} from ${joined} where handheld = ? and until >= ? and used < loose_lease.quantity`,
  );
  const count = raw
    .prepare('select count(*) from loose_lease where handheld = ? and ended_at is null and until >= ?')
    .pluck();
  // One that is over still stands open until somebody wants goods of the lot.
  const lapse = raw.prepare(
    `update loose_lease set ended_at = until
     where lot = (select key from lot where code = ?) and ended_at is null and until < ?`,
  );
  const take = raw.prepare(
    `insert into loose_lease (handheld, lot, place, quality, grade, owner, quantity, until, made_by, made_at)
     values (?, (select key from lot where code = ?), (select key from place where code = ?), ?, ?, ?, ?, ?, ?, ?)`,
  );
  const use = raw.prepare(
    `update loose_lease set used = used + @quantity,
       ended_at = coalesce(ended_at, case when used + @quantity = quantity then min(@now, until) end) where key = @key`,
  );
  const end = raw.prepare(
    'update loose_lease set ended_at = min(?, until) where handheld = ? and key = ? and ended_at is null',
  );
  const giveBack = raw.prepare(
    'update loose_lease set ended_at = made_at where handheld = ? and key = ? and ended_at is null',
  );
  // The plus keeps it among the open ones, as of pieces.
  const list = raw.prepare(
    `select loose_lease.key as loose, kind.code as kind, lot.code as lot, loose_lease.quantity - used as quantity, used,
       place.code as place, quality, grade, owner, handheld.name as handheld, handheld.id as device, site.code as site,
       loose_lease.made_by as "by", loose_lease.made_at as madeAt, until
     from ${joined} join kind on kind.key = lot.kind join site on site.key = place.site
     join handheld on handheld.key = loose_lease.handheld
     where ended_at is null and until >= ? order by +loose_lease.key desc limit ${listMost}`,
  );
  return {
    find(key) {
      const row = find.get(key) as Row | undefined;
      return row && { ...leaseOf(row), site: row.site };
    },
    heldBy: (handheld, at) => (heldBy.all(handheld, at) as Row[]).map(leaseOf),
    count: (handheld, now) => count.get(handheld, now) as number,
    take({ handheld, lot, from, quantity, until, by }, now) {
      lapse.run(lot, now);
      const { place, quality, grade, owner } = from;
      take.run(handheld, lot, place, quality, grade, owner, quantity, until, by, now);
    },
    use(uses, now) {
      for (const each of uses) use.run({ ...each, now });
    },
    end: (handheld, key, now) => void end.run(now, handheld, key),
    giveBack: (handheld, key) => void giveBack.run(handheld, key),
    list: (now) => (list.all(now) as Listed[]).map((row) => ({ piece: null, ...withSlot(row) })),
  };
}

type Listed = Omit<Answer<'/api/leases'>['items'][number], 'piece' | 'from'> & Slot;

/** Its four columns as the one thing they are. */
export const withSlot = <Row extends Slot>({ place, quality, grade, owner, ...row }: Row) => ({
  ...row,
  from: { place, quality, grade, owner } as Slot,
});
const leaseOf = ({ site: _, ...row }: Row): LooseLease => withSlot(row);
