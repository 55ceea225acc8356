import fc from 'fast-check';
import { expect, it } from 'vitest';
import { plainCell, safeCell } from './safe-cell.ts';

it.each([
  ['=cmd|calc!A1', "'=cmd|calc!A1"],
  ['+1', "'+1"],
  ['-5', "'-5"],
  ['@sum', "'@sum"],
  ['\t=1', "'\t=1"],
  ['\r=1', "'\r=1"],
  ['\0=1', "'\0=1"],
  ["'=1", "''=1"],
  ['＝1', "'＝1"],
  ['＋1', "'＋1"],
  ['－1', "'－1"],
  ['＠sum', "'＠sum"],
  ['帐篷', '帐篷'],
  ["it's", "it's"],
  ['', ''],
])('writes %j as %j', (text, safe) => {
  expect(safeCell(text)).toBe(safe);
  expect(plainCell(safe)).toBe(text);
});

it('loses nothing on the way out and back, and lets nothing run', () => {
  const sign = fc.constantFrom(...`=+-@＝＋－＠\t\r\n\0'"a帐,`);
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(sign).map((signs) => signs.join('')),
      ),
      (text) => {
        expect(plainCell(safeCell(text))).toBe(text);
        expect(safeCell(text)).not.toMatch(/^[=+\-@＝＋－＠\t\r\n\0]/);
      },
    ),
    { seed: 7 },
  );
});
