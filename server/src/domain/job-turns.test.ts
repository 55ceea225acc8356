import { expect, it } from 'vitest';
import { nextJobs, type Ordered } from './job-turns.ts';

type State = 'through' | 'working' | 'waiting';
type Job = Ordered & { state: State };
/** `p…`: a partner. */
const job = (person: string, state: State, turn = 0): Job => ({
  ...{ person, state, turn },
  isOutsider: person.startsWith('p'),
});
const next = (...all: Job[]) =>
  nextJobs(
    all,
    ({ state }) => state === 'working',
    ({ state }) => state === 'waiting',
  ).map(({ person }) => person);

it('makes one report at a time of those who work here', () => {
  expect(next(job('a', 'waiting'), job('b', 'waiting'))).toEqual(['a']);
  expect(next(job('a', 'working', 1), job('b', 'waiting'))).toEqual([]);
});

it('takes turns: whoever had one waits for whoever had none', () => {
  expect(next(job('a', 'through', 1), job('a', 'waiting'), job('b', 'waiting'))).toEqual(['b']);
  expect(
    next(job('a', 'through', 1), job('b', 'through', 2), job('b', 'waiting'), job('a', 'waiting')),
  ).toEqual(['a']);
});

it('lets those who work here overtake a partner whose report takes long', () => {
  expect(next(job('p', 'working', 1), job('a', 'waiting'))).toEqual(['a']);
  expect(next(job('p', 'working', 1), job('a', 'working', 2), job('b', 'waiting'))).toEqual([]);
  expect(next(job('p', 'waiting'), job('a', 'waiting'))).toEqual(['p', 'a']);
});

it('begins a partner’s report only when nothing else is made, and in its turn all the same', () => {
  expect(next(job('p', 'working', 1), job('p2', 'waiting'))).toEqual([]);
  expect(next(job('a', 'working', 1), job('p', 'waiting'))).toEqual([]);
  expect(next(job('a', 'through', 1), job('a', 'waiting'), job('p', 'waiting'))).toEqual(['p', 'a']);
});
