import type { Answer } from '@changping/contracts/http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { until } from '../world.ts';
import { newId, received, whole } from './count-room.ts';
import { openServer, region, type TestServer } from './server.ts';
import { aSample, type Visitor } from './visitor.ts';

let server: TestServer;
let keeper: Visitor;
beforeAll(async () => {
  const classes: Record<string, string> = { quilt: '1010201', coat: '1010299', 'tent-12': '1020101' };
  const kinds = region.kinds.map((kind) => ({ ...kind, supplyClass: classes[kind.id] ?? null }));
  server = await openServer({ facts: { ...region, kinds } });
  keeper = await aSample(server, 'keeper-guyuan');
});
afterAll(() => server.close());

const kindsIn = async (supplyClass: string) => {
  const path = `/api/stock?site=RC-S&limit=500&supplyClass=${supplyClass}`;
  return [
    ...new Set(whole(await keeper.get<Answer<'/api/stock'>>(path)).items.map(({ kind }) => kind)),
  ].sort();
};

it('finds stock by a class of GB/T 38565 or the first digits of one, and nothing where no kind is of it', async () => {
  await received(keeper, 'CLASS-LOT', 5);
  const all = whole(await keeper.get<Answer<'/api/stock'>>('/api/stock?site=RC-S&limit=500')).items;
  const there = (...kinds: string[]) => kinds.filter((each) => all.some(({ kind }) => kind === each));
  expect(await kindsIn('1010201')).toEqual(['quilt']);
  expect(await kindsIn('10102')).toEqual(there('coat', 'quilt'));
  expect(await kindsIn('1')).toEqual(there('coat', 'quilt', 'tent-12'));
  expect(await kindsIn('3')).toEqual([]);
  expect((await keeper.get('/api/stock?supplyClass=4&site=RC-S')).code).toBe('badQuery');
});

it('names the class of a kind by the list that was imported last, and lists those that begin so', async () => {
  const nameOf = async (kind: string) =>
    whole(await keeper.get<Answer<'/api/kinds'>>('/api/kinds?limit=500')).items.find(({ id }) => id === kind);
  expect(await nameOf('quilt')).toMatchObject({ supplyClass: '1010201', supplyClassName: null });
  const policy = await aSample(server, 'policy');
  const id = newId();
  const list = '代码,名称\n1010201,棉被\n1010299,其他床上用品\n2019999,其他装备\n';
  whole(
    await policy.post('/api/imports/upload', {
      ...{ id, kind: 'supplyClasses', site: 'ningxia', name: 'classes.csv' },
      bytes: Buffer.from(list).toString('base64'),
    }),
  );
  await until(
    async () => whole(await policy.get<Answer<'/api/imports/{id}'>>(`/api/imports/${id}`)).state,
    (state) => state === 'checked',
  );
  whole(await policy.post('/api/imports/apply', { id }));
  expect(await nameOf('quilt')).toMatchObject({ supplyClassName: '棉被' });
  expect(await nameOf('tent-12'), 'the list has no such class').toMatchObject({ supplyClassName: null });
  expect(await nameOf('helmet')).toMatchObject({ supplyClass: null, supplyClassName: null });
  const under = async (start: string) =>
    whole(await keeper.get<Answer<'/api/supply-classes'>>(`/api/supply-classes?under=${start}`)).items.map(
      ({ code }) => code,
    );
  expect(await under('10102')).toEqual(['1010201', '1010299']);
  expect(await under('2')).toEqual(['2019999']);
});
