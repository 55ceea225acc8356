import type { DocumentType } from '@changping/contracts/document-words';
import type { Instant } from '@changping/contracts/units';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addMonths, type Day } from './day.ts';
import { firstOut, type Offer } from './first-out.ts';
import { doubtsOf, isGiving, passedBy, type Taken } from './out-of-turn.ts';

const today = '2026-07-01' as Day;
const noon = 1_000_000_000_000 as Instant;
const day = 86_400_000;
const offer = (lot: string, more: Partial<Offer> = {}): Offer => ({
  ...{ kind: 'water', lot, piece: null, place: 'CS-1/A-01', site: 'CS-1', quality: 'usable' },
  ...{ grade: 'reserve', owner: 'CS-1', quantity: 10, effectiveOn: '2027-01-01' as Day },
  ...{ receivedAt: noon, reserved: 0, leased: 0 },
  ...more,
});
const take = (
  { reserved: _, leased: __, ...goods }: Offer,
  quantity: number,
  more: Partial<Taken> = {},
): Taken => ({
  ...{ ...goods, quantity, line: 1, minimumDays: 0, outOfTurn: undefined, isChosen: true },
  ...more,
});
const on = (text: string) => ({ effectiveOn: text as Day });

it.each<[string, DocumentType, Partial<Offer>, number, object | null]>([
  ['what is good until today', 'handOut', on('2026-07-01'), 0, null],
  ['what was good until yesterday', 'handOut', on('2026-06-30'), 0, { why: 'expired', on: '2026-06-30' }],
  ['to another store neither', 'transfer', on('2026-06-30'), 0, { why: 'expired', on: '2026-06-30' }],
  ['to a scene neither', 'dispatch', on('2026-06-30'), 0, { why: 'expired', on: '2026-06-30' }],
  ['to a neighbour neither', 'mutualAidGiven', on('2026-06-30'), 0, { why: 'expired', on: '2026-06-30' }],
  ['what is to be disposed of', 'disposal', { ...on('2026-06-30'), quality: 'damaged' }, 0, null],
  ['the old share in a rotation', 'rotation', on('2026-06-30'), 0, null],
  ['old gear of training grade, to practise', 'handOut', { ...on('2026-06-30'), grade: 'training' }, 0, null],
  ['broken gear of it not', 'handOut', { quality: 'damaged', grade: 'training' }, 0, { why: 'damaged' }],
  [
    'gear of training grade to a scene',
    'dispatch',
    { grade: 'training' },
    0,
    { why: 'notForThis', grade: 'training' },
  ],
  [
    'scrap, to be gathered',
    'transfer',
    { ...on('2026-06-30'), quality: 'damaged', grade: 'dispose' },
    0,
    null,
  ],
  ['scrap into hands', 'handOut', { grade: 'dispose' }, 0, { why: 'notForThis', grade: 'dispose' }],
  ['what is held', 'transfer', { quality: 'held' }, 0, { why: 'held' }],
  ['what is in inspection', 'dispatch', { quality: 'inInspection' }, 0, { why: 'inInspection' }],
  ['a quality nobody knows', 'handOut', { quality: 'wet' }, 0, { why: 'notUsable', quality: 'wet' }],
  [
    'what keeps a day too short',
    'transfer',
    on('2026-07-30'),
    30,
    { why: 'lifeTooShort', remainingDays: 29, minimumDays: 30 },
  ],
  ['what keeps just long enough', 'transfer', on('2026-07-31'), 30, null],
  [
    'no reference, where a life is asked',
    'transfer',
    { effectiveOn: null },
    1,
    { why: 'noReference', minimumDays: 1 },
  ],
])('judges %s (%s)', (_, type, more, minimumDays, why) => {
  const goods = offer('L', more);
  // Also when it was chosen long ago.
  for (const isChosen of [true, false])
    expect(doubtsOf(type, [take(goods, 5, { minimumDays, isChosen })], [goods], today)).toEqual(
      why ? [{ line: 1, lot: 'L', ...why }] : [],
    );
});

