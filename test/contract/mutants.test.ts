import { createHash } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { checkLetter } from '@changping/contracts/letter-check';
import { checkState } from '@changping/contracts/state-check';
import type { GatewayId, Instant, RegionId, SiteId } from '@changping/contracts/units';
import { mulberry32 } from '@changping/firmware-sim/random';
import { openBroker } from '@changping/server/edge/broker/broker';
import { listen } from '@changping/server/listen';
import { generate, type Packet } from 'mqtt-packet';
import { expect, it, onTestFinished } from 'vitest';
import { until } from '../world.ts';
import { birth, breach, climate, health, stranger, tags, voids } from './letter.ts';
import { aGateway, aLine, connectOf, laneOf, publishOf } from './line.ts';
import { mutated, mutatedObject } from './mutants.ts';
import { aServer, keyOf } from './server.ts';

const seed = Number(process.env.CHANGPING_SEED ?? Date.now() % 1_000_000);
const reader = { reader: 'g', state: 'reading', lastReadAt: 5, reads: 0, noiseBytes: 0, badFrames: 0 };
const probe = { probe: 'cold-1', state: 'ok', lastReadingAt: null };
const lettersAt = (seq: number): object[] => [
  tags(seq, [stranger(seq), stranger(seq + 1)]),
  climate(seq, [4, null]),
  breach(seq, `e${seq}`),
  voids(Math.max(1, seq - 2), seq),
  health(seq, [reader], [probe]),
];
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
/** Without what only waits to be swept up. */
function heapInUse(): number {
  collect();
  return process.memoryUsage().heapUsed;
}
const mutant = (random: () => number, object: object): Buffer =>
  random() < 0.5
    ? mutated(random, Buffer.from(JSON.stringify(object)))
    : Buffer.from(JSON.stringify(mutatedObject(random, object)));

it('P18 reads 50,000 mutants of letters and births without a throw', () => {
  const random = mulberry32(seed);
  const births = [birth(), { v: 1, kind: 'gone', gw: 'GW-RC-S', epoch: '00000000000000aa', boot: 'b' }];
  const found = { letters: 0, births: 0 };
  const faults = new Set<string>();
  for (let i = 0; i < 25_000; i++) {
    const letter = checkLetter(mutant(random, lettersAt(7)[i % 5] as object));
    if (letter.ok) found.letters++;
    else faults.add(letter.fault);
    if (checkState(mutant(random, births[i % 2] as object))) found.births++;
  }
  console.log('P18 still good', JSON.stringify({ seed, ...found }));
  expect([...faults]).toEqual(expect.arrayContaining(['letterNotJson', 'letterShape', 'letterVersion']));
  // Mutants that are all refused, or all taken, would show nothing.
  expect(found.letters).toBeGreaterThan(100);
  expect(found.letters).toBeLessThan(15_000);
});

it('P18 keeps or sets aside 30,000 mutants of letters: none is lost, no stock moves, the chains stay whole', async () => {
  const random = mulberry32(seed);
  const server = await aServer();
  const heap = heapInUse();
  const count = { fresh: 0, repeats: 0, poison: 0 };
  for (let group = 1; group <= 100; group++) {
    // An outbox of its own, for a void may have given up all the numbers of this one.
    const epoch = group.toString(16).padStart(16, '0');
    const deliveries = Array.from({ length: 300 }, (_, i) => ({
      gateway: 'GW-RC-S' as GatewayId,
      site: 'RC-S' as SiteId,
      bytes: mutant(random, { ...(lettersAt(i + 1)[i % 5] as object), epoch }),
      arrivedAt: Date.now() as Instant,
    }));
    const sorted = server.ledger.sort(deliveries);
    const letters = new Set(sorted.fresh.map(({ digest }) => digest.toString('hex'))).size;
    const kept = server.ledger.keep(sorted, Date.now() as Instant);
    count.fresh += letters;
    count.repeats += kept.repeats;
    count.poison += kept.refusals.length;
  }
  const grownMB = (heapInUse() - heap) / 1e6;
  console.log('P18 kept', JSON.stringify({ seed, ...count, grownMB }));
  expect(count.fresh + count.repeats + count.poison).toBe(30_000);
  expect(count.fresh).toBeGreaterThan(500);
  expect(server.count('entry')).toBe(0);
  expect(server.unsound()).toEqual([]);
  expect(grownMB).toBeLessThan(100);
}, 60_000);

it('P18 outlives 20,000 mutants of packets from gateways that have connected, and serves the next', async () => {
  const random = mulberry32(seed);
  const accounts = Array.from({ length: 400 }, (_, i) => {
    const id = `GW-M${i}` as GatewayId;
    return { id, site: `M${i}` as SiteId, keyHash: createHash('sha256').update(keyOf(id)).digest('hex') };
  });
  let letters = 0;
  let refused = 0;
  const broker = await openBroker({
    listen: (server) => listen(server, { host: '127.0.0.1', port: 0 }),
    region: 'ningxia' as RegionId,
    accounts,
    letter(_gateway, _site, _bytes, thanks) {
      letters++;
      thanks();
    },
    admitted: () => undefined,
    knock() {},
    born() {},
    line() {},
    refused() {
      refused++;
    },
  });
  onTestFinished(() => broker.close());
  const mqttPort = broker.port;
  const packetsOf = (gateway: string): Buffer[] => [
    generate(publishOf(laneOf(gateway, 'up'), JSON.stringify(tags(1)), 3)),
    generate(publishOf(laneOf(gateway, 'state'), JSON.stringify(birth(gateway)), 4)),
    generate({
      cmd: 'subscribe',
      messageId: 5,
      subscriptions: [{ topic: laneOf(gateway, 'down'), qos: 1 }],
    } as Packet),
    generate({ cmd: 'unsubscribe', messageId: 6, unsubscriptions: [laneOf(gateway, 'down')] } as Packet),
    generate({ cmd: 'pingreq' }),
    generate({ cmd: 'puback', messageId: 7 }),
  ];
  /** A connection takes what it is given until the broker cuts it, or has nothing more to say. */
  const attack = async (round: number) => {
    const { id } = accounts[round % accounts.length] as { id: string };
    const line = await aLine({ mqttPort });
    const connect = generate(connectOf(id));
    line.write(random() < 0.2 ? mutated(random, connect) : connect);
    const packets = packetsOf(id);
    const ten = Array.from({ length: 10 }, () => packets[Math.floor(random() * packets.length)] as Buffer);
    const said = (cmd: string) => line.heard.some((packet) => packet.cmd === cmd) || !line.isOpen();
    // A mutant may have swallowed what follows it, and then nothing more is said.
    const hears = (cmd: string) => line.when(() => said(cmd) || undefined, 500).catch(() => {});
    await hears('connack');
    line.write(...ten.map((packet) => (random() < 0.1 ? mutated(random, packet) : packet)));
    line.write({ cmd: 'pingreq' });
    await hears('pingresp');
    line.close();
  };
  for (let round = 0; round < 2000; round += 100)
    await Promise.all(Array.from({ length: 100 }, (_, i) => attack(round + i)));
  console.log('P18 packets', JSON.stringify({ seed, letters, refused }));
  expect(letters).toBeGreaterThan(500);
  expect(refused).toBeGreaterThan(500);
  const next = await aGateway({ mqttPort }, 'GW-M399');
  await next.send(tags(1));
  await until(next.isOpen, Boolean);
}, 60_000);
