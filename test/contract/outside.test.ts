import type { Answer } from '@changping/contracts/http';
import type { CommandBody } from '@changping/contracts/http-commands';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openServer, type TestServer } from './server.ts';
import { aSample, type Visitor } from './visitor.ts';

let server: TestServer;
let keeper: Visitor;
let county: Visitor;
let approver: Visitor;
let releaser: Visitor;
beforeAll(async () => {
  server = await openServer();
  keeper = await aSample(server, 'keeper-guyuan');
  county = await aSample(server, 'keeper-pengyang');
  approver = await aSample(server, 'approver');
  releaser = await aSample(server, 'approver-guyuan');
  const from = { ...slot('RC-S/receiving'), place: 'supplier' };
  const line = { kind: 'tent-12', lot: 'T-1', wanted: 20, from, to: slot('RC-S/receiving') };
  const id = await open({ type: 'goodsIn', lots: [{ lot: 'T-1', kind: 'tent-12' }], lines: [line] });
  await step(id, 1, 'receive', 'arrived', 20, { second: { name: '送货员' } });
});
afterAll(() => server.close());

let n = 0;
const slot = (place: string) => ({
  place,
  quality: 'usable' as const,
  grade: 'reserve' as const,
  owner: 'RC-S',
});
type Opening = CommandBody<'/api/documents/open'>;
async function open(body: Omit<Opening, 'id' | 'site'>) {
  const id = `01990000-0000-7000-a000-${String(++n).padStart(12, '0')}`;
  const reply = await keeper.post('/api/documents/open', { id, site: 'RC-S', ...body });
  expect(reply, JSON.stringify(reply.body)).toMatchObject({ status: 200 });
  return id;
}
async function step(
  id: string,
  version: number,
  action: string,
  as: string,
  quantity: number,
  more: object,
  who = keeper,
) {
  const portions = as ? { portions: [{ line: 1, as, quantity }] } : {};
  const reply = await who.post('/api/documents/step', { id, version, action, ...portions, ...more } as never);
  expect(reply, JSON.stringify(reply.body)).toMatchObject({ status: 200 });
  return reply.body.document;
}
const outside = async (who: Visitor, asked: string) =>
  (await who.get<Answer<'/api/stock/outside'>>(`/api/stock/outside?${asked}`)).body.items;
const dueAt = Date.now() + 86_400_000;

it('says who holds what since when, by which document and until when, to the store that gave it and to no other', async () => {
  const to = slot('person/张三');
  const id = await open({
    type: 'handOut',
    lines: [{ kind: 'tent-12', lot: 'T-1', wanted: 5, from: slot('RC-S/receiving'), to }],
  });
  await step(id, 1, 'approve', '', 0, {}, approver);
  const { number } = await step(id, 2, 'handOut', 'given', 5, { second: { name: '张三' }, dueAt });
  expect(await outside(keeper, 'where=hands&site=RC-S')).toMatchObject([
    { place: 'person/张三', document: id, number, site: 'RC-S', lot: 'T-1', quantity: 5, pieces: 0, dueAt },
  ]);
  expect(await outside(keeper, 'where=hands&site=RC-S&kind=quilt')).toEqual([]);
  expect(await outside(county, 'where=hands&site=CS-640425')).toEqual([]);
  expect((await county.get('/api/stock/outside?where=hands&site=RC-S')).code).toBe('outOfScope');
  expect((await county.get('/api/recipients?site=RC-S')).code).toBe('outOfScope');
  const { body } = await keeper.get<Answer<'/api/recipients'>>('/api/recipients?site=RC-S');
  expect(body.items).toEqual(['person/张三']);

  await step(id, 3, 'takeBack', 'returned', 2, { second: { name: '张三' } });
  expect(await outside(keeper, 'where=hands&site=RC-S')).toMatchObject([{ quantity: 3 }]);
  await step(id, 4, 'takeBack', 'returned', 3, { second: { name: '张三' } });
  expect(await outside(keeper, 'where=hands&site=RC-S')).toEqual([]);
  expect(server.unsound()).toEqual([]);
});

it('says what is on the road to both ends of its document, and no more once it is there', async () => {
  const to = { ...slot('CS-640425/receiving'), owner: 'CS-640425' };
  const line = { kind: 'tent-12', lot: 'T-1', wanted: 6, from: slot('RC-S/receiving'), to };
  const id = await open({ type: 'transfer', there: 'CS-640425', lines: [line] });
  await step(id, 1, 'approve', '', 0, {}, approver);
  await step(id, 2, 'pick', 'picked', 6, {});
  const { number } = await step(id, 3, 'release', 'sent', 6, { second: { name: '司机' } }, releaser);
  const there = { place: `transit/${number}`, document: id, there: 'CS-640425', quantity: 6 };
  expect(await outside(keeper, 'where=road&site=RC-S')).toMatchObject([there]);
  expect(await outside(county, 'where=road&site=CS-640425')).toMatchObject([there]);
  expect(await outside(keeper, 'where=hands&site=RC-S')).toEqual([]);
  await step(id, 4, 'receive', 'arrived', 6, { second: { name: '司机' } }, county);
  expect(await outside(county, 'where=road&site=CS-640425')).toEqual([]);
});

it.each(['person/张\u202e三', 'unit/', 'person/张/三', 'unit/a  b'])(
  'refuses %j as somebody',
  async (place) => {
    const line = { kind: 'tent-12', lot: 'T-1', wanted: 1, from: slot('RC-S/receiving'), to: slot(place) };
    const reply = await keeper.post('/api/documents/open', {
      ...{ id: '01990000-0000-7000-a000-0000000000ff', site: 'RC-S', type: 'handOut', lines: [line] },
    });
    expect(reply.code).toBe('bodyShape');
  },
);
