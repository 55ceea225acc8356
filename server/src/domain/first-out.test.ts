import type { Instant } from '@changping/contracts/units';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addMonths, type Day, daysBetween } from './day.ts';
import { firstOut, type Offer, type Picked, type Request } from './first-out.ts';

const today = '2026-07-01' as Day;
const offer = (lot: string, more: Partial<Offer> = {}): Offer => ({
  ...{ kind: 'water', lot, piece: null, place: 'CS-1/A-01', site: 'CS-1', quality: 'usable' },
  ...{ grade: 'reserve', owner: 'CS-1', quantity: 10, effectiveOn: '2027-01-01' as Day },
  ...{ receivedAt: 1000 as Instant, reserved: 0, leased: 0 },
  ...more,
});
const request = (quantity: number, more: Partial<Request> = {}): Request => ({
  ...{ kind: 'water', quantity, today, minimumDays: 0, grades: ['reserve'], sites: ['CS-1'] },
  ...{ owners: null, mayOpen: false },
  ...more,
});
const on = (day: string) => ({ effectiveOn: day as Day });
const taken = (picks: Picked[]) =>
  picks.map(({ offer: { lot, piece }, quantity }) => `${piece ?? lot}:${quantity}`);

it.each<[string, Partial<Offer>, Partial<Request>, object]>([
  ['another kind', { kind: 'tent' }, {}, { why: 'otherKind', kind: 'tent' }],
  ['a site that was not asked', { site: 'CS-2' }, {}, { why: 'otherSite', site: 'CS-2' }],
  ['what is held', { quality: 'held' }, {}, { why: 'held' }],
  ['what is in inspection', { quality: 'inInspection' }, {}, { why: 'inInspection' }],
  ['what is damaged', { quality: 'damaged' }, {}, { why: 'damaged' }],
  ['a quality nobody knows', { quality: 'wet' }, {}, { why: 'notUsable', quality: 'wet' }],
  ['what was good until yesterday', on('2026-06-30'), {}, { why: 'expired', on: '2026-06-30' }],
  [
    'what keeps too short',
    on('2026-07-30'),
    { minimumDays: 30 },
    { why: 'lifeTooShort', remainingDays: 29, minimumDays: 30 },
  ],
  [
    'what has no reference where a life is asked',
    { effectiveOn: null },
    { minimumDays: 1 },
    { why: 'noReference', minimumDays: 1 },
  ],
  ['a grade that is not allowed', { grade: 'training' }, {}, { why: 'otherGrade', grade: 'training' }],
  [
    'what is somebody else’s',
    { owner: 'PT-WATER' },
    { owners: ['CS-1'] },
    { why: 'otherOwner', owner: 'PT-WATER' },
  ],
  ['an empty place', { quantity: 0 }, {}, { why: 'empty' }],
  ['what is promised', { reserved: 10 }, {}, { why: 'reserved', reserved: 10 }],
  ['what a handheld took along', { leased: 10 }, {}, { why: 'leased', leased: 10 }],
  [
    'what is in part promised and the rest leased',
    { reserved: 6, leased: 4 },
    {},
    { why: 'leased', leased: 4 },
  ],
  [
    'a case that holds more than is needed',
    { piece: 'case', quantity: 24 },
    {},
    { why: 'wholeOnly', size: 24, free: 24, needed: 10 },
  ],
  [
    'a case of which a part is promised',
    { piece: 'case', quantity: 10, reserved: 4 },
    {},
    { why: 'wholeOnly', size: 10, free: 6, needed: 10 },
  ],
])('passes over %s, and says so', (_, more, asked, why) => {
  const bad = offer('bad', more);
  const good = offer('good', { ...on('2028-01-01'), receivedAt: 2000 as Instant });
  const { picks, skipped, shortfall } = firstOut([bad, good], request(10, asked));
  expect(skipped).toEqual([{ offer: bad, ...why }]);
  expect([taken(picks), shortfall]).toEqual([['good:10'], 0]);
});

