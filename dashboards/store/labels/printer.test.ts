import { order } from '@changping/contracts/http-jobs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { orderOf } from './order.ts';
import { isRight, readPrinter, usual } from './printer.ts';

const id = '01990000-0000-7000-8000-000000000001';
const chosen = [{ what: 'piece', id: 'P-1' }] as const;
const order_ = (given: Partial<Parameters<typeof orderOf>[0]> = {}) =>
  orderOf({
    ...{ id, site: 'RC-S', format: 'zpl', lang: 'zh', chosen, printer: usual, reason: '' },
    ...given,
  });

it.each([
  [null, usual],
  ['no json', usual],
  ['null', usual],
  ['{"dpi":300,"wide":"1e2","high":"5000","font":"^XZ"}', usual],
  [
    '{"dpi":"300","wide":"80","high":"40","font":"E:SIMSUN.TTF"}',
    { dpi: '300', wide: '80', high: '40', font: 'E:SIMSUN.TTF' },
  ],
  ['{"wide":"59","high":"35"}', { ...usual, high: '35' }],
])('reads what was kept as %s', (text, printer) => {
  expect(readPrinter(text)).toEqual(printer);
});

it('takes back what it wrote, and calls right just what the server takes', () => {
  const text = fc.oneof(fc.nat({ max: 200 }).map(String), fc.string({ maxLength: 4 }));
  const font = fc.oneof(
    fc.constantFrom('', 'E:SIMSUN.TTF', 'Z:A.FNT', 'C:A.TTF', 'E:simsun.ttf'),
    fc.string(),
  );
  const printers = fc.record({
    dpi: fc.constantFrom('203' as const, '300' as const),
    wide: text,
    high: text,
    font,
  });
  fc.assert(
    fc.property(printers, (printer) => {
      expect(order.safeParse(order_({ printer })).success).toBe(isRight(printer));
      if (isRight(printer)) expect(readPrinter(JSON.stringify(printer))).toEqual(printer);
    }),
  );
});

it('orders what the server takes, the font for ZPL alone, and a reason where one was given', () => {
  const printer = { ...usual, font: 'E:SIMSUN.TTF' };
  expect(order_({ printer })).toEqual({
    ...{ id, lang: 'zh', report: 'labels', site: 'RC-S', format: 'zpl', labels: chosen },
    ...{ dpi: 203, wideMm: 100, highMm: 50, font: 'E:SIMSUN.TTF' },
  });
  expect(order_({ printer, format: 'svg', reason: ' 受潮 ' })).toMatchObject({ reprint: '受潮' });
  expect(order_({ printer, format: 'svg' })).not.toHaveProperty('font');
});
