import fc from 'fast-check';
import { expect, it } from 'vitest';
import { atHand, type Leased, restsOnLease } from './leased.ts';
import type { Queued } from './queue.ts';

const slot = { place: 'RC-S/A', quality: 'usable', grade: 'reserve', owner: 'RC-S' } as const;
const lease = (piece: string, by = 'approver', until = 100): Leased => ({
  ...{ piece, by, until, loose: null, kind: 'quilt', lot: 'Q-1', quantity: 10, used: 0, from: slot },
  ...{ handheld: '手持一', device: 'd', site: 'RC-S', madeAt: 0 },
});
const some = (loose: number, quantity: number, more: Partial<Leased> = {}): Leased => ({
  ...lease('', 'approver'),
  ...{ piece: null, loose, quantity },
  ...more,
});
const piece = (name: string) => ({ ...slot, lot: 'Q-1', piece: name, quantity: 10 });
const quilts = (quantity: number, more = {}) => ({ ...slot, lot: 'Q-1', piece: null, quantity, ...more });
type Line = ReturnType<typeof piece> | ReturnType<typeof quilts>;
/** As it waits on the device, resting on a lease or asked for. */
const opening = (id: string, lines: Line[], rests = true) =>
  [
    {
      command: '/api/documents/open',
      document: id,
      body: {
        id,
        lines: lines.map(({ lot, piece, quantity: wanted }) => ({ lot, piece, wanted, from: slot })),
      },
    },
    ...(rests ? [{ command: '/api/documents/step', document: id, body: { action: 'useLease' } }] : []),
  ] as Queued[];

it.each<[string, Leased[], Queued[], number, string[]]>([
  ['before its end', [lease('P1')], [], 99, ['P1 10']],
  ['at its last moment', [lease('P1')], [], 100, ['P1 10']],
  ['after it', [lease('P1')], [], 101, []],
  ['handed out in what waits', [lease('P1'), lease('P2')], opening('a', [piece('P1')]), 1, ['P2 10']],
  ['asked for in what waits', [lease('P1'), lease('P2')], opening('a', [piece('P1')], false), 1, ['P2 10']],
  ['loose, untouched', [some(1, 10)], [], 1, ['1 10']],
  ['loose, a part handed out in what waits', [some(1, 10)], opening('a', [quilts(4)]), 1, ['1 6']],
  [
    'loose, all of it in two',
    [some(1, 10)],
    [...opening('a', [quilts(4)]), ...opening('b', [quilts(6)])],
    1,
    [],
  ],
  ['loose, asked for without the lease', [some(1, 10)], opening('a', [quilts(4)], false), 1, ['1 10']],
  ['loose, after its end', [some(1, 10)], [], 101, []],
])('goods %s', (_, leases, queue, now, at) => {
  expect(atHand(leases, queue, now).map((each) => `${each.piece ?? each.loose} ${each.quantity}`)).toEqual(
    at,
  );
});

it.each<[string, Line[], Leased[], boolean]>([
  ['all of it leased', [piece('P1'), piece('P2')], [lease('P1'), lease('P2')], true],
  ['one of it not', [piece('P1'), piece('P3')], [lease('P1'), lease('P2')], false],
  ['loose goods that are not leased', [piece('P1'), quilts(1)], [lease('P1')], false],
  ['given by two', [piece('P1'), piece('P2')], [lease('P1'), lease('P2', 'other')], false],
  ['nothing', [], [lease('P1')], false],
  ['a part of loose goods', [quilts(4)], [some(1, 10)], true],
  ['all of them, a piece besides', [quilts(10), piece('P1')], [some(1, 10), lease('P1')], true],
  ['one more than leased', [quilts(11)], [some(1, 10)], false],
  ['two leases together', [quilts(11)], [some(1, 10), some(2, 1)], true],
  ['two leases of two approvers', [quilts(11)], [some(1, 10), some(2, 1, { by: 'other' })], false],
  ['another place', [quilts(4, { place: 'RC-S/B' })], [some(1, 10)], false],
  ['another lot', [quilts(4, { lot: 'Q-2' })], [some(1, 10)], false],
])('a hand-out with %s', (_, lines, leases, rests) => {
  expect(restsOnLease(lines, leases)).toBe(rests);
});

it('never counts on more of a lease than waiting hand-outs have left of it', () => {
  const seed = Number(process.env.CHANGPING_SEED ?? 7);
  console.log('seed', seed);
  const amount = fc.integer({ min: 1, max: 9 });
  fc.assert(
    fc.property(
      fc.array(amount, { minLength: 1, maxLength: 4 }),
      fc.array(amount, { maxLength: 6 }),
      amount,
      (given, waits, wanted) => {
        const leases = given.map((quantity, n) => some(n, quantity));
        const whole = given.reduce((sum, each) => sum + each, 0);
        let left = whole;
        const queue = waits.flatMap((quantity, n) => {
          // The page lets none rest on a lease that is used up.
          const rests = quantity <= left;
          if (rests) left -= quantity;
          return opening(`d${n}`, [quilts(quantity)], rests);
        });
        const at = atHand(leases, queue, 1);
        expect(at.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(left);
        expect(at.every(({ quantity, loose }) => quantity > 0 && quantity <= (given[loose ?? 0] ?? 0))).toBe(
          true,
        );
        expect(restsOnLease([quilts(wanted)], at)).toBe(wanted <= left);
      },
    ),
    { seed },
  );
});

it('rests on no lease that is over, of which a part is given already, or that was never given', () => {
  const seed = Number(process.env.CHANGPING_SEED ?? 7);
  console.log('seed', seed);
  const name = fc.constantFrom('P1', 'P2', 'P3');
  const given = fc.record({
    piece: name,
    by: fc.constantFrom('a', 'b'),
    until: fc.integer({ min: 0, max: 9 }),
  });
  fc.assert(
    fc.property(
      fc.uniqueArray(given, { selector: (each) => each.piece }),
      fc.array(name),
      fc.uniqueArray(name, { minLength: 1 }),
      fc.integer({ min: 0, max: 9 }),
      (leases, gone, wanted, now) => {
        const all = leases.map((each) => lease(each.piece, each.by, each.until));
        const lines = wanted.map(piece);
        const rests = restsOnLease(lines, atHand(all, opening('gone', gone.map(piece), false), now));
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