it('takes what ends first, then what came first, then by name, and what has no reference last', () => {
  const offers = [
    offer('undated', { effectiveOn: null, receivedAt: 1 as Instant }),
    offer('late', on('2027-01-02')),
    offer('b'),
    offer('a'),
    offer('older', { receivedAt: 999 as Instant }),
    offer('before the book', { receivedAt: null }),
    offer('last day', on('2026-07-01')),
  ];
  const { picks, skipped, shortfall } = firstOut(offers, request(65));
  const order = ['last day:10', 'before the book:10', 'older:10', 'a:10', 'b:10', 'late:10', 'undated:5'];
  expect([taken(picks), skipped, shortfall]).toEqual([order, [], 0]);
});

it('says what is left alone because there is enough, and what is missing to the unit', () => {
  const [early, late] = [offer('early'), offer('late', on('2028-01-01'))];
  expect(firstOut([late, early], request(10)).skipped).toEqual([{ offer: late, why: 'enough' }]);
  expect(firstOut([late, early], request(27)).shortfall).toBe(7);
  expect(firstOut([], request(27))).toEqual({ picks: [], skipped: [], shortfall: 27, openable: 0 });
});

it('fills up with loose bottles of the lot, and opens a case only when told it may', () => {
  const cases = [1, 2].map((n) => offer('L', { piece: `case${n}`, quantity: 24 }));
  const loose = offer('L', { quantity: 10 });
  const later = offer('M', on('2028-01-01'));
  const of = (quantity: number, mayOpen: boolean) => {
    const { picks, shortfall, openable } = firstOut([loose, ...cases, later], request(quantity, { mayOpen }));
    return { taken: taken(picks), leaves: picks.at(-1)?.leaves, shortfall, openable };
  };
  expect(of(30, false)).toEqual({ taken: ['case1:24', 'L:6'], leaves: null, shortfall: 0, openable: 0 });
  expect(of(40, false)).toEqual({
    taken: ['case1:24', 'L:10', 'M:6'],
    ...{ leaves: null, shortfall: 0, openable: 0 },
  });
  expect(of(46, false)).toMatchObject({ taken: ['case1:24', 'L:10', 'M:10'], shortfall: 2, openable: 2 });
  expect(of(46, true)).toEqual({
    taken: ['case1:24', 'L:10', 'case2:12'],
    ...{ leaves: 12, shortfall: 0, openable: 0 },
  });
});

it('takes of a case partly promised what is free, when it may open it', () => {
  const some = offer('L', { piece: 'case', quantity: 24, reserved: 20 });
  const { picks, shortfall } = firstOut([some], request(10, { mayOpen: true }));
  expect(picks).toEqual([{ offer: some, quantity: 4, leaves: 20 }]);
  expect(shortfall).toBe(6);
});

const offers = fc.array(
  fc.record({
    lot: fc.constantFrom('L1', 'L2', 'L3'),
    isPiece: fc.boolean(),
    site: fc.constantFrom('CS-1', 'CS-2', 'CS-3'),
    quality: fc.constantFrom('usable', 'usable', 'usable', 'held', 'damaged', 'inInspection'),
    grade: fc.constantFrom('reserve', 'duty'),
    owner: fc.constantFrom('CS-1', 'PT-1'),
    quantity: fc.integer({ min: 0, max: 8 }),
    reserved: fc.constantFrom(0, 0, 0, 1, 5),
    leased: fc.constantFrom(0, 0, 0, 2),
    months: fc.option(fc.integer({ min: -2, max: 4 }), { nil: null }),
    receivedAt: fc.constantFrom(null, 1, 2),
  }),
  { maxLength: 9 },
);
const built = offers.map((rows) =>
  rows.map(({ months, isPiece, receivedAt, ...row }, at) =>
    offer(row.lot, {
      ...row,
      piece: isPiece ? `P${at}` : null,
      place: `${row.site}/${at}`,
      effectiveOn: months === null ? null : addMonths(today, months),
      receivedAt: receivedAt as Instant | null,
    }),
  ),
);
const asked = fc
  .record({
    quantity: fc.integer({ min: 1, max: 30 }),
    minimumDays: fc.constantFrom(0, 0, 31),
    owners: fc.constantFrom(null, ['CS-1']),
    mayOpen: fc.boolean(),
  })
  .map(({ quantity, ...more }) => request(quantity, { ...more, sites: ['CS-1', 'CS-2'] }));

