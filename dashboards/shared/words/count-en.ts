/** The words of a count at the shelf, in English. */
import type { CountWords } from './count-zh.ts';

export const countEn: CountWords = {
  blind: 'blind: this page shows no quantity of the book',
  where: 'place',
  been: (who) => `counted by ${who}`,
  notBeen: 'not yet',
  here: 'here',
  seen: 'noted here',
  add: 'note',
  quantity: 'quantity',
  state: 'condition',
  unlooked: 'not looked',
  good: 'good',
  broken: 'damaged',
  fails: 'does not work',
  grade: 'grade',
  gradeOf: { reserve: 'reserve', duty: 'duty', training: 'training', dispose: 'dispose' },
  done: 'this place is done',
  undo: 'take back the last (unsent)',
  again: 'second count: by another person, of what is listed',
  refused: (n, why) => `the server did not take ${n}: ${why}`,
  noSheet: 'the sheet is not here yet: come to the line once.',
  holds: (n) => `${n} observations`,
  observed: 'observations',
  progress: (n, all) => `${n} of ${all} places counted`,
};
