import { parseScan } from '@changping/contracts/scan';
import { ownCode } from '@changping/contracts/scan-own';
import { instant } from '@changping/contracts/units';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { meantBy } from './meant.ts';

const now = instant(Date.UTC(2026, 10, 25));
const keysOf = (text: string) =>
  meantBy(parseScan(text, now)).map(({ keys }) => keys.map(({ by, value }) => `${by} ${value}`));

it.each([
  ['3034257BF7194E4000001A85', [['epc 3034257BF7194E4000001A85']]],
  [ownCode('piece', 'P-1'), [['piece P-1']]],
  [ownCode('lot', 'L-1'), [['lot L-1']]],
  [ownCode('kit', 'RC-S-K1'), [['kit RC-S-K1']]],
  [ownCode('bin', 'RC-S/ordinary/A-01'), [['place RC-S/ordinary/A-01']]],
  [ownCode('document', 'RK-RC-S-2026-000001'), [['number RK-RC-S-2026-000001']]],
  [ownCode('person', 'wang'), [[]]],
  ['(01)06901234567892(10)LOT-7(17)271231', [['lot LOT-7']]],
  ['(01)06901234567892(21)S-9(10)LOT-7', [['piece S-9', 'lot LOT-7']]],
  [
    'RK-RC-S-2026-000001',
    [
      [
        'piece RK-RC-S-2026-000001',
        'lot RK-RC-S-2026-000001',
        'number RK-RC-S-2026-000001',
        'place RK-RC-S-2026-000001',
        'kit RK-RC-S-2026-000001',
      ],
    ],
  ],
  ['CP1:P:P-1:00', []],
  ['', []],
])('looks for %s under %j', (text, keys) => {
  expect(keysOf(text)).toEqual(keys);
});

it('reads the dates and the number from the label, and is silent where the label is', () => {
  const [first] = meantBy(parseScan('(01)06901234567892(11)260101(17)271231(10)LOT-7(30)12', now));
  expect(first?.printed).toEqual({
    lot: 'LOT-7',
    madeOn: '2026-01-01',
    expiresOn: '2027-12-31',
    quantity: 12,
  });
  const [other] = meantBy(parseScan('(01)06901234567892(10)LOT-7', now));
  expect(other?.printed).toEqual({ lot: 'LOT-7', madeOn: null, expiresOn: null, quantity: null });
});

it('asks where the separators are lost and the label reads in more than one way', () => {
  const readings = meantBy(parseScan('010690123456789210ABC17271231', now));
  expect(readings.length).toBeGreaterThan(1);
  expect(readings.map(({ printed }) => printed.lot)).toContain('ABC');
});

it('answers any text at all', () => {
  fc.assert(fc.property(fc.string(), (text) => void meantBy(parseScan(text, now))));
});
