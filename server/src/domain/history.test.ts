import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  type Changed,
  lastBy,
  type NoticeSpan,
  type Numbers,
  noNotices,
  nothingOpen,
  standing,
  stepsOf,
  takeBack,
  turnsOf,
} from './history.ts';

const came = (at: number, site: string, pieces: number, kind = 'quilt'): Changed => ({
  ...{ at, site, what: 'stock', kind, quality: 'usable' },
  ...{ pieces, quantity: pieces * 10 },
});
const doubt = (at: number, site: string, what: string, by: number): Changed => ({
  ...{ at, site, what: 'doubt', doubt: what, by },
});
const has = (pieces: number, open = nothingOpen): Numbers => ({
  stock: new Map([['quilt', { pieces, usable: pieces * 10, held: 0 }]]),
  open,
  notices: noNotices,
});

const before = (now: ReadonlyMap<string, Numbers>, changes: readonly Changed[]) => {
  const sites = standing(now);
  takeBack(sites, changes);
  return sites;
};
const onto = (
  start: ReadonlyMap<string, Numbers>,
  changes: readonly Changed[],
  moment: number,
  most = 1e6,
) => {
  const steps = stepsOf(moment, most);
  for (const change of changes) steps.add(change);
  return [...steps.after(start)];
};

it('takes back what came since', () => {
  const now = new Map([['RC-S', has(42)]]);
  expect(before(now, [came(5, 'RC-S', 40), came(9, 'RC-S', -3)]).get('RC-S')).toEqual(has(5));
});

it('puts it on again step by step, one step for a site and moment', () => {
  const changes = [
    came(1000, 'RC-S', 15),
    came(1400, 'RC-S', 20),
    came(1500, 'RC-N', 1),
    came(2100, 'RC-S', 5),
  ];
  const steps = onto(new Map([['RC-S', has(2)]]), changes, 1000);
  expect(steps.map(({ at, site, stock }) => [at, site, stock?.get('quilt')?.pieces])).toEqual([
    [1400, 'RC-S', 37],
    [1500, 'RC-N', 1],
    [2100, 'RC-S', 42],
  ]);
});

it('counts what left without an order among the differences, and unknown tags as unconfirmed', () => {
  const changes = [
    doubt(1, 'A', 'leftWithoutOrder', 40),
    doubt(2, 'A', 'unknownTag', 1),
    doubt(3, 'A', 'leftWithoutOrder', -40),
  ];
  const steps = onto(new Map(), changes, 1);
  expect(steps.map(({ open }) => open)).toEqual([
    { unconfirmed: 0, discrepancies: 40, leftWithoutOrder: 40 },
    { unconfirmed: 1, discrepancies: 41, leftWithoutOrder: 40 },
    { unconfirmed: 1, discrepancies: 1, leftWithoutOrder: 0 },
  ]);
});

it('tells of a site without a number that changed', () => {
  const steps = stepsOf<string>(1, 100);
  steps.tell(7, 'A', 'offline');
  expect([...steps.after(new Map())]).toEqual([{ at: 7, site: 'A', told: ['offline'] }]);
});

it('makes fewer and longer steps where there are too many, and keeps what was told in its order', () => {
  const steps = stepsOf<number>(1000, 50);
  const start = new Map([['A', has(5)]]);
  for (let i = 0; i < 1000; i++) steps.add(came(i * 1000, 'A', 1));
  for (let i = 0; i < 1000; i++) steps.tell(i * 1000, 'A', i);
  const made = [...steps.after(start)];
  expect(made.length).toBeLessThanOrEqual(50);
  expect(made.length).toBeGreaterThan(10);
  expect(made.flatMap(({ told }) => told)).toEqual(Array.from({ length: 1000 }, (_, i) => i));
  for (const { at, stock } of made) expect(stock?.get('quilt')?.pieces).toBe(6 + at / 1000);
  expect(start.get('A')).toEqual(has(5));
});

it.each([
  [0, 0],
  [10, 2],
  [15, 2],
  [20, 3],
  [99, 4],
])('finds what was recorded by %i: the first %i', (at, found) => {
  expect(lastBy(at, 4, (key) => [10, 10, 20, 30][key - 1] as number)).toBe(found);
});

const anyChange = fc.oneof(
  fc.record({
    at: fc.integer({ min: 0, max: 5000 }),
    site: fc.constantFrom('A', 'B', 'C'),
    what: fc.constant('stock' as const),
    kind: fc.constantFrom('quilt', 'tent'),
    quality: fc.constantFrom('usable', 'held', 'damaged'),
    pieces: fc.integer({ min: -9, max: 9 }),
    quantity: fc.integer({ min: -90, max: 90 }),
  }),
  fc.record({
    at: fc.integer({ min: 0, max: 5000 }),
    site: fc.constantFrom('A', 'B', 'C'),
    what: fc.constant('doubt' as const),
    doubt: fc.constantFrom('unknownTag', 'seenElsewhere', 'leftWithoutOrder'),
    by: fc.integer({ min: -3, max: 3 }),
  }),
);

