import { expect, it } from 'vitest';
import { hush } from './hush.ts';

it('says a thing three times a minute, and how many were left unsaid with the next', () => {
  const heard: [string, number][] = [];
  const say = hush<string>(3, (word, unsaid) => heard.push([word, unsaid]));
  for (let n = 0; n < 100; n++) say(`stranger ${n}`, 1000 + n);
  expect(heard).toEqual([
    ['stranger 0', 0],
    ['stranger 1', 0],
    ['stranger 2', 0],
  ]);
  say('much later', 70_000);
  expect(heard.at(-1)).toEqual(['much later', 97]);
});

it('is not silent for a year because the clock was set back', () => {
  const heard: string[] = [];
  const say = hush<string>(1, (word) => heard.push(word));
  say('first', 1_000_000);
  say('set back', 10);
  expect(heard).toEqual(['first', 'set back']);
});
