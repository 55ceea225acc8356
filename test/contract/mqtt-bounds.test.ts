/** What one gateway may fill, however long it goes on: the server stays as quick as it was, and says what it did not take. */
import type { Answer } from '@changping/contracts/http';
import type { SiteId } from '@changping/contracts/units';
import { devicesMost } from '@changping/server/store/devices';
import { expect, it } from 'vitest';
import { climate, health, sweep } from './letter.ts';
import type { TestServer } from './server.ts';
import { aStore, quarantine } from './set-aside.ts';

const ask = async <Body>(server: TestServer, path: string) =>
  (await (await server.fetch(path)).json()) as Body;

it('takes the curves of 256 probes from a gateway that invents thousands, and shows what it set aside', async () => {
  const { server, gateway } = await aStore();
  const all = 3000;
  for (let seq = 1; seq <= all; seq++)
    await gateway.send(JSON.stringify(climate(seq, [4], { probe: `invented-${seq}` })));
  await gateway.hearsDown('ack', ({ upTo }) => upTo === all);
  const began = performance.now();
  const { items } = await ask<Answer<'/api/climate'>>(server, '/api/climate?site=RC-S');
  expect(items).toHaveLength(devicesMost);
  expect(performance.now() - began).toBeLessThan(1000);
  const refused = await gateway.hearsDown('refused', ({ seq }) => seq === all);
  expect(refused.fault).toBe('devicesFull');
  expect(quarantine(server)).toHaveLength(all - devicesMost);
  const gateways = await ask<Answer<'/api/gateways'>>(server, '/api/gateways');
  expect(gateways.items.find(({ id }) => id === 'GW-RC-S')?.quarantined).toBe(all - devicesMost);
  const metrics = await (await server.fetch('/metrics')).text();
  expect(metrics).toMatch(new RegExp(`letters_quarantined_total\\S* ${all - devicesMost}\\b`));
  // The feed tells it often enough.
  expect(server.count(`event where what = 'quarantined'`)).toBe(60);
  await gateway.send(JSON.stringify(climate(all + 1, [5], { probe: 'invented-1' })));
  await gateway.hearsDown('ack', ({ upTo }) => upTo === all + 1);
  expect(gateway.isOpen()).toBe(true);
  expect(server.unsound()).toEqual([]);
}, 60_000);

it('takes the states of 256 readers', async () => {
  const { server, gateway } = await aStore();
  const state = (reader: string) => ({
    ...{ reader, state: 'silent', lastReadAt: null },
    ...{ reads: 0, noiseBytes: 0, badFrames: 0 },
  });
  for (let seq = 1; seq <= 4; seq++)
    await gateway.send(
      JSON.stringify(
        health(
          seq,
          Array.from({ length: 100 }, (_, n) => state(`invented-${seq}-${n}`)),
        ),
      ),
    );
  await gateway.hearsDown('ack', ({ upTo }) => upTo === 4);
  expect(quarantine(server).map(({ fault, seq }) => [fault, seq])).toEqual([
    ['devicesFull', 3],
    ['devicesFull', 4],
  ]);
});

it('tells of no more changes of readers and doors than a person could read, says once that there were more, and counts them', async () => {
  const { server, gateway } = await aStore();
  const all = (state: string, door: string | undefined) =>
    Array.from({ length: 200 }, (_, n) => ({
      ...{ reader: `reader-${n}`, state, lastReadAt: null, reads: 0, noiseBytes: 0, badFrames: 0 },
      ...(door ? { door } : {}),
    }));
  for (let seq = 1; seq <= 20; seq++)
    await gateway.send(
      JSON.stringify(health(seq, seq % 2 ? all('silent', 'dead') : all('reading', undefined))),
    );
  await gateway.hearsDown('ack', ({ upTo }) => upTo === 20);
  const told = server.count(`event where what in ('reader', 'doorFault', 'doorWell')`);
  expect(told).toBeGreaterThanOrEqual(60);
  expect(told).toBeLessThan(70);
  const { items } = await ask<Answer<'/api/events'>>(server, '/api/events?site=RC-S&limit=200');
  expect(items.filter(({ what }) => what === 'security')).toMatchObject([
    { detail: { gateway: 'GW-RC-S', fault: 'healthMany' } },
  ]);
  const metrics = await (await server.fetch('/metrics')).text();
  expect(metrics).toMatch(new RegExp(`^changping_feed_lines_left_out_total ${20 * 400 - told}$`, 'm'));
  // What is not told is known: each state is shown, and a later change of one reader is news again.
  expect(server.live.site('RC-S' as SiteId)?.doors).toEqual([]);
});

it('holds no more sweeps against the book than a person could look at, and keeps them all', async () => {
  const { server, gateway } = await aStore();
  for (let seq = 1; seq <= 400; seq++) await gateway.send(JSON.stringify(sweep(seq, 'cold', [])));
  await gateway.hearsDown('ack', ({ upTo }) => upTo === 400);
  expect(server.count('sweep')).toBe(400);
  const judged = server.count('sweep where expected is not null');
  expect(judged).toBeGreaterThanOrEqual(120);
  expect(judged).toBeLessThan(130);
  const { items } = await ask<Answer<'/api/events'>>(server, '/api/events?site=RC-S&limit=200');
  expect(items.filter(({ what }) => what === 'security')).toMatchObject([
    { detail: { gateway: 'GW-RC-S', fault: 'sweepsMany' } },
  ]);
});
