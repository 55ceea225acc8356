import type { Duty } from '@changping/contracts/document-words';
import { expect, it } from 'vitest';
import { hiddenPlaces, isHidden } from './blind.ts';

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
