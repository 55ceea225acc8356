import fc from 'fast-check';
import { expect, it } from 'vitest';
import { before, type Changed, type Numbers, nothingOpen, stepsOf } from './history.ts';

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
});

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
  const steps = stepsOf(new Map([['RC-S', has(2)]]), changes, [], 1000);
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
  const steps = stepsOf(new Map(), changes, [], 1);
  expect(steps.map(({ open }) => open)).toEqual([
    { unconfirmed: 0, discrepancies: 40, leftWithoutOrder: 40 },
    { unconfirmed: 1, discrepancies: 41, leftWithoutOrder: 40 },
    { unconfirmed: 1, discrepancies: 1, leftWithoutOrder: 0 },
  ]);
});

it('tells of a site without a number that changed', () => {
  const told = [{ at: 7, site: 'A', tiding: 'offline' }];
  expect(stepsOf(new Map(), [], told, 1)).toEqual([{ at: 7, site: 'A', told: ['offline'] }]);
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
    fc.property(fc.array(anyChange, { maxLength: 60 }), fc.integer({ min: 1, max: 2000 }), (any, moment) => {
      const changes = any.sort((a, b) => a.at - b.at);
      const now = new Map([
        ['A', has(7)],
        ['B', has(0)],
      ]);
      const start = before(now, changes);
      const end = new Map(
        [...start].map(([site, { stock, open }]) => [site, { stock: new Map(stock), open }]),
      );
      for (const { site, stock, open } of stepsOf(start, changes, [], moment)) {
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
    }),
  );
});
