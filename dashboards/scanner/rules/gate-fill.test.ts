import { expect, it } from 'vitest';
import { gateDeeds, lackingAs, restDeeds, withoutLast } from './gate-fill.ts';
import type { Deed, Line, Offer, Paper, Portion } from './tally.ts';

const line = (n: number, piece: string | null): Line => ({
  ...{
    n,
    of: null,
    kind: 'quilt',
    item: null,
    lot: 'Q-1',
    piece,
    wanted: 10,
    from: null,
    to: null,
    done: {},
  },
});
const lines = [line(1, 'P1'), line(2, 'P2'), line(3, null)];
const offer: Offer = {
  ...{ action: 'receive', site: 'RC-S', by: 'receive', second: 'anyone', needs: [], dueAt: null },
  outcomes: [
    { as: 'arrived', reason: false, beyond: false },
    { as: 'damaged', reason: true, beyond: false },
    { as: 'short', reason: true, beyond: false },
  ],
  left: lines.map(({ n, wanted }) => ({ line: n, quantity: wanted })),
};
const paper: Paper = {
  document: {
    ...{ id: 'd', number: 'RK-1', type: 'goodsIn', site: 'RC-S', there: null, state: 'expected', version: 1 },
    ...{ lines, owes: [], steps: [] },
  },
  steps: [offer],
  gate: [],
  tags: [],
};
const arrived = (n: number, quantity: number, piece?: string): Portion => ({
  ...{ line: n, as: 'arrived', quantity, ...(piece ? { piece } : {}) },
});
const scanned = (portion: Portion): Deed => ({ do: 'add', portion });
const told = (deeds: readonly Deed[]) =>
  deeds.map(({ portion: { line, as, quantity } }) => `${line} ${as} ${quantity}`);

it('books what the gate saw beside what was scanned, and nothing twice', () => {
  const saw = { portions: [arrived(1, 10), arrived(2, 10), arrived(3, 5, 'X'), arrived(3, 5, 'Y')] };
  expect(told(gateDeeds(paper, offer, [], saw))).toEqual([
    '1 arrived 10',
    '2 arrived 10',
    '3 arrived 5',
    '3 arrived 5',
  ]);
  const before = [scanned(arrived(1, 10)), scanned(arrived(3, 5, 'X'))];
  expect(told(gateDeeds(paper, offer, before, saw))).toEqual(['2 arrived 10', '3 arrived 5']);
  const again = [...before, ...gateDeeds(paper, offer, before, saw)];
  expect(gateDeeds(paper, offer, again, saw)).toEqual([]);
});

it('books the rest as short with one reason, and takes each tap back whole', () => {
  expect(lackingAs(offer)).toBe('short');
  expect(lackingAs({ ...offer, outcomes: offer.outcomes.slice(0, 2) })).toBeNull();
  const saw = gateDeeds(paper, offer, [], { portions: [arrived(1, 10), arrived(2, 10)] });
  const all = [...saw, ...restDeeds(paper, offer, saw, 'short', '少件')];
  expect(told(all)).toEqual(['1 arrived 10', '2 arrived 10', '3 short 10']);
  expect(withoutLast(all)).toEqual(saw);
  expect(withoutLast(saw)).toEqual([]);
  const after = [...saw, scanned(arrived(3, 1)), scanned(arrived(3, 1))];
  expect(withoutLast(after)).toEqual(after.slice(0, -1));
  expect(withoutLast([])).toEqual([]);
});