it('arrives at the present whatever happened in between', () => {
  fc.assert(
    fc.property(
      fc.array(anyChange, { maxLength: 60 }),
      fc.integer({ min: 1, max: 2000 }),
      fc.integer({ min: 1, max: 60 }),
      (any, moment, most) => {
        const changes = any.sort((a, b) => a.at - b.at);
        const now = new Map([
          ['A', has(7)],
          ['B', has(0)],
        ]);
        const start = before(now, changes);
        const end = new Map(
          [...start].map(([site, { stock, ...numbers }]) => [site, { stock: new Map(stock), ...numbers }]),
        );
        for (const { site, stock, open } of onto(start, changes, moment, most)) {
          const numbers = end.get(site);
          if (!numbers) throw new Error(`a step of ${site}, which was not there`);
          for (const [kind, line] of stock ?? []) numbers.stock.set(kind, line);
          if (open) numbers.open = open;
        }
        for (const [site, { stock, open }] of end) {
          const is = now.get(site) ?? { stock: new Map(), open: nothingOpen };
          expect(open).toEqual(is.open);
          for (const [kind, line] of stock)
            expect(line).toEqual(is.stock.get(kind) ?? { pieces: 0, usable: 0, held: 0 });
        }
      },
    ),
  );
});

const span = (step: NoticeSpan['step'], openedAt: number, closedAt: number | null = null, lot = 1) => ({
  ...{ site: 'A', lot, step, openedAt, closedAt },
});
const turn = (at: number, nearExpiry: number, expired: number) => ({
  ...{ at, site: 'A', what: 'notice', notices: { nearExpiry, expired } },
});

it.each<[string, NoticeSpan[], ReturnType<typeof turn>[]]>([
  ['is near its end', [span('nearExpiry', 5)], [turn(5, 1, 0)]],
  ['expires', [span('nearExpiry', 5), span('expired', 8)], [turn(5, 1, 0), turn(8, -1, 1)]],
  ['comes in expired', [span('expired', 8)], [turn(8, 0, 1)]],
  [
    'leaves',
    [span('nearExpiry', 5, 9), span('expired', 8, 9)],
    [turn(5, 1, 0), turn(8, -1, 1), turn(9, 0, -1)],
  ],
  [
    'leaves and comes back',
    [span('expired', 5, 7), span('expired', 9)],
    [turn(5, 0, 1), turn(7, 0, -1), turn(9, 0, 1)],
  ],
  ['leaves within the moment it came', [span('expired', 5, 5)], []],
])('turns the counts of notices when a lot %s', (_, spans, turns) => {
  expect(turnsOf(spans)).toEqual(turns);
});

it('counts at any moment the lots with an open notice, each once, whichever way it goes there', () => {
  // A lot is at a site for some time, and each of its notices from some moment of that on.
  const stay = fc
    .tuple(fc.nat(50), fc.nat(20), fc.nat(20), fc.nat(20))
    .map(([came, near, expired, left]) => ({
      ...{ near: came + near, expired: came + near + expired, left: came + near + expired + left },
    }));
  const lot = fc.tuple(fc.constantFrom('A', 'B'), stay, fc.boolean(), fc.boolean());
  fc.assert(
    fc.property(fc.array(lot, { maxLength: 20 }), fc.nat(110), fc.nat(110), (lots, one, other) => {
      const spans = lots.flatMap(([site, { near, expired, left }, isLate, hasLeft], lot): NoticeSpan[] => [
        { site, lot, step: 'nearExpiry', openedAt: near, closedAt: hasLeft ? left : null },
        ...(isLate
          ? [{ site, lot, step: 'expired' as const, openedAt: expired, closedAt: hasLeft ? left : null }]
          : []),
      ]);
      const stood = (site: string, at: number) => {
        const counts = { ...noNotices };
        for (const [of, { near, expired, left }, isLate, hasLeft] of lots)
          if (of === site && !(hasLeft && at >= left)) {
            if (isLate && at >= expired) counts.expired++;
            else if (at >= near) counts.nearExpiry++;
          }
        return counts;
      };
      const [from, to] = [Math.min(one, other), Math.max(one, other)];
      const present = new Map(['A', 'B'].map((site) => [site, { ...has(0), notices: stood(site, 200) }]));
      const turns = turnsOf(spans).filter(({ at }) => at > from);
      const start = before(present, turns);
      for (const site of ['A', 'B']) expect(start.get(site)?.notices).toEqual(stood(site, from));
      const steps = onto(
        start,
        turns.filter(({ at }) => at <= to),
        1,
      );
      for (const { site, at, notices } of steps) expect(notices).toEqual(stood(site, at));
      for (const site of ['A', 'B']) {
        const last = steps.filter((step) => step.site === site).at(-1);
        expect(last?.notices ?? start.get(site)?.notices).toEqual(stood(site, to));
      }
    }),
  );
});
