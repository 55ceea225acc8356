/** A door contact that fails, from its gateway's letter to the pages, and how it is over. */
import { createHash } from 'node:crypto';
import type { Answer } from '@changping/contracts/http';
import type { Instant, SiteId } from '@changping/contracts/units';
import { approve } from '@changping/server/approve';
import { expect, it, onTestFinished } from 'vitest';
import { until } from '../world.ts';
import { birth, health } from './letter.ts';
import { aGateway, knocks } from './line.ts';
import { aServer, gateways, keyOf, openServer, region, type TestServer } from './server.ts';

const south = 'RC-S' as SiteId;
const portal = {
  reader: 'portal-1',
  state: 'reading',
  lastReadAt: null,
  reads: 0,
  noiseBytes: 0,
  badFrames: 0,
};
const doorsOf = (server: TestServer) =>
  server.live
    .site(south)
    ?.doors.map(({ reader, fault }) => `${reader} ${fault}`)
    .join();
const told = (server: TestServer) =>
  server
    .rows<{ what: string; detail: string }>(
      "select what, detail from event where what like 'door%' order by key",
    )
    .map(({ what, detail }) => `${what} ${JSON.parse(detail).fault}`);
const shows = (server: TestServer, doors: string) =>
  until(
    () => doorsOf(server),
    (now) => now === doors,
  );

it('shows a contact that fails until its gateway says that it is well, and tells of both once', async () => {
  const server = await aServer();
  const gateway = await aGateway(server);
  await gateway.send(health(1, [{ ...portal, door: 'rattles' }]));
  await shows(server, 'portal-1 rattles');
  await gateway.send(health(2, [{ ...portal, state: 'silent', door: 'rattles' }]));
  await gateway.send(health(3, [{ ...portal, door: 'dead' }]));
  await shows(server, 'portal-1 dead');
  // What the gateway says at a connect is no letter, and closes nothing.
  await gateway.tell(birth('GW-RC-S', { readers: [portal] }));
  await gateway.send(health(5, [portal]));
  await shows(server, '');
  // Sent before it was mended, and on the way until now.
  await gateway.send(health(4, [{ ...portal, door: 'dead' }]));
  await shows(server, '');
  expect(told(server)).toEqual(['doorFault rattles', 'doorFault dead', 'doorWell dead']);
  const rows = server.rows<{ fault: string; whole: number }>(
    'select fault, closed_by is not null as whole from door_fault order by key',
  );
  expect(rows).toEqual([
    { fault: 'rattles', whole: 1 },
    { fault: 'dead', whole: 1 },
  ]);
});

it('shows in a replay which contacts were in doubt then', async () => {
  const server = await aServer();
  const gateway = await aGateway(server);
  const began = Date.now();
  await gateway.send(health(1, [{ ...portal, door: 'standsOpen' }]));
  await gateway.send(health(2, [portal]));
  const answer = await server.fetch(`/api/history?from=${began - 1000}&to=${Date.now() + 1000}`);
  const { sites, steps } = (await answer.json()) as Answer<'/api/history'>;
  expect(sites.find(({ site }) => site === south)?.doors ?? []).toEqual([]);
  expect(steps.filter(({ doors }) => doors).at(-1)?.doors).toEqual([]);
  const rest = await server.fetch(`/api/sites/${south}`);
  expect(((await rest.json()) as Answer<'/api/sites/{id}'>).live.doors).toEqual([]);
});

it('closes them when their gateway is taken out of service, and says why: turned away while the server runs, or named by its settings no more', async () => {
  const first = await openServer();
  const key = createHash('sha256').update(keyOf('GW-CD-WZ')).digest('hex');
  const decide = (refuse: boolean) =>
    approve(
      {
        ...{ http: { host: '127.0.0.1', port: 0 }, mqtt: { host: '127.0.0.1', port: 0 } },
        ...{ data: first.folder, region: region.id, gateways },
      },
      { gateway: 'GW-CD-WZ', fingerprint: key.slice(0, 16), refuse },
      Date.now() as Instant,
    );
  const { line } = await knocks(first, 'GW-CD-WZ');
  line.close();
  decide(false);
  for (const id of ['GW-CD-WZ', 'GW-RC-S']) {
    const gateway = await aGateway(first, id);
    await gateway.send({ ...health(1, [{ ...portal, door: 'dead' }]), gw: id });
  }
  await until(
    () => first.live.site('CD-WZ' as SiteId)?.doors.length,
    (n) => n === 1,
  );
  const began = Date.now();
  decide(true);
  await until(
    () => first.live.site('CD-WZ' as SiteId)?.doors.length,
    (n) => n === 0,
    30_000,
  );
  expect(told(first).at(-1)).toBe('doorGone dead');
  expect(doorsOf(first), 'of the others nothing is closed').toBe('portal-1 dead');
  const gateway = await aGateway(first);
  await gateway.send(health(2, [{ ...portal, door: 'dead' }]));
  const past = await first.fetch(`/api/history?from=${began}&to=${Date.now() + 1000}`);
  const { sites, steps } = (await past.json()) as Answer<'/api/history'>;
  expect(sites.find(({ site }) => site === 'CD-WZ')?.doors).toMatchObject([{ fault: 'dead' }]);
  expect(steps.filter(({ site, doors }) => site === 'CD-WZ' && doors).at(-1)?.doors).toEqual([]);

  const folder = await first.stop();
  const second = await openServer({ folder, named: gateways.filter(({ id }) => id !== 'GW-RC-S') });
  onTestFinished(() => second.close());
  expect(doorsOf(second)).toBe('');
  expect(second.rows('select closed_why as why from door_fault order by key')).toEqual(
    Array(2).fill({ why: 'gatewayGone' }),
  );
  expect(second.unsound()).toEqual([]);
}, 60_000);

it('sets aside a letter that tells of a door what nobody knows', async () => {
  const server = await aServer();
  const gateway = await aGateway(server);
  await gateway.send(health(1, [{ ...portal, door: 'haunted' }]));
  const refused = await gateway.hearsDown('refused');
  expect(refused.fault).toBe('letterShape');
  expect(doorsOf(server)).toBe('');
});
