/** What passes a gate and what a room is heard to hold, from the letters to the pages. */
import type { Answer } from '@changping/contracts/http';
import type { SiteId } from '@changping/contracts/units';
import { expect, it } from 'vitest';
import { until } from '../world.ts';
import { caseOf, passage, stranger, sweep, tags } from './letter.ts';
import { aGateway } from './line.ts';
import { aServer, type TestServer } from './server.ts';

const south = 'RC-S' as SiteId;
const five = [1, 2, 3, 4, 5].map(caseOf);
async function aStore() {
  const server = await aServer();
  return { server, gateway: await aGateway(server) };
}
const ask = async <Shape>(server: TestServer, path: string) =>
  (await (await server.fetch(path)).json()) as Shape;
const open = (server: TestServer) =>
  server
    .rows<{ what: string; n: number }>(
      'select what, count(*) as n from discrepancy where closed_at is null group by what order by what',
    )
    .map(({ what, n }) => `${what} ${n}`);
const left = (server: TestServer) => server.live.site(south)?.leftWithoutOrder;

it('books a pallet that comes in through the gate once, and not while it only stands in the field', async () => {
  const { server, gateway } = await aStore();
  await gateway.send(tags(1, five, { gate: true }));
  expect(server.count('entry')).toBe(0);
  expect(server.live.site(south)?.inField).toEqual([{ reader: 'gate-1', tags: 5 }]);
  const field = await ask<Answer<'/api/field'>>(server, '/api/field?site=RC-S');
  expect(field.items[0]).toMatchObject({ reader: 'gate-1', epc: caseOf(1), kind: 'quilt', home: null });
  await gateway.send(passage(2, 'in', five));
  await gateway.send(tags(3, five, { gate: true, change: 'left' }));
  await gateway.send(passage(4, 'in', five));
  expect(server.count('entry')).toBe(5);
  expect(open(server)).toEqual([]);
  expect(server.live.site(south)?.inField).toEqual([]);
  expect(server.unsound()).toEqual([]);
});

it('tells of a pallet that leaves without an order once, with names, until it is back', async () => {
  const { server, gateway } = await aStore();
  await gateway.send(passage(1, 'in', five));
  await gateway.send(passage(2, 'out', [...five, stranger(1)]));
  await until(
    () => left(server),
    (n) => n === 5,
  );
  expect(open(server)).toEqual(['leftWithoutOrder 5', 'unknownTag 1']);
  const feed = await ask<Answer<'/api/events'>>(server, '/api/events');
  expect(feed.items.filter(({ what }) => what === 'leftWithoutOrder')).toMatchObject([
    { site: 'RC-S', detail: { kind: 'quilt', pieces: 5 } },
  ]);
  const [trip] = server.live.site(south)?.passages ?? [];
  expect(trip).toMatchObject({ direction: 'out', pieces: 6, unexplained: 6, goods: { quilt: 5 } });
  const { tags: named } = await ask<Answer<'/api/passages/{id}'>>(server, `/api/passages/${trip?.id}`);
  expect(named[0]).toMatchObject({
    epc: caseOf(1),
    kind: 'quilt',
    home: 'RC-S',
    reads: 12,
    antennas: [1, 3],
  });
  expect(named[5]).toMatchObject({ epc: stranger(1), kind: null });
  // The book still has them here: evidence is not movement.
  expect(server.count('entry')).toBe(5);
  await gateway.send(passage(3, 'in', five));
  await until(
    () => left(server),
    (n) => n === 0,
  );
  expect(open(server)).toEqual(['unknownTag 1']);
  expect(server.unsound()).toEqual([]);
});

it('makes nothing of strays, of a pallet that turns back, and of a passage that drained late', async () => {
  const { server, gateway } = await aStore();
  await gateway.send(passage(1, 'turnedBack', five));
  expect(server.count('entry')).toBe(0);
  await gateway.send(passage(2, 'in', five));
  await gateway.send(passage(4, 'in', five));
  await gateway.send(passage(3, 'out', five));
  await gateway.send(passage(5, 'out', [caseOf(1)], { stray: [true] }));
  await gateway.send(passage(6, 'turnedBack', five));
  expect(open(server)).toEqual([]);
  expect(server.count('passage')).toBe(6);
  expect(server.unsound()).toEqual([]);
});

it('keeps the trail of a piece through gates and sweeps', async () => {
  const { server, gateway } = await aStore();
  await gateway.send(passage(1, 'in', five));
  await gateway.send(sweep(2, 'receiving', five));
  await gateway.send(passage(3, 'out', five));
  const { trail, seen } = await ask<Answer<'/api/pieces/{epc}'>>(server, `/api/pieces/${caseOf(2)}`);
  const changes = trail.flatMap((step) => (step.what === 'sighting' ? [step.change] : []));
  expect(changes.sort()).toEqual(['counted', 'in', 'out']);
  expect(seen).toMatchObject({ site: 'RC-S', change: 'left' });
});

it('holds a sweep against the book: missing, misplaced, strange', async () => {
  const { server, gateway } = await aStore();
  await gateway.send(passage(1, 'in', five));
  // All lie in receiving: three are heard there, a stranger and a case that never came with them.
  await gateway.send(sweep(2, 'receiving', [...five.slice(0, 3), stranger(1), caseOf(9)]));
  await gateway.send(sweep(3, 'cold', [caseOf(4)]));
  const { items } = await ask<Answer<'/api/sweeps'>>(server, '/api/sweeps?site=RC-S');
  expect(items).toMatchObject([
    { zone: 'cold', expected: 0, missing: 0, extra: 1, strange: 0 },
    { zone: 'receiving', expected: 5, missing: 2, extra: 0, strange: 2 },
  ]);
  const found = await ask<Answer<'/api/sweeps/{id}'>>(server, `/api/sweeps/${items[1]?.id}`);
  expect(found.tags.map(({ what, epc, kind }) => [what, epc, kind])).toEqual([
    ['missing', caseOf(4), 'quilt'],
    ['missing', caseOf(5), 'quilt'],
    ['strange', caseOf(9), 'quilt'],
    ['strange', stranger(1), null],
  ]);
  await until(
    () => server.live.site(south)?.sweeps.length,
    (n) => n === 2,
  );
});

it('waits for every part of a long sweep, in any order, each counted once', async () => {
  const { server, gateway } = await aStore();
  await gateway.send(passage(1, 'in', five));
  const part = (seq: number, n: number, epc: string[]) =>
    sweep(seq, 'receiving', epc, { sweep: 'long', part: n, parts: 3 });
  await gateway.send(part(4, 3, [caseOf(5)]));
  await gateway.send(part(2, 1, [caseOf(1), caseOf(2)]));
  await gateway.send(part(5, 1, [stranger(7)]));
  expect(server.count('sweep where expected is not null')).toBe(0);
  await gateway.send(part(3, 2, [caseOf(3), caseOf(4)]));
  const { items } = await ask<Answer<'/api/sweeps'>>(server, '/api/sweeps');
  expect(items).toMatchObject([{ expected: 5, missing: 0, extra: 0, strange: 0 }]);
});
