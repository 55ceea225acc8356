import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Epoch } from '@changping/contracts/units';
import { expect, it } from 'vitest';
import { influxdb, influxql, programOf } from '../influx-servers.ts';
import { openSender, type Prepared } from '../sender.ts';
import { aWorld, until, type World } from '../world.ts';

const epoch = '00000000000000c1' as Epoch;
const site = 'RC-S';

it.skipIf(!programOf('influxdb'))(
  'brings every acknowledged point to InfluxDB once, although both servers are killed while the queue fills',
  async () => {
    const influx = await influxdb();
    const world = await aWorld({ scenario: 'quiet-day', gateway: false, stores: [site] });
    await world.server.kill();
    useInflux(world, influx.url);
    await world.startServer();
    const { gateway, key } = world.stores[site] as { gateway: string; key: string };
    const letters = Array.from({ length: 600 }, (_, i) => climateLetter(gateway, i + 1));
    const sender = openSender({
      port: world.mqttPort,
      site,
      gateway,
      key,
      epoch,
      window: 10,
      duplicates: 0.2,
    });
    const sent = (from: number, to: number) => sender.send(letters.slice(from, to));
    const acknowledged = (count: number) =>
      until(
        () => sender.acknowledged.size,
        (n) => n >= count,
        60_000,
      );
    try {
      sent(0, 200);
      await acknowledged(100);
      await influx.kill();
      await acknowledged(200);
      sent(200, 400);
      await acknowledged(250);
      await world.server.kill('SIGKILL');
      await world.startServer();
      await acknowledged(400);
      expect(await metric(world, 'climate_queue_points')).toBeGreaterThan(0);
      const authorization = `Bearer ${world.token()}`;
      const path = `/api/climate?site=${site}&hours=1`;
      const refused = await fetch(new URL(path, world.address), { headers: { authorization } });
      expect([refused.status, await refused.json()]).toEqual([
        503,
        { fault: expect.objectContaining({ code: 'climateDown' }) },
      ]);
      await influx.start();
      sent(400, 600);
      await acknowledged(450);
      await world.server.kill('SIGKILL');
      await world.startServer();
      await acknowledged(600);
      await until(
        () => metric(world, 'climate_queue_points'),
        (n) => n === 0,
        60_000,
      );
      const rows = await influxql(influx, 'select celsius from climate');
      expect(rows).toEqual(
        letters.flatMap(({ seq }) => pointsOf(seq).map(({ at, celsius }) => [at, celsius])),
      );
      const { items } = await world.ask('/api/climate', `/api/climate?site=${site}&hours=24`);
      expect(items.map(({ gateway: of, probe }) => [of, probe])).toEqual([[gateway, 'cold-1']]);
    } finally {
      sender.close();
      await influx.sweep();
    }
  },
  120_000,
);

const began = Date.now() - 12 * 3_600_000;

/** Five points a letter, ten seconds apart. */
const pointsOf = (seq: number) =>
  Array.from({ length: 5 }, (_, i) => ({ at: began + (seq * 5 + i) * 10_000, celsius: (seq * 5 + i) % 97 }));

function climateLetter(gateway: string, seq: number): Prepared {
  const points = pointsOf(seq);
  const at = points[0]?.at ?? 0;
  const letter = {
    v: 1,
    gw: gateway,
    epoch,
    seq,
    boot: 'load',
    mono: seq,
    kind: 'climate',
    at,
    probe: 'cold-1',
    celsius: points.map(({ celsius }) => celsius),
    humidity: points.map(() => 50),
    dt: points.map((point) => point.at - at),
  };
  return { seq, bytes: Buffer.from(JSON.stringify(letter)) };
}

function useInflux(world: World, url: string): void {
  const file = join(world.folder, 'server.json');
  writeFileSync(join(world.folder, 'influx.token'), 'keeper:secret\n', { mode: 0o600 });
  const influx = { url, api: 'v1', bucket: 'climate', tokenFile: 'influx.token' };
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), climate: { influx } }));
}

async function metric(world: World, name: string): Promise<number> {
  const text = await (await fetch(new URL('/metrics', world.address))).text();
  return Number(new RegExp(`^changping_${name} (\\S+)`, 'm').exec(text)?.[1]);
}
