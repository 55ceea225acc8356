import { expect, it } from 'vitest';
import { ticksOf } from './ticks.ts';

const item = (at: number, what: string, recordedAt?: number) => ({
  ...{ id: at, at, site: 'A', what, detail: {} },
  ...(recordedAt === undefined ? {} : { recordedAt }),
});
const bar = { from: 1000, to: 2000, columns: 10 };

it('shows the worst of each column', () => {
  const items = [
    item(1050, 'arrived'),
    item(1099, 'leftWithoutOrder'),
    item(1500, 'offline'),
    item(2000, 'passage'),
  ];
  expect(ticksOf(items, bar)).toEqual([
    { column: 0, mark: 'act', items: 2 },
    { column: 5, mark: 'watch', items: 1 },
    { column: 9, mark: 'none', items: 1 },
  ]);
});

it('stands where it was recorded, not where it happened, and leaves out what lies beside', () => {
  expect(ticksOf([item(1100, 'arrived', 1900), item(1500, 'arrived', 2500)], bar)).toEqual([
    { column: 9, mark: 'good', items: 1 },
  ]);
});
