/** A gateway that nobody has registered knocks, is seen, is let in by a person, and works; nobody slips in under its name. */
import { createHash } from 'node:crypto';
import type { Answer } from '@changping/contracts/http';
import type { GatewayId, Instant, SiteId } from '@changping/contracts/units';
import { approve } from '@changping/server/approve';
import { expect, it } from 'vitest';
import { until } from '../world.ts';
import { tags } from './letter.ts';
import { aGateway, aLine, connectOf, knocks, laneOf, publishOf, willOf } from './line.ts';
import { aPage } from './page.ts';
import { aServer, gateways, keyOf, region, type TestServer } from './server.ts';

const fingerprintOf = (key: string) => createHash('sha256').update(key).digest('hex').slice(0, 16);
const waiting = async (server: TestServer) =>
  ((await (await server.fetch(`/api/applicants`)).json()) as Answer<'/api/applicants'>).items;
const settingsOf = (server: TestServer) => {
  const local = { host: '127.0.0.1', port: 0 };
  return { http: local, mqtt: local, data: server.folder, region: region.id, gateways };
};
const decide = (server: TestServer, gateway?: string, fingerprint?: string, refuse = false) =>
  approve(settingsOf(server), { gateway, fingerprint, refuse }, Date.now() as Instant);

it('shows a new gateway as waiting, lets it in once a person has said so, and keeps its letters', async () => {
  const server = await aServer();
  const { line, code } = await knocks(server, 'GW-CD-WZ');
  expect(code).not.toBe(0);
  await line.ends();
  await knocks(server, 'GW-CD-WZ');
  const [applicant] = await waiting(server);
  expect(applicant).toMatchObject({ gateway: 'GW-CD-WZ', site: 'CD-WZ', tries: 2, address: '127.0.0.1' });
  expect(applicant?.fingerprint).toBe(fingerprintOf(keyOf('GW-CD-WZ')));
  const events = await (await server.fetch(`/api/events?site=CD-WZ`)).json();
  expect(events.items).toMatchObject([{ what: 'gatewayWaiting', detail: { gateway: 'GW-CD-WZ' } }]);
  expect(decide(server)[0]).toContain(`GW-CD-WZ  ${applicant?.fingerprint}  store CD-WZ`);
  decide(server, 'GW-CD-WZ', applicant?.fingerprint);
  const again = await knocks(server, 'GW-CD-WZ');
  expect(again.code).toBe(0);
  again.line.close();
  const gateway = await aGateway(server, 'GW-CD-WZ');
  await gateway.send(tags(1, undefined, {}, 'GW-CD-WZ'));
  await until(
    () => server.live.site('CD-WZ' as never)?.gateways[0]?.line,
    (state) => state === 'online',
  );
  expect(await waiting(server)).toEqual([]);
  expect(server.count(`evidence where kind = 'tags'`)).toBe(1);
});

it('lets nobody in under the name of another: not with another key, not into a store that has its gateway', async () => {
  const server = await aServer();
  await knocks(server, 'GW-CD-WZ');
  await knocks(server, 'GW-CD-WZ', 'the key of somebody else');
  expect((await waiting(server)).map(({ fingerprint }) => fingerprint).sort()).toEqual(
    [keyOf('GW-CD-WZ'), 'the key of somebody else'].map(fingerprintOf).sort(),
  );
  expect(() => decide(server, 'GW-CD-WZ')).toThrow('Give the fingerprint too');
  expect(() => decide(server, 'GW-CD-WZ', '0000000000000000')).toThrow('Nobody called GW-CD-WZ');
  decide(server, 'GW-CD-WZ', fingerprintOf(keyOf('GW-CD-WZ')));
  expect(() => decide(server, 'GW-CD-WZ', fingerprintOf('the key of somebody else'))).toThrow(
    'CD-WZ has the gateway GW-CD-WZ already',
  );
  expect((await knocks(server, 'GW-CD-WZ', 'the key of somebody else')).code).not.toBe(0);
  decide(server, 'GW-CD-WZ', fingerprintOf('the key of somebody else'), true);
  expect(await waiting(server)).toEqual([]);
  // A gateway of the settings with a wrong key is no applicant, and neither is who comes without a store.
  await knocks(server, 'GW-RC-S', 'a wrong key');
  await knocks(server, 'GW-NOWHERE');
  const line = await aLine(server);
  line.write(connectOf('GW-CD-ZW'));
  await line.hears(({ cmd }) => cmd === 'connack');
  expect(await waiting(server)).toEqual([]);
});

it('tells the pages of a gateway that joins once, and of those that are there already not again', async () => {
  const server = await aServer();
  const page = await aPage(server);
  server.live.join('GW-RC-S' as GatewayId, 'RC-S' as SiteId);
  server.live.join('GW-CD-WZ' as GatewayId, 'CD-WZ' as SiteId);
  server.live.join('GW-CD-WZ' as GatewayId, 'CD-WZ' as SiteId);
  const told = () => page.items().flatMap((item) => (item.what === 'site' ? [item.site] : []));
  await until(told, (sites) => sites.includes('CD-WZ' as SiteId));
  expect(told()).toEqual(['CD-WZ']);
});

it('lets nobody choose another store than the one it was approved for', async () => {
  const server = await aServer();
  await knocks(server, 'GW-CD-WZ');
  decide(server, 'GW-CD-WZ', fingerprintOf(keyOf('GW-CD-WZ')));
  const elsewhere = { ...willOf('GW-CD-WZ'), topic: 'changping/1/ningxia/CD-ZW/GW-CD-WZ/state' };
  expect((await knocks(server, 'GW-CD-WZ', keyOf('GW-CD-WZ'), { will: elsewhere })).code).not.toBe(0);
  expect((await knocks(server, 'GW-CD-WZ')).code).toBe(0);
});

it('ends the session of one that is turned away, and lets its successor in', async () => {
  const server = await aServer();
  const [old, next] = [keyOf('GW-CD-WZ'), 'the key of the new machine'];
  await knocks(server, 'GW-CD-WZ');
  decide(server, 'GW-CD-WZ', fingerprintOf(old).toUpperCase());
  const { line, code } = await knocks(server, 'GW-CD-WZ');
  expect(code).toBe(0);
  await knocks(server, 'GW-CD-WZ', next);
  decide(server, 'GW-CD-WZ', fingerprintOf(old), true);
  await line.ends(20_000);
  expect((await knocks(server, 'GW-CD-WZ')).code).not.toBe(0);
  decide(server, 'GW-CD-WZ', fingerprintOf(next));
  expect((await knocks(server, 'GW-CD-WZ', next)).code).toBe(0);
}, 40_000);

it('writes down no more strangers than a person can look through, and lets gateways pass', async () => {
  const server = await aServer();
  for (let i = 0; i < 105; i++) {
    const gateway = `GW-X${i}`;
    const more = { will: { ...willOf(gateway), topic: `changping/1/ningxia/CD-WZ/${gateway}/state` } };
    const { line } = await knocks(server, gateway, 'k', more);
    line.close();
  }
  expect((await waiting(server)).length).toBeLessThanOrEqual(30);
  const good = await aGateway(server);
  good.write(publishOf(laneOf('GW-RC-S', 'up'), JSON.stringify(tags(1)), 9));
  await good.hears((packet) => packet.cmd === 'puback' && packet.messageId === 9);
});
