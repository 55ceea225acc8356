import { expect, it } from 'vitest';
import { type Filled, orderOf } from './order.ts';

const filled: Filled = { report: 'stock', site: 'RC-S', format: 'pdf', from: '', to: '', month: '' };
const of = { id: 'x', lang: 'zh', site: 'RC-S', format: 'pdf' };
it.each<[string, Partial<Filled>, object | undefined]>([
  ['the stock now', {}, { ...of, report: 'stock' }],
  ['no store', { site: '' }, undefined],
  ['no day', { to: '2026-02-30x' }, undefined],
  ['a month', { report: 'month', month: '2026-11' }, { ...of, report: 'month', month: '2026-11' }],
  ['no month', { report: 'month', month: '2026-13' }, undefined],
  ['no span', { report: 'journal' }, undefined],
  ['a span the wrong way round', { report: 'variance', from: '2026-11-02', to: '2026-11-01' }, undefined],
])('orders %s', (_, given, order) => {
  expect(orderOf({ ...filled, ...given }, 'x', 'zh')).toEqual(order);
});

it('a day is whole: it ends where the next begins', () => {
  const one = orderOf({ ...filled, report: 'journal', from: '2026-11-01', to: '2026-11-01' }, 'x', 'zh');
  if (one?.report !== 'journal') throw new Error('no order');
  expect(one.to - one.from).toBe(86_400_000 - 1);
  const next = orderOf({ ...filled, report: 'journal', from: '2026-11-02', to: '2026-11-02' }, 'x', 'zh');
  expect(next).toMatchObject({ from: one.to + 1 });
});
