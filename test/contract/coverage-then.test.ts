/** Coverage as it stood at a moment that is over: found anew out of who held what, and told with its time. */
import type { Answer } from '@changping/contracts/http';
import { expect, it } from 'vitest';
import { until } from '../world.ts';
import { caseOf, passage } from './letter.ts';
import { aGateway } from './line.ts';
import { aServer, region, type TestServer } from './server.ts';

const forty = Array.from({ length: 40 }, (_, i) => caseOf(i + 1));
const ask = async <Shape>(server: TestServer, path: string): Promise<Shape> => {
  const response = await server.fetch(path);
  expect(response.status, path).toBe(200);
  return response.json() as Promise<Shape>;
};
const peopleOf = ({ kinds }: Answer<'/api/coverage'>) =>
  kinds.find(({ kind }) => kind === 'quilt')?.people ?? 0;
const kept = (server: TestServer) =>
  server.rows<{ at: number }>('select at from coverage_version order by key').map(({ at }) => at);

it('answers of then as it answered then: figures, places and the surface', async () => {
  const server = await aServer();
  const gateway = await aGateway(server);
  const whole = async () => {
    const answer = await ask<Answer<'/api/coverage'>>(server, '/api/coverage');
    return answer.versions.rows.done === answer.versions.rows.of ? answer : undefined;
  };
  const before = await until(whole, (answer) => answer !== undefined, 30_000);
  await until(
    () => kept(server).length,
    (n) => n === 1,
    30_000,
  );
  const layerBefore = await ask<Answer<'/api/coverage/layer'>>(server, '/api/coverage/layer?kind=quilt');
  await gateway.send(passage(1, 'in', forty));
  const after = await until(
    () => ask<Answer<'/api/coverage'>>(server, '/api/coverage'),
    (answer) => peopleOf(answer) > 0,
    10_000,
  );
  const [first = 0, second = 0] = await until(
    () => kept(server),
    (all) => all.length === 2,
    10_000,
  );
  expect(peopleOf(before as Answer<'/api/coverage'>)).toBe(0);

  const then = await ask<Answer<'/api/coverage'>>(server, `/api/coverage?at=${second - 1}`);
  expect(then.versions.at).toBe(first);
  expect({ ...then, versions: null }).toEqual({ ...before, versions: null });
  const layer = await ask<Answer<'/api/coverage/layer'>>(
    server,
    `/api/coverage/layer?kind=quilt&at=${second - 1}`,
  );
  expect(layer.class).toBe(layerBefore.class);
  const now = await ask<Answer<'/api/coverage'>>(server, `/api/coverage?at=${Date.now()}`);
  expect({ ...now, versions: null }).toEqual({ ...after, versions: null });
  const code = region.places.find(({ county }) => county === '640402')?.code;
  const place = (at: number) =>
    ask<Answer<'/api/coverage/places/{code}'>>(server, `/api/coverage/places/${code}?at=${at}`);
  const classOf = ({ kinds }: Answer<'/api/coverage/places/{code}'>) =>
    kinds.find(({ kinds }) => kinds.includes('quilt'))?.class;
  expect(classOf(await place(second - 1))).toBe('neither');
  expect(classOf(await place(second))).toBe('both');

  const history = await ask<Answer<'/api/history'>>(
    server,
    `/api/history?from=${first - 1000}&to=${Date.now()}`,
  );
  expect(history.coverage.at(-1)).toMatchObject({ at: second, people: after.all.people });
}, 60_000);

it('says that nothing was kept by a moment, and that it can not be found again once the region is another', async () => {
  const server = await aServer();
  await until(
    () => kept(server).length,
    (n) => n === 1,
    30_000,
  );
  const [first = 0] = kept(server);
  const code = async (at: number) => {
    const response = await server.fetch(`/api/coverage?at=${at}`);
    return ((await response.json()) as { fault: { code: string } }).fault.code;
  };
  expect(await code(first - 1)).toBe('coverageUnkept');
  server.db.raw.prepare("update coverage_version set roads = 'other'").run();
  expect(await code(first)).toBe('coverageOther');
}, 60_000);
