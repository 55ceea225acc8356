import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Content, hasRoom, type Planned, standingOf } from './kit.ts';

const today = '2026-11-26';
const member = (kind: string, quantity: number, more: Partial<Content> = {}): Content => ({
  ...{ kind, quantity, quality: 'usable', effectiveOn: null },
  ...more,
});
const plan = [
  { kind: 'mask', quantity: 10 },
  { kind: 'torch', quantity: 2 },
];

it.each<[string, Content[], number, Planned[], string | null]>([
  ['empty', [], 0, plan, null],
  ['whole', [member('mask', 10), member('torch', 2)], 12, [], null],
  [
    'short of one torch',
    [member('mask', 10), member('torch', 1)],
    11,
    [{ kind: 'torch', quantity: 1 }],
    null,
  ],
  ['with a case that holds more than is wanted', [member('mask', 50), member('torch', 2)], 12, [], null],
  [
    'with masks that ended yesterday',
    [member('mask', 10, { effectiveOn: '2026-11-25' }), member('torch', 2)],
    2,
    [{ kind: 'mask', quantity: 10 }],
    '2026-11-25',
  ],
  [
    'on the last day of its masks',
    [member('mask', 10, { effectiveOn: today }), member('torch', 2, { effectiveOn: '2027-01-01' })],
    12,
    [],
    today,
  ],
  [
    'with a torch that is broken',
    [member('mask', 10), member('torch', 2, { quality: 'damaged' })],
    10,
    [{ kind: 'torch', quantity: 2 }],
    null,
  ],
])('a kit that is %s', (_name, members, have, lacking, endsOn) => {
  expect(standingOf(plan, members, today)).toEqual({ want: 12, have, lacking, endsOn });
});

it('has room for a kind that is planned and short, and for no other', () => {
  expect(hasRoom(plan, [member('mask', 9)], 'mask')).toBe(true);
  expect(hasRoom(plan, [member('mask', 10)], 'mask')).toBe(false);
  expect(hasRoom(plan, [], 'quilt')).toBe(false);
});

it('never tells more than its plan, and lacks nothing just when it has all of it', () => {
  const seed = Number(process.env.CHANGPING_SEED ?? 7);
  console.log('seed', seed);
  const kind = fc.constantFrom('mask', 'torch', 'quilt');
  const planned = fc.uniqueArray(fc.record({ kind, quantity: fc.integer({ min: 1, max: 20 }) }), {
    ...{ selector: (each) => each.kind, minLength: 1 },
  });
  const content = fc.record({
    ...{ kind, quantity: fc.integer({ min: 1, max: 20 }) },
    quality: fc.constantFrom('usable', 'damaged', 'held'),
    effectiveOn: fc.option(fc.constantFrom('2026-01-01', today, '2030-01-01')),
  });
  fc.assert(
    fc.property(planned, fc.array(content), (wanted, members) => {
      const { want, have, lacking } = standingOf(wanted, members, today);
      expect(have + lacking.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(want);
      expect(lacking.length === 0).toBe(have === want);
      for (const each of lacking) expect(each.quantity).toBeGreaterThan(0);
    }),
    { seed, numRuns: 2000 },
  );
});