const [early, late] = [offer('early'), offer('late', on('2028-01-01'))];
const passes = { line: 1, lot: 'late', why: 'outOfTurn', first: 'early', on: '2027-01-01' };
it.each<[string, Taken[], Offer[], object[]]>([
  ['asks why a later lot is taken', [take(late, 5)], [early, late], [passes]],
  ['takes its reason', [take(late, 5, { outOfTurn: '装车在外侧' })], [early, late], []],
  ['takes no blank for one', [take(late, 5, { outOfTurn: ' ' })], [early, late], [passes]],
  ['asks nothing of what was chosen before', [take(late, 5, { isChosen: false })], [early, late], []],
  [
    'asks nothing once the earlier is used up',
    [take(early, 10), take(late, 5, { line: 2 })],
    [early, late],
    [],
  ],
  [
    'asks when some of the earlier is left',
    [take(early, 9, { line: 2 }), take(late, 6)],
    [early, late],
    [passes],
  ],
  ['skips nothing that others hold', [take(late, 5)], [{ ...early, reserved: 10 }, late], []],
  ['skips nothing that is leased', [take(late, 5)], [{ ...early, leased: 10 }, late], []],
  ['skips nothing that is expired', [take(late, 5)], [offer('early', on('2026-06-30')), late], []],
  ['skips nothing of another grade', [take(late, 5)], [offer('early', { grade: 'duty' }), late], []],
  ['skips nothing of another owner', [take(late, 5)], [offer('early', { owner: 'PT-1' }), late], []],
  [
    'skips no case that holds more than is wanted',
    [take(late, 5)],
    [offer('early', { piece: 'C1' }), late],
    [],
  ],
  ['skips nothing that keeps shorter than asked', [take(late, 5, { minimumDays: 300 })], [early, late], []],
  [
    'lets any case of a lot stand for another',
    [take(offer('L', { piece: 'C2' }), 10)],
    [offer('L', { piece: 'C1' }), offer('L', { piece: 'C2' })],
    [],
  ],
  [
    'asks why what came a day later is taken, where both end together',
    [take(offer('new', { receivedAt: (noon + day) as Instant }), 5)],
    [offer('old'), offer('new', { receivedAt: (noon + day) as Instant })],
    [{ line: 1, lot: 'new', why: 'outOfTurn', first: 'old', on: '2027-01-01' }],
  ],
  [
    'asks nothing of two lots that came on one day',
    [take(offer('b', { receivedAt: (noon + 1) as Instant }), 5)],
    [offer('a'), offer('b', { receivedAt: (noon + 1) as Instant })],
    [],
  ],
  [
    'lets the dated go before what has no reference',
    [take(offer('undated', { effectiveOn: null }), 5)],
    [early, offer('undated', { effectiveOn: null })],
    [{ ...passes, lot: 'undated' }],
  ],
  [
    'counts what another line takes as gone',
    [take(early, 10, { line: 2, minimumDays: 30 }), take(late, 5)],
    [early, late],
    [],
  ],
])('%s', (_, taken, offers, doubts) => {
  expect(doubtsOf('handOut', taken, offers, today)).toEqual(doubts);
  expect(doubtsOf('disposal', taken, offers, today)).toEqual([]);
});

const seed = Number(process.env.CHANGPING_SEED ?? Date.now());
console.log('seed', seed);
const cells = fc
  .array(
    fc.record({
      lot: fc.constantFrom('L1', 'L2', 'L3', 'L4'),
      isPiece: fc.boolean(),
      quality: fc.constantFrom('usable', 'usable', 'usable', 'held'),
      quantity: fc.integer({ min: 1, max: 8 }),
      reserved: fc.constantFrom(0, 0, 0, 1, 5),
    }),
    { maxLength: 9 },
  )
  .chain((rows) =>
    // A lot has one end, wherever it lies.
    fc
      .dictionary(
        fc.constantFrom('L1', 'L2', 'L3', 'L4'),
        fc.option(fc.integer({ min: -1, max: 3 }), { nil: null }),
      )
      .map((ends) =>
        rows.map(({ isPiece, ...row }, at) => {
          const months = ends[row.lot] ?? null;
          const effectiveOn = months === null ? null : addMonths(today, months);
          return offer(row.lot, {
            ...row,
            piece: isPiece ? `P${at}` : null,
            place: `CS-1/${at}`,
            effectiveOn,
          });
        }),
      ),
  );

