import type { GatewayId, Instant, SiteId } from '@changping/contracts/units';
import { mulberry32 } from '@changping/firmware-sim/random';
import { generate } from 'mqtt-packet';
import { expect, it } from 'vitest';
import { birth, breach, climate, health, tags, voids } from './letter.ts';
import { aGateway, aLine, connectOf, laneOf, publishOf } from './line.ts';
import { aServer } from './server.ts';

const seed = Number(process.env.CHANGPING_SEED ?? 11);

/** One to four bytes changed, cut out, doubled or put in. */
function mutated(bytes: Uint8Array, random: () => number): Buffer {
  let result = Buffer.from(bytes);
  for (let n = Math.floor(random() * 4); n >= 0; n--) {
    const at = Math.floor(random() * result.length);
    const byte = Buffer.of(Math.floor(random() * 256));
    const how = Math.floor(random() * 4);
    if (how === 0) result[at] = byte[0] ?? 0;
    else if (how === 1) result = Buffer.concat([result.subarray(0, at), byte, result.subarray(at)]);
    else if (how === 2)
      result = Buffer.concat([result.subarray(0, at), result.subarray(at + 1 + ((byte[0] ?? 0) % 9))]);
    else result = Buffer.concat([result, result.subarray(at)]);
  }
  return result;
}

it('keeps a sound book over 20,000 mutated letters, and takes the next good one (P18)', async () => {
  const server = await aServer();
  const gateway = await aGateway(server);
  await gateway.tell(birth());
  const random = mulberry32(seed);
  const kinds = [
    (seq: number) => tags(seq),
    (seq: number) => climate(seq, [4, null, 5]),
    (seq: number) => breach(seq, `e${seq}`),
    (seq: number) => voids(Math.max(1, seq - 3), seq),
    (seq: number) => health(seq, birth().readers, [{ probe: 'cold-1', state: 'ok', lastReadingAt: null }]),
  ];
  for (let n = 0; n < 20_000; n += 100) {
    const arrivedAt = Date.now() as Instant;
    const group = Array.from({ length: 100 }, (_, i) => {
      const letter = kinds[(n + i) % kinds.length]?.(1 + Math.floor(random() * 500));
      const bytes = mutated(Buffer.from(JSON.stringify(letter)), random);
      return { gateway: gateway.id as GatewayId, site: 'RC-S' as SiteId, bytes, arrivedAt };
    });
    server.ledger.keep(server.ledger.sort(group), arrivedAt);
  }
  const held = server.holds();
  console.log('P18 letters', JSON.stringify({ seed, ...held }));
  expect(held.quarantine).toBeGreaterThan(1000);
  // No mutation of a stranger's tag makes stock.
  expect(held.entry).toBe(0);
  expect(server.unsound()).toEqual([]);
  await gateway.send(tags(900_000));
  await gateway.hearsDown('ack');
  expect(gateway.isOpen()).toBe(true);
}, 60_000);

it('outlives 2,000 lines of mutated packets, and a good gateway is served at once (P18)', async () => {
  const server = await aServer();
  const random = mulberry32(seed);
  const up = laneOf('GW-RC-N', 'up');
  const talk = Buffer.concat([
    generate(connectOf('GW-RC-N')),
    generate({
      cmd: 'subscribe',
      messageId: 1,
      subscriptions: [{ topic: laneOf('GW-RC-N', 'down'), qos: 1 }],
    }),
    generate(publishOf(up, JSON.stringify(tags(1, undefined, {}, 'GW-RC-N')))),
    generate({ cmd: 'pingreq' }),
  ]);
  const before = process.memoryUsage().rss;
  for (let n = 0; n < 2000; n += 50)
    await Promise.all(
      Array.from({ length: 50 }, async () => {
        const line = await aLine(server);
        line.write(mutated(talk, random));
        await new Promise<void>((told) => line.socket.end(() => told()));
        line.close();
      }),
    );
  const grownMb = (process.memoryUsage().rss - before) / 1024 / 1024;
  console.log('P18 packets', JSON.stringify({ seed, refused: server.refused.length, grownMb }));
  expect(server.refused.length).toBeGreaterThan(100);
  expect(grownMb).toBeLessThan(100);
  expect(server.holds().entry).toBe(0);
  expect(server.unsound()).toEqual([]);
  const gateway = await aGateway(server);
  await gateway.send(tags(1));
  await gateway.hearsDown('ack', ({ upTo }) => upTo === 1);
}, 60_000);
