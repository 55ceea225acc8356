import { expect, it } from 'vitest';
import { aDepot, aGridWorld, aPlace, gridSettings, stocked, streets } from '../../../test/grid/grid-world.ts';
import { openDesk } from './desk.ts';
import type { FromPlanner, Question, ToPlanner } from './port.ts';

const world = (roadsVersion = 'r1') =>
  aGridWorld({
    ...streets(10, 1),
    roadsVersion,
    depots: [aDepot('A', 0, 0), aDepot('B', 9, 0), aDepot('C', 5, 0)],
    places: [aPlace('P', 8, 0)],
  });
const region = (roadsVersion?: string): ToPlanner => ({
  type: 'region',
  world: world(roadsVersion),
  settings: gridSettings,
});
const stock = (...depots: string[]): ToPlanner => ({
  type: 'stock',
  state: stocked(Object.fromEntries(depots.map((id) => [id, ['tent']]))),
});
const ask = (id: number, question: Question = { what: 'place', code: 'P' }): ToPlanner => ({
  type: 'ask',
  id,
  question,
});

/** A desk whose event loop is turned by hand. */
function aDesk() {
  const posted: FromPlanner[] = [];
  const work: (() => void)[] = [];
  const take = openDesk({ post: (message) => posted.push(message), later: (each) => work.push(each) });
  return {
    posted,
    take,
    turn: () => work.shift()?.(),
    rest() {
      while (work.length) work.shift()?.();
    },
    answers: () =>
      posted.flatMap((message) =>
        message.type === 'answer' && 'kinds' in message.answer && 'code' in message.answer
          ? [
              [
                message.id,
                message.answer.kinds[0]?.best?.depot ?? null,
                message.answer.versions.rows.done,
                message.isFinal,
              ],
            ]
          : [],
      ),
  };
}

it('answers from the first depot on and again when all are routed', () => {
  const desk = aDesk();
  desk.take(stock('A', 'B'));
  desk.take(ask(1));
  desk.rest();
  expect(desk.posted).toEqual([]);
  desk.take(region());
  desk.rest();
  expect(desk.answers()).toEqual([
    [1, 'A', 1, false],
    [1, 'B', 3, true],
  ]);
});

it('lets stock and questions in between two depots', () => {
  const desk = aDesk();
  desk.take(region());
  desk.turn();
  desk.take(stock('A'));
  desk.take(ask(1));
  desk.rest();
  const [first, ...more] = desk.answers();
  expect(first).toEqual([1, 'A', 2, false]);
  expect(more).toEqual([[1, 'A', 3, true]]);
});

it('tells how far it is after every depot', () => {
  const desk = aDesk();
  desk.take(region('r7'));
  desk.rest();
  expect(desk.posted.filter(({ type }) => type === 'routed')).toEqual(
    [1, 2, 3].map((done) => ({ type: 'routed', roads: 'r7', rows: { done, of: 3 } })),
  );
});

it('says nothing more to what was called off', () => {
  const desk = aDesk();
  desk.take(stock('A'));
  desk.take(region());
  desk.take(ask(1));
  desk.take(ask(2));
  desk.turn();
  desk.take({ type: 'cancel', id: 1 });
  desk.rest();
  expect(desk.answers().map(([id]) => id)).not.toContain(1);
  expect(desk.answers()).toContainEqual([2, 'A', 3, true]);
});

it('tells once that answers may differ, however many pieces moved in that moment', () => {
  const desk = aDesk();
  desk.take(region());
  desk.rest();
  desk.posted.length = 0;
  for (const depot of ['A', 'B', 'C']) desk.take(stock(depot));
  desk.rest();
  expect(desk.posted).toEqual([
    {
      type: 'changed',
      versions: { roads: 'r1', stock: stocked({ C: ['tent'] }).version, rows: { done: 3, of: 3 } },
    },
  ]);
});

it('answers by the old roads until the new ones are routed, and says which', () => {
  const desk = aDesk();
  desk.take(stock('B'));
  desk.take(region('r1'));
  desk.rest();
  desk.posted.length = 0;
  desk.take(region('r2'));
  desk.take(ask(1));
  desk.rest();
  const versions = desk.posted.flatMap((message) =>
    message.type === 'answer' && 'versions' in message.answer
      ? [[message.answer.versions.roads, message.isFinal]]
      : [],
  );
  expect(versions).toEqual([
    ['r1', false],
    ['r2', true],
  ]);
});

it('gives up routing roads that were replaced meanwhile', () => {
  const desk = aDesk();
  desk.take(stock('B'));
  desk.take(region('r1'));
  desk.turn();
  desk.take(region('r2'));
  desk.take(ask(1));
  desk.rest();
  expect(desk.posted.at(-1)).toMatchObject({ versions: { roads: 'r2', rows: { done: 3, of: 3 } } });
  expect(desk.answers().filter(([, , , isFinal]) => isFinal)).toEqual([[1, 'B', 3, true]]);
});

it('says so when there is no such kind or place', () => {
  const desk = aDesk();
  desk.take(region());
  desk.rest();
  desk.posted.length = 0;
  desk.take(ask(1, { what: 'place', code: 'nowhere' }));
  desk.take(ask(2, { what: 'layer', kind: 'dragon' }));
  desk.rest();
  expect(desk.posted).toEqual([
    { type: 'notFound', id: 1 },
    { type: 'notFound', id: 2 },
  ]);
});
