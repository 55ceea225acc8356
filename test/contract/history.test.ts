import type { Answer } from '@changping/contracts/http';
import { expect, it } from 'vitest';
import { until } from '../world.ts';
import { breach, caseOf, passage, stranger, sweep, tags } from './letter.ts';
import { aGateway } from './line.ts';
import { aServer, type TestServer } from './server.ts';

type History = Answer<'/api/history'>;
type Site = History['sites'][number];

const hour = 3_600_000;
const five = [1, 2, 3, 4, 5].map(caseOf);
const ask = async (server: TestServer, from: number, to: number): Promise<History> => {
  const response = await server.fetch(`/api/history?from=${from}&to=${to}`);
  expect(response.status).toBe(200);
  return response.json() as Promise<History>;
};
/** The site at the end of a history: its steps put on one after another, as a page does it. */
function after({ sites, steps }: History, id: string): Site {
  const site = structuredClone(sites.find(({ site }) => site === id)) as Site;
  for (const step of steps.filter(({ site }) => site === id)) {
    for (const line of step.stock ?? [])
      site.stock = [...site.stock.filter(({ kind }) => kind !== line.kind), line];
    site.open = step.open ?? site.open;
    site.breaches = step.breaches ?? site.breaches;
    site.line = step.line ?? site.line;
    site.passages.unshift(...(step.passages ?? []).toReversed());
    site.sweeps.unshift(...(step.sweeps ?? []).toReversed());
  }
  return site;
}
/** The next letter is recorded at another millisecond than the ones before. */
async function aMomentLater(): Promise<number> {
  const now = Date.now();
  while (Date.now() <= now + 1) await new Promise(setImmediate);
  return now + 1;
}

it('arrives, from before everything, at what the live picture shows', async () => {
  const server = await aServer();
  const gateway = await aGateway(server);
  const began = Date.now() - hour;
  await gateway.send(passage(1, 'in', five));
  await gateway.send(passage(2, 'out', [...five.slice(0, 2), stranger(1)]));
  await gateway.send(sweep(3, 'receiving', five.slice(2)));
  await gateway.send(breach(4, 'e1'));
  const history = await ask(server, began, Date.now() + hour);
  // A picture follows its letters by some milliseconds.
  const live = await until(
    () => server.live.site('RC-S' as never),
    (site) => site?.sweeps.length === 1,
    5000,
  );
  const end = after(history, 'RC-S');
  expect(history.sites.find(({ site }) => site === 'RC-S')).toMatchObject({ stock: [], passages: [] });
  expect(end.stock).toEqual(live?.stock);
  expect(end.open).toEqual({ unconfirmed: 1, discrepancies: 3, leftWithoutOrder: 2 });
  expect(end.open.leftWithoutOrder).toBe(live?.leftWithoutOrder);
  expect(end.passages).toEqual(live?.passages);
  expect(end.sweeps).toEqual(live?.sweeps);
  expect(end.breaches).toMatchObject([{ probe: 'cold-1', cause: 'above' }]);
  expect(history.news.map(({ what }) => what)).toEqual(
    expect.arrayContaining(['passage', 'leftWithoutOrder']),
  );
});

it('begins with what stood then, not with what stands now', async () => {
  const server = await aServer();
  const gateway = await aGateway(server);
  await gateway.send(passage(1, 'in', five));
  await gateway.send(passage(2, 'out', five.slice(0, 2)));
  await gateway.send(breach(3, 'e1'));
  const then = await aMomentLater();
  await gateway.send(passage(4, 'in', five.slice(0, 2)));
  await gateway.send(breach(5, 'e1', { state: 'closed' }));
  const history = await ask(server, then, Date.now() + hour);
  expect(history.sites.find(({ site }) => site === 'RC-S')).toMatchObject({
    stock: [{ kind: 'quilt', pieces: 5, usable: 50, held: 0 }],
    open: { leftWithoutOrder: 2, discrepancies: 2 },
    breaches: [{ probe: 'cold-1' }],
    passages: [{ direction: 'out' }, { direction: 'in' }],
  });
  const end = after(history, 'RC-S');
  expect(end.open).toEqual({ unconfirmed: 0, discrepancies: 0, leftWithoutOrder: 0 });
  expect(end.breaches).toEqual([]);
});

it('ends where it is told to, whatever came later', async () => {
  const server = await aServer();
  const gateway = await aGateway(server);
  await gateway.send(passage(1, 'in', five.slice(0, 3)));
  const then = await aMomentLater();
  await gateway.send(passage(2, 'in', five.slice(3)));
  const end = after(await ask(server, then - hour, then), 'RC-S');
  expect(end.stock).toMatchObject([{ pieces: 3 }]);
  expect(end.passages).toHaveLength(1);
});

it('shows a letter that drained late where it became known, and says when it happened', async () => {
  const server = await aServer();
  const gateway = await aGateway(server);
  const then = Date.now();
  const late = then - 5 * hour;
  await gateway.send(tags(1, five, { at: late }));
  const history = await ask(server, then - hour, Date.now() + hour);
  expect(history.sites.find(({ site }) => site === 'RC-S')?.stock ?? []).toEqual([]);
  expect(history.steps.filter(({ stock }) => stock).every(({ at }) => at >= then)).toBe(true);
  const [news] = history.news.filter(({ what }) => what === 'arrived');
  expect(news?.at).toBe(late);
  expect(news?.recordedAt).toBeGreaterThanOrEqual(then);
});

it('tells when what is known begins: on the first day, with the first start, and no hour sooner', async () => {
  const server = await aServer();
  const [first] = server.rows<{ at: number }>('select min(recorded_at) as at from commit_row');
  const { begins, sites } = await ask(server, Date.now() - 24 * hour, Date.now());
  expect(begins).toBe(first?.at);
  expect(begins).toBeGreaterThan(Date.now() - hour);
  expect(sites).toEqual([]);
});

it('tells at most a day at once, and nothing of the future', async () => {
  const server = await aServer();
  const { from, to } = await ask(server, 0, 100 * 365 * 24 * hour);
  expect([from, to]).toEqual([0, 24 * hour]);
  const future = await ask(server, Date.now() + hour, Date.now() + 2 * hour);
  expect(future.to).toBeLessThanOrEqual(Date.now());
  const backwards = await ask(server, 2 * hour, hour);
  expect(backwards.from).toBe(backwards.to);
});
