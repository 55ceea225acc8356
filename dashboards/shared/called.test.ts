import { expect, it } from 'vitest';
import { calledOf } from './called.ts';

it('calls people by their names, and by their accounts too where two are called alike', () => {
  const people = [
    { name: 'li', display: '李强' },
    { name: 'li2', display: '李强' },
    { name: 'ma', display: '马兰' },
  ];
  expect([...calledOf(people)]).toEqual([
    ['li', '李强 (li)'],
    ['li2', '李强 (li2)'],
    ['ma', '马兰'],
  ]);
});
