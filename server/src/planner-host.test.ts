import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { expect, it, onTestFinished } from 'vitest';
import { aDepot, aGridWorld, aPlace, gridSettings, stocked, streets } from '../../test/grid/grid-world.ts';
import type { FromPlanner, ToPlanner } from './planner/port.ts';
import type { Versions } from './planner/summary.ts';
import { openPlannerHost } from './planner-host.ts';
import { settingsOf, worldOf } from './planner-region.ts';
import { readRegion } from './region.ts';

const world = aGridWorld({
  ...streets(10, 1),
  depots: [aDepot('A', 0, 0), aDepot('B', 9, 0)],
  places: [aPlace('P', 8, 0)],
});
function aHost() {
  const changes: Versions[] = [];
  const falls: Error[] = [];
  const host = openPlannerHost({
    changed: (versions) => changes.push(versions),
    failed: (error) => falls.push(error),
  });
  onTestFinished(host.close);
  return { ...host, changes, falls };
}

it('answers from its thread, and again after stock has moved', async () => {
  const host = aHost();
  host.region(world, gridSettings);
  host.stock(stocked({ A: ['tent'] }));
  const before = await host.ask({ what: 'place', code: 'P' });
  expect(before.kinds[0]?.best).toMatchObject({
    depot: 'A',
    minutes: 80,
    route: [{ road: 'East 0', km: 80 }],
  });
  host.stock(stocked({ A: ['tent'], B: ['tent'] }));
  const after = await host.ask({ what: 'place', code: 'P' });
  expect(after.kinds[0]).toMatchObject({ best: { depot: 'B', minutes: 10 }, second: { depot: 'A' } });
  expect(after.versions.stock).not.toBe(before.versions.stock);
  await expect.poll(() => host.changes.at(-1)).toEqual(after.versions);
});

it('refuses what is not there, and what was called off does not come back', async () => {
  const host = aHost();
  host.region(world, gridSettings);
  await expect(host.ask({ what: 'place', code: 'nowhere' })).rejects.toMatchObject({ code: 'notFound' });
  const off = new AbortController();
  const asked = host.ask({ what: 'summary' }, { signal: off.signal });
  off.abort();
  await expect(asked).rejects.toBe(off.signal.reason);
  expect((await host.ask({ what: 'summary' })).kinds).toHaveLength(1);
});

it('says that its thread fell, fails what was asked, and starts another for the next who asks', async () => {
  const host = aHost();
  // A region that is none: the thread falls over it.
  host.region({ ...world, nodes: null as never }, gridSettings);
  await expect(host.ask({ what: 'summary' })).rejects.toMatchObject({ code: 'internal' });
  await expect.poll(() => host.falls.length).toBe(1);
  host.region(world, gridSettings);
  host.stock(stocked({ A: ['tent'] }));
  expect((await host.ask({ what: 'summary' })).all.people).toBeGreaterThan(0);
});

it('sends the first version of a long answer before the last depot is routed', async () => {
  const region = readRegion(fileURLToPath(new URL('../region/ningxia', import.meta.url)));
  const ningxia = worldOf(region, 'r1');
  const host = aHost();
  const firsts: number[] = [];
  host.region(ningxia, settingsOf(region));
  host.stock(stocked(Object.fromEntries(ningxia.depots.map(({ id }) => [id, ningxia.kinds]))));
  const last = await host.ask(
    { what: 'summary' },
    { first: ({ versions }) => firsts.push(versions.rows.done) },
  );
  expect(firsts[0]).toBe(1);
  expect(last.versions.rows).toEqual({ done: 28, of: 28 });
  expect(last.all.people).toBeGreaterThan(0.5);
});

it('has a bundle that runs as a thread by itself, as in production', async () => {
  const thread = new Worker(new URL('../dist/planner-worker.mjs', import.meta.url));
  onTestFinished(async () => void (await thread.terminate()));
  const answer = new Promise<FromPlanner>((done, fail) => {
    thread.on('error', fail);
    thread.on('message', (message: FromPlanner) => {
      if (message.type === 'answer' && message.isFinal) done(message);
    });
  });
  const messages: ToPlanner[] = [
    { type: 'region', world, settings: gridSettings },
    { type: 'stock', state: stocked({ A: ['tent'] }) },
    { type: 'ask', id: 7, question: { what: 'place', code: 'P' } },
  ];
  for (const message of messages) thread.postMessage(message);
  expect(await answer).toMatchObject({ id: 7, answer: { kinds: [{ best: { depot: 'A', minutes: 80 } }] } });
});
