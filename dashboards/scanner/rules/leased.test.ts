import fc from 'fast-check';
import { expect, it } from 'vitest';
import { atHand, type Leased, restsOnLease } from './leased.ts';
import type { Queued } from './queue.ts';

const lease = (piece: string, by = 'approver', until = 100): Leased => ({
  ...{ piece, by, until, kind: 'quilt', lot: 'Q-1', quantity: 10, handheld: '手持一', device: 'd' },
  ...{ site: 'RC-S', madeAt: 0 },
});
const opening = (...pieces: string[]) =>
  ({ command: '/api/documents/open', body: { lines: pieces.map((piece) => ({ piece })) } }) as Queued;

it.each([
  ['before its end', [lease('P1')], [], 99, ['P1']],
  ['at its last moment', [lease('P1')], [], 100, ['P1']],
  ['after it', [lease('P1')], [], 101, []],
  ['handed out in what waits', [lease('P1'), lease('P2')], [opening('P1')], 1, ['P2']],
])('a piece %s', (_, leases, queue, now, at) => {
  expect(atHand(leases, queue, now).map(({ piece }) => piece)).toEqual(at);
});

it.each([
  ['all of it leased', ['P1', 'P2'], [lease('P1'), lease('P2')], true],
  ['one of it not', ['P1', 'P3'], [lease('P1'), lease('P2')], false],
  ['loose goods', ['P1', null], [lease('P1')], false],
  ['given by two', ['P1', 'P2'], [lease('P1'), lease('P2', 'other')], false],
  ['nothing', [], [lease('P1')], false],
])('a hand-out with %s', (_, pieces, leases, rests) => {
  expect(
    restsOnLease(
      pieces.map((piece) => ({ piece })),
      leases,
    ),
  ).toBe(rests);
});

it('rests on no lease that is over, of which a part is given already, or that was never given', () => {
  const seed = Number(process.env.CHANGPING_SEED ?? 7);
  console.log('seed', seed);
  const piece = fc.constantFrom('P1', 'P2', 'P3');
  const given = fc.record({ piece, by: fc.constantFrom('a', 'b'), until: fc.integer({ min: 0, max: 9 }) });
  fc.assert(
    fc.property(
      fc.uniqueArray(given, { selector: (each) => each.piece }),
      fc.array(piece),
      fc.array(piece, { minLength: 1 }),
      fc.integer({ min: 0, max: 9 }),
      (leases, gone, wanted, now) => {
        const all = leases.map((each) => lease(each.piece, each.by, each.until));
        const lines = wanted.map((each) => ({ piece: each }));
        const rests = restsOnLease(lines, atHand(all, [opening(...gone)], now));
        const good = wanted.every((each) =>
          leases.some((one) => one.piece === each && one.until >= now && !gone.includes(each)),
        );
        const by = new Set(leases.filter((one) => wanted.includes(one.piece)).map((one) => one.by));
        expect(rests).toBe(good && by.size === 1);
      },
    ),
    { seed },
  );
});
