import fc from 'fast-check';
import { expect, it } from 'vitest';
import { detailIn } from './detail.ts';

it.each([
  [
    '单据已是第 3 版，请刷新 it is at version 3 by now',
    '单据已是第 3 版，请刷新',
    'it is at version 3 by now',
  ],
  [
    '第 1 行只余 2，多出的 1 按“溢余”登记并写明原因 line 1: 2 are left',
    '第 1 行只余 2，多出的 1 按“溢余”登记并写明原因',
    'line 1: 2 are left',
  ],
  ['第 1 行：不能放到 RC-S/x line 1: it can not be put to RC-S/x', null, null],
  ['Q-1 RC-S/receiving: 3 < 5', null, null],
  ['', null, null],
])('%j', (detail, zh, en) => {
  expect([detailIn(detail, 0), detailIn(detail, 1)]).toEqual([zh ?? detail, en ?? detail]);
});

it('shows a part of what the server said, and nothing else', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'单据 请，ab:" ') }), (detail) => {
      for (const at of [0, 1] as const) expect(detail).toContain(detailIn(detail, at));
    }),
  );
});
