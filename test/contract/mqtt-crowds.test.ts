import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Epoch } from '@changping/contracts/units';
import { generate } from 'mqtt-packet';
import { expect, it, onTestFinished } from 'vitest';
import { startProgram } from '../../server/bin/program.mjs';
import { openSender } from '../sender.ts';
import { until } from '../world.ts';
import { epochOf, tags } from './letter.ts';
import { aGateway, aLine, connectOf, laneOf, publishOf } from './line.ts';
import { aServer, gateways, keyOf, type TestServer } from './server.ts';

const p99 = (waits: number[]) => waits.sort((a, b) => a - b)[Math.floor(waits.length * 0.99)] ?? Infinity;

/** A gateway that sends as a real one does, and measures how long each letter waits for its PUBACK. */
function aSender({ mqttPort: port }: Pick<TestServer, 'mqttPort'>, gateway: string) {
  const waits = new Map<number, number>();
  const sender = openSender({
    port,
    gateway,
    site: gateway.slice(3),
    key: keyOf(gateway),
    epoch: epochOf(gateway) as Epoch,
    window: 50,
    heard: (seq, waited) => waits.set(seq, waited),
  });
  onTestFinished(() => sender.close());
  return { ...sender, waits };
}
const prepared = (seq: number, content: object | string) => ({
  seq,
  bytes: Buffer.from(typeof content === 'string' ? content : JSON.stringify(content)),
});

it('P13 lets no gateway wait for one that has stopped reading its answers', async () => {
  const server = await aServer();
  const frozen = await aGateway(server, 'GW-RC-N');
  frozen.socket.pause();
  const good = aSender(server, 'GW-RC-S');
  const up = laneOf('GW-RC-N', 'up');
  // Every one is set aside and answered with its reason, to somebody who does not listen.
  const flood = Array.from({ length: 60_000 }, (_, i) =>
    generate(publishOf(up, `junk ${i}`, (i % 60_000) + 1)),
  );
  frozen.socket.write(Buffer.concat(flood));
  // Until nothing more of it goes through: every buffer on the way is full.
  let before = 0;
  let since = performance.now();
  await until(
    () => server.count('quarantine'),
    (n) => {
      if (n !== before) since = performance.now();
      before = n;
      return n > 0 && performance.now() - since > 500;
    },
    40_000,
  );
  good.send(Array.from({ length: 500 }, (_, i) => prepared(i + 1, tags(i + 1))));
  await until(
    () => good.upTo(),
    (upTo) => upTo === 500,
  );
  console.log(
    'P13',
    JSON.stringify({ set_aside: server.count('quarantine'), p99ms: p99([...good.waits.values()]) }),
  );
  expect(p99([...good.waits.values()])).toBeLessThan(1000);
  expect(good.connects()).toBe(1);
}, 60_000);

it('P19 lets 200 strangers take neither its memory nor a gateway’s place', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'changping-strangers-'));
  const settings = join(folder, 'server.json');
  writeFileSync(
    settings,
    JSON.stringify({
      ...{ http: { port: 0 }, mqtt: { port: 0 }, data: 'data', region: 'ningxia' },
      gateways: gateways.map(({ id, site }) => ({
        id,
        site,
        keyHash: createHash('sha256').update(keyOf(id)).digest('hex'),
      })),
    }),
  );
  const program = startProgram('server', ['--settings', settings, '--people'], { log: join(folder, 'log') });
  onTestFinished(async () => {
    await program.kill();
    rmSync(folder, { recursive: true, force: true });
  });
  const ready = await program.until(({ msg }) => msg === 'ready');
  const server = { mqttPort: ready.mqtt as number };
  const metric = async (name: string) => {
    const text = await fetch(`${ready.http}metrics`).then((answer) => answer.text());
    return Number(new RegExp(`^${name} (\\S+)`, 'm').exec(text)?.[1]);
  };
  // What a server in service takes for its letters, and the planner for its roads, is no stranger's doing.
  const busy = aSender(server, 'GW-RC-N');
  busy.send(Array.from({ length: 5000 }, (_, i) => prepared(i + 1, tags(i + 1, undefined, {}, 'GW-RC-N'))));
  await until(
    () => busy.acknowledged.size,
    (n) => n === 5000,
  );
  busy.close();
  const headers = { authorization: `Bearer ${readFileSync(join(folder, 'data', 'demo-token'), 'utf8')}` };
  expect((await fetch(`${ready.http}api/coverage`, { headers })).status).toBe(200);
  const before = await metric('process_resident_memory_bytes');
  const chunk = Buffer.alloc(64 * 1024, 'x');
  const huge = Buffer.concat([Buffer.from('10ffffff7f', 'hex'), chunk]);
  const halfway = generate(connectOf('GW-RC-S', { clientId: 'x'.repeat(3000) })).subarray(0, -1);
  let most = 0;
  let stop = false;
  /** Comes again whenever it is cut, half of them pushing what is too large, half of them never ending what is not. */
  const stranger = async (i: number) => {
    while (!stop) {
      const line = await aLine(server);
      line.write(i % 2 ? huge : halfway);
      if (i % 2) for (let n = 0; n < 20 && line.isOpen(); n++) line.write(chunk);
      await until(() => stop || !line.isOpen(), Boolean);
      line.close();
    }
  };
  const strangers = Array.from({ length: 200 }, (_, i) => stranger(i));
  const waits: number[] = [];
  for (let i = 0; i < 5; i++) {
    const began = performance.now();
    const gateway = await aGateway(server, 'GW-RC-S');
    await gateway.send(tags(i + 1));
    await gateway.hearsDown('ack', ({ upTo }) => upTo === i + 1);
    waits.push(performance.now() - began);
    gateway.close();
    most = Math.max(most, await metric('process_resident_memory_bytes'));
  }
  stop = true;
  await Promise.all(strangers);
  const refused = await metric('changping_connections_refused_total');
  const grownMB = (most - before) / 1e6;
  console.log('P19', JSON.stringify({ grownMB, slowestConnectMs: Math.max(...waits), refused }));
  expect(refused).toBeGreaterThan(200);
  expect(grownMB).toBeLessThan(50);
  expect(Math.max(...waits)).toBeLessThan(2000);
}, 60_000);