const mayGive = (one: Offer, { minimumDays, owners }: Request): boolean =>
  one.quality === 'usable' &&
  one.site !== 'CS-3' &&
  one.grade === 'reserve' &&
  (owners === null || one.owner === 'CS-1') &&
  (one.effectiveOn === null ? minimumDays === 0 : daysBetween(today, one.effectiveOn) >= minimumDays) &&
  one.quantity - one.reserved - one.leased > 0;

const lotKey = ({ effectiveOn, receivedAt, lot }: Offer) =>
  JSON.stringify([effectiveOn ?? '9999-99-99', receivedAt ?? 0, lot]);

/** Every way to take from the cells, unit by unit: how much the lots in their order can give at most, one after the other. */
function bruteForce(cells: readonly Offer[], wanted: Request): number[] {
  const lots = new Map<string, Offer[]>();
  for (const one of cells.filter((each) => mayGive(each, wanted)))
    lots.set(lotKey(one), [...(lots.get(lotKey(one)) ?? []), one]);
  let needed = wanted.quantity;
  return [...lots]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, cellsOfLot]) => {
      let sums = new Set([0]);
      for (const { piece, quantity, reserved, leased } of cellsOfLot) {
        const most = quantity - reserved - leased;
        const ways =
          piece === null || wanted.mayOpen
            ? Array.from({ length: most + 1 }, (_, n) => n)
            : reserved + leased > 0
              ? [0]
              : [0, quantity];
        sums = new Set([...sums].flatMap((sum) => ways.map((way) => sum + way)));
      }
      const best = Math.max(...[...sums].filter((sum) => sum <= needed));
      needed -= best;
      return best;
    });
}

it('is as good as trying every way, where cases may be opened; and never better or unfit where not', () => {
  fc.assert(
    fc.property(built, asked, (cells, wanted) => {
      const { picks, skipped, shortfall, openable } = firstOut(cells, wanted);
      // Every cell is answered for, once.
      const answered = [...picks, ...skipped].map(({ offer: one }) => cells.indexOf(one));
      expect(answered.sort((a, b) => a - b)).toEqual(cells.map((_, at) => at));
      for (const { offer: one, quantity, leaves } of picks) {
        expect(mayGive(one, wanted)).toBe(true);
        expect(quantity).toBeGreaterThan(0);
        expect(quantity).toBeLessThanOrEqual(one.quantity - one.reserved);
        if (one.piece !== null) expect(leaves ?? 0).toBe(one.quantity - quantity);
        if (leaves !== null) expect(wanted.mayOpen).toBe(true);
      }
      const total = picks.reduce((sum, { quantity }) => sum + quantity, 0);
      expect(total + shortfall).toBe(wanted.quantity);
      const best = bruteForce(cells, wanted).reduce((sum, n) => sum + n, 0);
      if (wanted.mayOpen) expect(total).toBe(best);
      // Cases left whole would close the gap as far as it is said.
      const opened = firstOut(cells, { ...wanted, mayOpen: true });
      expect(shortfall - openable).toBe(opened.shortfall);
      // Nothing that would still go in was left lying.
      for (const skip of skipped)
        if (skip.why === 'wholeOnly') expect(skip.size > skip.needed || skip.free < skip.size).toBe(true);
    }),
    { numRuns: 3000 },
  );
});

it('takes nothing later while something earlier would have done', () => {
  fc.assert(
    fc.property(built, asked, (cells, wanted) => {
      const { picks } = firstOut(cells, { ...wanted, mayOpen: true });
      const given = (lot: string) =>
        picks
          .filter(({ offer: one }) => lotKey(one) === lot)
          .reduce((sum, { quantity }) => sum + quantity, 0);
      const best = bruteForce(cells, { ...wanted, mayOpen: true });
      const lots = [...new Set(cells.filter((one) => mayGive(one, wanted)).map(lotKey))].sort();
      expect(lots.map(given)).toEqual(best);
      // Whatever order the book gives them in.
      expect(taken(firstOut(cells.toReversed(), { ...wanted, mayOpen: true }).picks)).toEqual(taken(picks));
    }),
    { numRuns: 2000 },
  );
});
