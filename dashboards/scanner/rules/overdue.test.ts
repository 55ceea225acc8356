import { expect, it } from 'vitest';
import { lateOf } from './overdue.ts';
import type { Paper } from './tally.ts';

type Owed = Paper['document']['owes'][number];
const owed = (what: Owed['what'], dueAt: number): Owed => ({ what, dueAt });
const paper = (
  number: string,
  owes: Owed[],
  steps: { by: string; second: string | null; owes: Owed[] }[],
) => ({
  document: { id: number, number, owes, steps },
});
const back = owed('return', 100);
const given = { by: '马库管', second: '救援队老马', owes: [back] };

it.each<[string, Owed[], number, string[]]>([
  ['on its last moment', [back], 100, []],
  ['a moment later', [back], 101, ['LY-1 return 救援队老马 100']],
  [
    'of one that owes two, both',
    [back, owed('approval', 50)],
    101,
    ['LY-1 approval 马库管 50', 'LY-1 return 救援队老马 100'],
  ],
  ['of one that owes nothing', [], 999, []],
])('is late %s', (_name, owes, now, is) => {
  const first = { by: '马库管', second: null, owes: [owed('approval', 50)] };
  expect(
    lateOf([paper('LY-1', owes, [first, given])], now).map(
      (late) => `${late.number} ${late.what} ${late.who} ${late.since}`,
    ),
  ).toEqual(is);
});

it('tells once of whoever has not sent photographs that he named', () => {
  const photo = (by: string, dueAt: number) => ({ hash: `${by}${dueAt}`, by, dueAt });
  const photosOwed = [photo('马库管', 60), photo('马库管', 70), photo('李检', 80), photo('王', 200)];
  const late = lateOf([{ ...paper('XC-1', [], []), photosOwed }], 101);
  expect(late.map(({ what, who, since }) => `${what} ${who} ${since}`)).toEqual([
    'photo 马库管 60',
    'photo 李检 80',
  ]);
});

it('tells what is late longest first', () => {
  const papers = ['LY-2', 'LY-1'].map((number, n) => paper(number, [owed('return', 20 - n)], [given]));
  expect(lateOf(papers, 30).map(({ number }) => number)).toEqual(['LY-1', 'LY-2']);
});
