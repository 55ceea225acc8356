import type { Duty } from '@changping/contracts/document-words';
import { Fault, type FaultCode } from '@changping/contracts/faults';
import { expect, it } from 'vitest';
import { hiddenPlaces, isHidden } from './blind.ts';
import { withoutRest } from './withheld.ts';

const running = (hasPart: boolean) => [{ site: 'S', places: ['S/hall', 'S/cold/1'], hasPart }];

it.each<[string, Duty[], boolean, boolean]>([
  ['a keeper of the store who has not begun', ['ask', 'keep', 'count'], false, true],
  ['a keeper who counts', ['keep', 'count'], true, true],
  ['an inspector who has seen something', ['count', 'inspect'], true, true],
  ['an inspector who has not', ['count', 'inspect'], false, false],
  ['an approver', ['approve', 'release'], false, false],
  ['a keeper of another store', [], false, false],
  ['whoever took part and may count here no more', ['approve'], true, false],
])('hides what is counted from %s or does not', (_, duties, hasPart, isSo) => {
  const hidden = hiddenPlaces(running(hasPart), (site) => (site === 'S' ? duties : []));
  expect(hidden).toEqual(isSo ? ['S/hall', 'S/cold/1'] : []);
  for (const place of ['S/hall', 'S/hall/A-1', 'S/cold/1']) expect(isHidden(place, hidden)).toBe(isSo);
  for (const place of ['S/hallway', 'S/cold', 'S/cold/11', 'S']) expect(isHidden(place, hidden)).toBe(false);
});

it.each<[FaultCode, string, FaultCode, string]>([
  ['stockReserved', 'only 3 of S/cold are left; held by DB-1 4', 'stockReserved', ''],
  ['stockInPieces', 'Q-1 S/cold', 'stockShort', 'Q-1 S/cold'],
  ['stockShort', 'Q-1 S/cold', 'stockShort', 'Q-1 S/cold'],
  ['placeUnknown', 'S/cold/9', 'placeUnknown', 'S/cold/9'],
])(
  'refuses whoever counts by %s without how much is left, or whether it lies loose',
  (code, detail, ...told) => {
    const fault = new Fault(code, detail);
    const counting = withoutRest(fault, ['S/cold']);
    expect([counting.code, counting.detail]).toEqual(told);
    expect(withoutRest(fault, []), 'and nobody else').toBe(fault);
  },
);
