import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  booked,
  count,
  type Deed,
  type Goods,
  type Line,
  type Offer,
  type Paper,
  portionsOf,
  rowsOf,
  typed,
} from './tally.ts';

const slot = (place: string) => ({ place, quality: 'usable', grade: 'reserve', owner: 'RC-S' }) as const;
const line = (n: number, more: Partial<Line>): Line => ({
  ...{ n, of: null, kind: 'quilt', item: null, lot: null, piece: null, wanted: 10, done: {} },
  ...{ from: slot('RC-S/receiving'), to: slot('RC-S/ordinary') },
  ...more,
});
/** A put-away: a loose lot of 10, one case that is a piece of 5, and 20 of a kind whose lot nobody named. */
const lines = [
  line(1, { lot: 'Q-1' }),
  line(2, { lot: 'Q-2', piece: 'P-5', wanted: 5 }),
  line(3, { kind: 'tent', wanted: 20 }),
];
const offer: Offer = {
  ...{ action: 'putAway', site: 'RC-S', by: 'keep', second: null, needs: [], dueAt: null },
  outcomes: [
    { as: 'placed', reason: false, beyond: false },
    { as: 'damaged', reason: true, beyond: false },
    { as: 'over', reason: true, beyond: true },
  ],
  left: lines.map(({ n, wanted }) => ({ line: n, quantity: wanted })),
};
const paper: Paper = {
  document: {
    ...{ id: 'd', number: 'SJ-1', type: 'putAway', site: 'RC-S', there: null, state: 'open', version: 1 },
    ...{ lines, owes: [], steps: [] },
  },
  steps: [offer],
  gate: [],
  tags: [],
};
const goods = (more: Partial<Goods>): Goods => ({
  piece: null,
  lot: null,
  kind: 'quilt',
  quantity: 1,
  place: null,
  ...more,
});
const caseOf = (piece: string, lot: string, quantity: number, more: Partial<Goods> = {}) =>
  goods({ piece, lot, quantity, place: 'RC-S/receiving', ...more });
const placed = { as: 'placed' } as const;

it.each([
  ['a loose label counts one', goods({ lot: 'Q-1' }), { line: 1, as: 'placed', quantity: 1 }],
  [
    'a carton says how many are in it',
    goods({ lot: 'Q-1', quantity: 4 }),
    { line: 1, as: 'placed', quantity: 4 },
  ],
  ['a piece of the document is whole', caseOf('P-5', 'Q-2', 5), { line: 2, as: 'placed', quantity: 5 }],
  ['a case of a lot is named', caseOf('P-9', 'Q-1', 6), { line: 1, as: 'placed', quantity: 6, piece: 'P-9' }],
  [
    'where it really lay is said',
    caseOf('P-9', 'Q-1', 6, { place: 'RC-S/receiving/B-02' }),
    { line: 1, as: 'placed', quantity: 6, piece: 'P-9', from: 'RC-S/receiving/B-02' },
  ],
  [
    'a lot for a line that named none',
    goods({ lot: 'T-1', kind: 'tent' }),
    { line: 3, as: 'placed', quantity: 1, lot: 'T-1' },
  ],
])('%s', (_, scanned, portion) => {
  expect(count(paper, offer, [], scanned, placed)).toEqual({ ok: true, deed: { do: 'add', portion } });
});

const add = (portion: Deed['portion']): Deed => ({ do: 'add', portion });
it.each([
  ['what is not on the document', goods({ lot: 'X' }), [], 'notHere'],
  ['another case of the line’s lot', caseOf('P-6', 'Q-2', 5), [], 'notHere'],
  ['the same piece twice', caseOf('P-5', 'Q-2', 5), [add({ line: 2, as: 'placed', quantity: 5 })], 'already'],
  [
    'a case that was named before',
    caseOf('P-9', 'Q-1', 6),
    [add({ line: 1, as: 'damaged', quantity: 6, piece: 'P-9', reason: 'wet' })],
    'already',
  ],
  ['more than is left', goods({ lot: 'Q-1' }), [add({ line: 1, as: 'placed', quantity: 10 })], 'full'],
  [
    'a case larger than what is left',
    caseOf('P-9', 'Q-1', 6),
    [add({ line: 1, as: 'placed', quantity: 5 })],
    'whole',
  ],
])('does not count %s', (_, scanned, before, why) => {
  expect(count(paper, offer, before, scanned, placed)).toMatchObject({ ok: false, why });
});

