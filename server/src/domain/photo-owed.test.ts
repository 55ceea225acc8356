import { expect, it } from 'vitest';
import { photosNamedIn } from './photo.ts';

const [a, b, c] = ['a', 'b', 'c'].map((each) => each.repeat(64)) as [string, string, string];
const day = 86_400_000;
const step = (by: string, at: number, photos: string[], undoes: number | null = null) => ({
  ...{ by, at, photos, undoes },
});
type Steps = Parameters<typeof photosNamedIn>[0]['steps'];

it.each([
  ['nothing', [], []],
  ['one of its opening', [step('ma', 1, [a])], [`a ma ${day + 1}`]],
  ['what is no photograph', [step('ma', 1, ['纸质照片 7'])], []],
  [
    'one named twice, by whoever named it first',
    [step('ma', 1, [a]), step('li', 2, [b, a])],
    [`a ma ${day + 1}`, `b li ${day + 2}`],
  ],
  [
    'those of a step that was taken back, no more',
    [step('ma', 1, [a]), step('li', 2, [b]), step('wu', 3, [c], 1)],
    [`a ma ${day + 1}`, `c wu ${day + 3}`],
  ],
  [
    'one of a step that was taken back and named again',
    [step('ma', 1, []), step('li', 2, [b]), step('wu', 3, [], 1), step('li', 4, [b])],
    [`b li ${day + 4}`],
  ],
])('asks for %s', (_what, steps, owed) => {
  const named = photosNamedIn({ steps: steps as unknown as Steps });
  expect(named.map(({ hash, by, dueAt }) => `${hash[0]} ${by} ${dueAt}`)).toEqual(owed);
});
