import { expect, it } from 'vitest';
import { goods, portion, slot, type Walk, walk } from '../../../test/document-walk.ts';
import { holds } from './hold.ts';

const told = ({ document }: Walk) =>
  holds(document).map(({ line, lot, piece, quantity }) => `${line} ${piece ?? lot} ${quantity}`);
const here = slot('RC-S/A');
const there = slot('640181/receiving', { owner: '640181' });

it('holds from the approval until the goods have left, and no longer', () => {
  const lines = [
    goods(10, here, there),
    goods(5, here, there, { piece: 'P1' }),
    goods(7, here, there, { lot: null }),
  ];
  const paper = walk('transfer', lines);
  expect(told(paper), 'asked').toEqual([]);
  paper.does('approve', 'approver');
  expect(told(paper)).toEqual(['1 Q-26 10', '2 P1 5']);
  paper.does('pick', 'picker', {
    portions: [
      portion(1, 'picked', 6),
      portion(1, 'notPicked', 4, { reason: 'wet' }),
      portion(2, 'picked', 5),
    ],
  });
  expect(told(paper)).toEqual(['1 Q-26 6', '2 P1 5']);
  paper.does('pick', 'picker', { portions: [portion(3, 'picked', 7, { lot: 'Q-27' })] });
  expect(told(paper), 'a lot that was named in picking').toEqual(['1 Q-26 6', '2 P1 5', '4 Q-27 7']);
  paper.does('release', 'keeper', {
    second: 'driver',
    portions: [portion(1, 'sent', 6), portion(2, 'sent', 5), portion(4, 'sent', 7)],
  });
  expect(told(paper)).toEqual([]);
});

it.each<[string, (paper: Walk) => unknown]>([
  ['refused', (paper) => paper.does('refuse', 'approver', { reason: 'no' })],
  [
    'cancelled',
    (paper) => {
      paper.does('approve', 'approver');
      paper.does('cancel', 'asker', { reason: 'no need' });
    },
  ],
])('lets go when it is %s', (_, ends) => {
  const paper = walk('handOut', [goods(3, here, slot('person/li'))]);
  ends(paper);
  expect(told(paper)).toEqual([]);
});