it('books what comes on top with its reason, after all the rest', () => {
  const deeds = [
    add({ line: 1, as: 'over', quantity: 1, reason: 'one more' }),
    add({ line: 1, as: 'placed', quantity: 10 }),
  ];
  expect(booked(offer, deeds).map(({ as }) => as)).toEqual(['placed', 'over']);
  expect(rowsOf(paper, offer, deeds)[0]).toMatchObject({
    counted: 10,
    target: 10,
    by: { placed: 10, over: 1 },
  });
  expect(count(paper, offer, deeds, goods({ lot: 'Q-1' }), { as: 'over', reason: 'one more' })).toMatchObject(
    { ok: true },
  );
});

it('takes a typed number for what is loose and leaves the cases that were scanned', () => {
  const deeds = [
    add({ line: 1, as: 'placed', quantity: 6, piece: 'P-9' }),
    add({ line: 1, as: 'placed', quantity: 1 }),
  ];
  const deed = typed(rowsOf(paper, offer, deeds), deeds, 1, 9, placed) as Deed;
  expect(deed).toEqual({ do: 'set', portion: { line: 1, as: 'placed', quantity: 3 } });
  expect(rowsOf(paper, offer, [...deeds, deed])[0]?.counted).toBe(9);
  expect(typed(rowsOf(paper, offer, deeds), deeds, 1, 99, placed)?.portion.quantity).toBe(4);
});

it('sends by the lot what was picked by the lot, whatever case it is', () => {
  const document = { ...paper.document, lines: [line(1, { lot: 'Q-1', done: { picked: 10 } })] };
  const send: Offer = {
    ...offer,
    outcomes: [{ as: 'sent', reason: false, beyond: false }],
    left: [{ line: 1, quantity: 10 }],
  };
  const one = count({ document, steps: [send], gate: [], tags: [] }, send, [], caseOf('P-9', 'Q-1', 6), {
    as: 'sent',
  });
  expect(one).toEqual({ ok: true, deed: { do: 'add', portion: { line: 1, as: 'sent', quantity: 6 } } });
});

it('counts nothing as what wants a reason before there is one', () => {
  const found: Offer = { ...offer, outcomes: [{ as: 'failed', reason: true, beyond: false }] };
  const scanned = goods({ lot: 'Q-1' });
  expect(count(paper, found, [], scanned, { as: 'failed' })).toEqual({ ok: false, why: 'why', line: null });
  expect(count(paper, found, [], scanned, { as: 'failed', reason: 'wet' })).toMatchObject({ ok: true });
  expect(count(paper, offer, [], scanned, placed)).toMatchObject({ ok: true });
});

const scans = fc.array(
  fc.record({
    goods: fc.oneof(
      fc
        .record({ lot: fc.constantFrom('Q-1', 'T-1', 'X'), quantity: fc.integer({ min: 1, max: 6 }) })
        .map(({ lot, quantity }) => goods({ lot, quantity, kind: lot === 'T-1' ? 'tent' : 'quilt' })),
      fc.constantFrom(
        caseOf('P-5', 'Q-2', 5),
        caseOf('P-9', 'Q-1', 6),
        caseOf('P-8', 'Q-1', 3),
        caseOf('T-7', 'T-1', 8, { kind: 'tent' }),
      ),
    ),
    as: fc.constantFrom('placed' as const, 'damaged' as const),
  }),
  { maxLength: 40 },
);
it('whatever is scanned in whatever order: never more than is left, no piece twice, sums agree, and undo goes back exactly', () => {
  fc.assert(
    fc.property(scans, (all) => {
      let deeds: Deed[] = [];
      const before: Deed[][] = [];
      for (const { goods: scanned, as } of all) {
        const counted = count(paper, offer, deeds, scanned, { as, reason: as === 'placed' ? '' : 'wet' });
        if (!counted.ok) continue;
        before.push(deeds);
        deeds = [...deeds, counted.deed];
      }
      const rows = rowsOf(paper, offer, deeds);
      const portions = booked(offer, deeds);
      for (const { counted, target } of rows) expect(counted).toBeLessThanOrEqual(target);
      expect(portions.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(
        rows.reduce((sum, { counted }) => sum + counted, 0),
      );
      const pieces = portions.flatMap(({ piece }) => piece ?? []);
      expect(new Set(pieces).size).toBe(pieces.length);
      for (const earlier of before.reverse()) {
        deeds = deeds.slice(0, -1);
        expect(portionsOf(deeds)).toEqual(portionsOf(earlier));
      }
    }),
  );
});
