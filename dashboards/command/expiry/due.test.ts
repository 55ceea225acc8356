import fc from 'fast-check';
import { expect, it } from 'vitest';
import { byGravity, columnOf, dueBySite, type Notice } from './due.ts';

const kinds = [
  { id: 'armour', abc: 'A' },
  { id: 'ration', abc: 'B' },
  { id: 'quilt', abc: 'C' },
] as const;
const notice = (site: string, kind: string, lot: string, step: Notice['step'], effectiveOn: string) => ({
  ...{ site, kind, lot, step, effectiveOn },
});
const due = (...notices: Notice[]) => dueBySite(notices, kinds);

it('names the kind most closely watched first, however many lots of another there are', () => {
  const found = due(
    notice('A', 'quilt', 'q1', 'expired', '2026-01-01'),
    notice('A', 'quilt', 'q2', 'expired', '2026-02-01'),
    notice('A', 'armour', 'a1', 'expired', '2026-10-01'),
    notice('A', 'ration', 'r1', 'nearExpiry', '2026-12-01'),
  ).get('A');
  expect(found).toEqual({
    step: 'expired',
    lots: 3,
    kinds: [
      { kind: 'armour', abc: 'A', lots: 1, on: '2026-10-01' },
      { kind: 'quilt', abc: 'C', lots: 2, on: '2026-01-01' },
    ],
  });
});

it('counts a lot once, at the later of its steps', () => {
  const found = due(
    notice('A', 'ration', 'r1', 'expired', '2026-11-01'),
    notice('A', 'ration', 'r1', 'nearExpiry', '2026-11-01'),
  ).get('A');
  expect(found).toMatchObject({ step: 'expired', lots: 1 });
});

it('puts stores in order: expired, class, lots, the longest overdue', () => {
  const found = due(
    notice('near', 'armour', '1', 'nearExpiry', '2026-12-01'),
    notice('late', 'ration', '2', 'expired', '2026-10-01'),
    notice('early', 'ration', '3', 'expired', '2026-01-01'),
    notice('many', 'ration', '4', 'expired', '2026-10-01'),
    notice('many', 'ration', '5', 'expired', '2026-10-01'),
    notice('armour', 'armour', '6', 'expired', '2026-11-01'),
  );
  expect([...found].sort((a, b) => byGravity(a[1], b[1])).map(([site]) => site)).toEqual([
    'armour',
    'many',
    'early',
    'late',
    'near',
  ]);
});

it.each([
  ['expired', '2026-02-24', 'expired'],
  ['nearExpiry', '2026-12-31', '2026Q4'],
  ['nearExpiry', '2027-01-01', '2027Q1'],
] as const)('leads to the column of the wall where %s %s stands', (step, on, column) => {
  const found = due(notice('A', 'ration', 'r', step, on)).get('A');
  expect(found && columnOf(found)).toBe(column);
});

it('counts every lot of the worst step of a store and no other, in whatever order they come', () => {
  const any = fc.record({
    site: fc.constantFrom('A', 'B'),
    kind: fc.constantFrom('armour', 'ration', 'quilt', 'unheard-of'),
    lot: fc.constantFrom('1', '2', '3', '4', '5'),
    step: fc.constantFrom('expired' as const, 'nearExpiry' as const),
    effectiveOn: fc.constantFrom('2026-01-01', '2026-12-01'),
  });
  fc.assert(
    fc.property(fc.array(any, { maxLength: 30 }), (notices) => {
      const found = dueBySite(notices, kinds);
      for (const site of ['A', 'B']) {
        const lots = (step: string) =>
          new Set(notices.filter((each) => each.site === site && each.step === step).map(({ lot }) => lot));
        const [expired, near] = [lots('expired'), lots('nearExpiry')];
        const own = found.get(site);
        expect(own?.lots ?? 0).toBe(expired.size || near.size);
        if (own) expect(own.step).toBe(expired.size ? 'expired' : 'nearExpiry');
        expect((own?.kinds ?? []).reduce((sum, each) => sum + each.lots, 0)).toBe(own?.lots ?? 0);
      }
    }),
  );
});
