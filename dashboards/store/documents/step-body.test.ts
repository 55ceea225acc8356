import type { AvailableStep } from '@changping/contracts/documents';
import { documentCommands } from '@changping/contracts/http-documents';
import type { KindId } from '@changping/contracts/units';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Filled, firstRows, stepBody } from './step-body.ts';

const id = '01990000-0000-7000-8000-000000000001';
const receive: AvailableStep = {
  ...{ action: 'receive', site: 'RC-S', by: 'receive', second: 'anyone', needs: [], dueAt: null },
  outcomes: [
    { as: 'arrived', reason: false, beyond: false },
    { as: 'short', reason: true, beyond: false },
    { as: 'over', reason: true, beyond: true },
  ],
  left: [
    { line: 1, quantity: 40 },
    { line: 3, quantity: 2 },
  ],
};
const blank: Filled = { rows: [], name: '', password: '', reason: '', ref: '', photos: [], due: '' };

it('begins with everything that is left as what it should become', () => {
  expect(firstRows(receive)).toMatchObject([
    { line: 1, as: 'arrived', quantity: '40' },
    { line: 3, as: 'arrived', quantity: '2' },
  ]);
  expect(firstRows({ ...receive, outcomes: [] })).toEqual([]);
});

it('sends only what was filled in, and leaves out a row of nothing', () => {
  const rows = [
    { line: 1, as: 'arrived' as const, quantity: '38', reason: '', lot: '', to: '' },
    { line: 1, as: 'short' as const, quantity: '2', reason: ' 少两件 ', lot: '', to: '' },
    { line: 3, as: 'arrived' as const, quantity: '0', reason: '', lot: '', to: '' },
  ];
  expect(
    stepBody({ id, version: 2, lines: [] }, receive, {
      ...blank,
      rows,
      name: ' 老杨 ',
      ref: 'A-1，B-2',
      due: '2026-12-01',
    }),
  ).toEqual({
    ...{ id, version: 2, action: 'receive', second: { name: '老杨' }, refs: ['A-1', 'B-2'] },
    portions: [
      { line: 1, as: 'arrived', quantity: 38 },
      { line: 1, as: 'short', quantity: 2, reason: '少两件' },
    ],
  });
});

it('says until when, at the end of that day, where the step wants a date', () => {
  const step = {
    ...receive,
    action: 'order' as const,
    outcomes: [],
    left: [],
    second: null,
    dueAt: 'goods' as const,
  };
  expect(stepBody({ id, version: 1, lines: [] }, step, { ...blank, due: '2026-12-01' })).toEqual({
    ...{ id, version: 1, action: 'order' },
    dueAt: Date.parse('2026-12-01T16:00:00Z'),
  });
});

it('whatever whole numbers and texts are filled in, the command has the shape that the contract wants', () => {
  const text = fc.string({ maxLength: 60 });
  const row = fc.record({
    line: fc.integer({ min: 1, max: 9 }),
    as: fc.constantFrom('arrived' as const, 'short' as const),
    quantity: fc.nat(100_000).map(String),
    reason: text,
    lot: text,
    to: fc.constantFrom('', 'RC-S/ordinary', 'RC-S/ordinary/R1-01'),
  });
  const filled = fc.record({
    rows: fc.array(row, { maxLength: 6 }),
    ...{ name: text, password: text, reason: text, ref: text, photos: fc.constant([]) },
    due: fc.constantFrom('', '2026-12-01', 'x'),
  });
  fc.assert(
    fc.property(filled, (given) => {
      const body = stepBody({ id, version: 1, lines: [] }, { ...receive, dueAt: 'goods' }, given);
      const { success, error } = documentCommands['/api/documents/step'].body.safeParse(body);
      const isTooMany = [body.refs, body.photos].some((parts) => (parts?.length ?? 0) > 20);
      expect(success || isTooMany, JSON.stringify(error?.issues)).toBe(true);
    }),
  );
});

it('enters a lot that is new once, with its kind and what is known of it, and none that the book has', () => {
  const line = {
    ...{ of: null, item: null, lot: null, piece: null, wanted: 9, from: null, to: null },
    done: {},
  };
  const lines = [{ ...line, n: 1, kind: 'quilt' as KindId }];
  const fresh = { madeOn: '2026-01-10', expiresOn: '', supplier: ' 某厂 ' };
  const row = { line: 1, as: 'arrived' as const, quantity: '3', reason: '', lot: ' Q-9 ', to: '' };
  const rows = [
    { ...row, fresh },
    { ...row, fresh },
    { ...row, lot: 'Q-8' },
    { ...row, lot: 'Q-7', fresh, quantity: '0' },
  ];
  expect(stepBody({ id, version: 1, lines }, receive, { ...blank, rows }).lots).toEqual([
    { lot: 'Q-9', kind: 'quilt', madeOn: '2026-01-10', supplier: '某厂' },
  ]);
});
