/** That a gateway was let in or turned away is told: to the pages that look, and to who asks later. */
import { createHash } from 'node:crypto';
import type { Instant } from '@changping/contracts/units';
import { approve } from '@changping/server/approve';
import { expect, it } from 'vitest';
import { until } from '../world.ts';
import { knocks } from './line.ts';
import { aPage } from './page.ts';
import { aServer, gateways, keyOf, region } from './server.ts';

it('tells the pages within half a minute who was let in and who was turned away, and keeps it', async () => {
  const server = await aServer();
  const page = await aPage(server);
  await knocks(server, 'GW-CD-WZ');
  const local = { host: '127.0.0.1', port: 0 };
  const settings = { http: local, mqtt: local, data: server.folder, region: region.id, gateways };
  const fingerprint = createHash('sha256').update(keyOf('GW-CD-WZ')).digest('hex').slice(0, 16);
  const wish = { gateway: 'GW-CD-WZ', fingerprint };
  approve(settings, { ...wish, refuse: false }, Date.now() as Instant);
  approve(settings, { ...wish, refuse: true }, Date.now() as Instant);
  const expected = ['gatewayAdmitted', 'gatewayRefused'].map((what) => ({
    site: 'CD-WZ',
    what,
    detail: { gateway: 'GW-CD-WZ', fingerprint, by: 'console' },
  }));
  const told = () => page.items().flatMap((change) => (change.what === 'feed' ? [change.item] : []));
  const decided = () => told().filter(({ what }) => /^gateway(Admitted|Refused)$/.test(what));
  await until(decided, (lines) => lines.length > 0, 30_000);
  expect(decided()).toMatchObject(expected);
  const kept = server.rows<{ what: string; detail: string }>(
    "select what, detail from event where what like 'gateway%ed' order by key",
  );
  expect(kept.map(({ what, detail }) => ({ what, detail: JSON.parse(detail) }))).toEqual(
    expected.map(({ what, detail }) => ({ what, detail })),
  );
}, 40_000);
