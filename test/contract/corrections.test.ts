import { afterAll, beforeAll, expect, it } from 'vitest';
import { openServer, type TestServer } from './server.ts';
import { aSample, type Visitor } from './visitor.ts';

let server: TestServer;
beforeAll(async () => {
  server = await openServer();
});
afterAll(() => server.close());

const id = (n: number) => `01990000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const [county, station] = ['CS-640425', 'ST-640425203'];
const slot = (place: string) => ({ place, quality: 'usable', grade: 'reserve', owner: county }) as const;
const step = async (who: Visitor, body: object) => {
  const done = await who.post('/api/documents/step', body as never);
  expect(done.status, JSON.stringify(done.body)).toBe(200);
};
/** On which store's chain, newest first, and how the goods moved there. */
const moves = () =>
  server.rows<{ chain: string; way: string }>(
    `select site.code as chain, was.code || ' ' || at.code as way
     from entry join commit_row on commit_row.key = commit_key join site on site.key = commit_row.site
       join cell as f on f.key = from_cell join place as was on was.key = f.place
       join cell as t on t.key = to_cell join place as at on at.key = t.place order by entry.key desc`,
  );

it('takes a receipt at the far end back in the chain of the far end, or a count there would miss what came', async () => {
  const keeper = await aSample(server, 'keeper-pengyang');
  const above = await aSample(server, 'keeper-guyuan');
  const far = await aSample(server, 'keeper-fengzhuang');
  const approver = await aSample(server, 'approver');
  const commander = await aSample(server, 'commander');
  await keeper.post('/api/documents/open', {
    ...{ id: id(1), type: 'goodsIn', site: county, lots: [{ lot: 'Q-BACK', kind: 'quilt' }] },
    lines: [
      {
        ...{ kind: 'quilt', lot: 'Q-BACK', wanted: 5 },
        ...{ from: slot('supplier'), to: slot(`${county}/receiving`) },
      },
    ],
  });
  await step(keeper, {
    ...{ id: id(1), version: 1, action: 'receive', second: { name: '送货员老杨' } },
    portions: [{ line: 1, as: 'arrived', quantity: 5 }],
  });
  await commander.post('/api/documents/open', {
    ...{ id: id(2), type: 'transfer', site: county, there: station },
    lines: [
      {
        ...{ kind: 'quilt', lot: 'Q-BACK', wanted: 5 },
        ...{ from: slot(`${county}/receiving`), to: slot(`${station}/ordinary`) },
      },
    ],
  });
  const driver = { second: { name: '驾驶员老马' } };
  const all = (as: string) => ({ portions: [{ line: 1, as, quantity: 5 }] });
  await step(approver, { id: id(2), version: 1, action: 'approve' });
  await step(keeper, { id: id(2), version: 2, action: 'pick', ...all('picked') });
  await step(above, { id: id(2), version: 3, action: 'release', ...driver, ...all('sent') });
  await step(far, { id: id(2), version: 4, action: 'receive', ...driver, ...all('arrived') });
  const [came] = moves();
  expect(came?.chain).toBe(station);
  const back = await far.post('/api/documents/correct', {
    ...{ id: id(2), version: 5, reason: '数错了', second: { name: 'approver' } },
  });
  expect(back.status, JSON.stringify(back.body)).toBe(200);
  const [gone] = moves();
  expect(gone?.way).toBe(came?.way.split(' ').reverse().join(' '));
  expect(gone?.chain).toBe(station);
  expect(server.unsound()).toEqual([]);
});