it('doubts nothing that first-out proposes, and everything else only for what it passes over', () => {
  fc.assert(
    fc.property(cells, fc.integer({ min: 1, max: 30 }), (offers, quantity) => {
      const request = {
        kind: 'water',
        quantity,
        today,
        minimumDays: 0,
        grades: ['reserve'],
        sites: ['CS-1'],
      };
      const { picks } = firstOut(offers, { ...request, owners: ['CS-1'], mayOpen: false });
      const taken = picks.map(({ offer: one, quantity: n }, line) => take(one, n, { line: line + 1 }));
      expect(doubtsOf('transfer', taken, offers, today)).toEqual([]);
    }),
    { numRuns: 1500, seed },
  );
});

it('with a reason on every line anything that is good may go, and without one nothing goes before what ends sooner', () => {
  fc.assert(
    fc.property(cells, fc.infiniteStream(fc.nat(8)), (offers, amounts) => {
      const taken = offers.flatMap((one, at) => {
        const wanted = Math.min(amounts.next().value as number, one.quantity - one.reserved);
        const quantity = one.piece === null ? wanted : one.quantity;
        const isGood = one.quality === 'usable' && (one.effectiveOn === null || one.effectiveOn >= today);
        return wanted > 0 && isGood && (one.piece === null || one.reserved === 0)
          ? [take(one, quantity, { line: at + 1 })]
          : [];
      });
      const reasoned = taken.map((one) => ({ ...one, outOfTurn: '事由' }));
      expect(doubtsOf('dispatch', reasoned, offers, today)).toEqual([]);
      for (const doubt of doubtsOf('dispatch', taken, offers, today)) {
        if (doubt.why !== 'outOfTurn') throw new Error(doubt.why);
        const first = offers.find(({ lot }) => lot === doubt.first);
        const passed = offers.find(({ lot }) => lot === doubt.lot);
        expect((first?.effectiveOn ?? '~') < (passed?.effectiveOn ?? '~')).toBe(true);
        const given = taken.reduce((sum, one) => sum + (one.lot === doubt.first ? one.quantity : 0), 0);
        const free = offers.reduce(
          (sum, one) =>
            sum +
            (one.lot === doubt.first && one.quality === 'usable'
              ? Math.max(0, one.quantity - one.reserved)
              : 0),
          0,
        );
        expect(given).toBeLessThan(free);
      }
    }),
    { numRuns: 1500, seed },
  );
});

it('asks of nothing but what gives goods away', () => {
  const types: DocumentType[] = ['transfer', 'handOut', 'dispatch', 'mutualAidGiven'];
  for (const type of types) expect(isGiving(type)).toBe(true);
  for (const type of ['goodsIn', 'disposal', 'rotation', 'maintenance', 'putAway', 'count'] as const)
    expect(isGiving(type)).toBe(false);
});

const behind = take(early, 5);
it.each<[string, Taken, Taken, Offer[], string[]]>([
  ['what ends before what goes', behind, take(late, 5), [early, late], ['late']],
  ['not for what has its reason', behind, take(late, 5, { outOfTurn: '装车在外侧' }), [early, late], []],
  ['not for what stays too', behind, take(late, 0), [early, late], []],
  ['not what is not there after all', behind, take(late, 5), [late], []],
  ['not what is held by now', take({ ...early, quality: 'held' }, 5), take(late, 5), [early, late], []],
  ['not what keeps too short for it', behind, take(late, 5, { minimumDays: 300 }), [early, late], []],
  ['not what ends after it', take(late, 5), take(early, 5), [early, late], []],
  ['not of another owner', behind, take({ ...late, owner: 'PT-1' }, 5), [early, late], []],
  ['not for what was leased', behind, take(late, 5, { isChosen: false }), [early, late], []],
])('asks why it is left behind: %s', (_, left, going, there, lots) => {
  expect(passedBy('handOut', [left], [going], there, today).map(({ lot }) => lot)).toEqual(lots);
  expect(passedBy('disposal', [left], [going], there, today)).toEqual([]);
});
