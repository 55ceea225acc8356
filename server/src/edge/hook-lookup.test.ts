import type { LookupFunction } from 'node:net';
import { expect, it } from 'vitest';
import { fewAtOnce } from './hook-lookup.ts';

it('asks for two names at a time, the others in their turn, and for none whose asker has given up', () => {
  const asked: [name: string, answer: () => void][] = [];
  const hanging: LookupFunction = (name, _options, back) =>
    asked.push([name, () => back(null, '8.8.8.8', 4)]);
  const answers: string[] = [];
  const look = (lookup: LookupFunction, name: string) =>
    lookup(name, {}, (error, address) => answers.push(`${name} ${error?.code ?? address}`));
  const names = () => asked.map(([name]) => name);

  const patient = fewAtOnce(hanging, 60_000);
  for (const name of ['a', 'b', 'c', 'd']) look(patient, name);
  expect(names()).toEqual(['a', 'b']);
  asked[1]?.[1]();
  expect(answers).toEqual(['b 8.8.8.8']);
  expect(names()).toEqual(['a', 'b', 'c']);
  for (const [, answer] of asked.slice(2)) answer();
  asked[0]?.[1]();
  expect(names()).toEqual(['a', 'b', 'c', 'd']);

  asked.length = 0;
  const hasty = fewAtOnce(hanging, -1);
  for (const name of ['e', 'f']) look(hasty, name);
  expect(names()).toEqual([]);
  expect(answers.slice(-2)).toEqual(['e EAI_AGAIN', 'f EAI_AGAIN']);
});
