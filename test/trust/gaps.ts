/** P8: the line drops letters it has thanked for and lets others overtake. The server lists the holes, the gateway fills them, and the ledger ends as if nothing had happened. */
import {
  type GatewayId,
  type Instant,
  milliseconds,
  type RegionId,
  type SiteId,
} from '@changping/contracts/units';
import { mulberry32 } from '@changping/firmware-sim/random';
import { openOutbox } from '@changping/gateway/outbox/outbox';
import { openUplink } from '@changping/gateway/uplink';
import { palletEpcs, strangers } from '../letters.ts';
import { until, type World } from '../world.ts';
import { shufflingLine } from './shuffling-line.ts';
import { soundness } from './soundness.ts';

/** @param world without a gateway process: the gateway's own outbox and uplink run here, behind the bad line. */
export async function gaps(world: World, { letters, seed }: { letters: number; seed: number }) {
  const random = mulberry32(seed);
  const { site, gateway, key } = world.stores['RC-S'] as { site: string; gateway: string; key: string };
  const line = await shufflingLine(world.mqttPort, { drops: 0.05, holdsBack: 0.1 }, random);
  const id = gateway as GatewayId;
  const now = () => Date.now() as Instant;
  const mono = () => milliseconds(Math.round(performance.now()));
  const outbox = openOutbox({
    gateway: id,
    folder: `${world.folder}/outbox`,
    boot: 'gaps',
    mono,
    now,
    die(error) {
      throw error;
    },
  });
  const identity = () => ({ gw: id, epoch: outbox.epoch(), boot: 'gaps' });
  const uplink = openUplink({
    server: { url: `mqtt://127.0.0.1:${line.port}`, key, ca: null },
    address: { region: 'ningxia' as RegionId, site: site as SiteId, gateway: id },
    outbox,
    now,
    gone: () => ({ v: 1, kind: 'gone', ...identity() }),
    birth: () => ({
      ...{ v: 1, kind: 'birth', ...identity(), site: site as SiteId, version: 'test' },
      ...{ at: now(), last: outbox.last(), depth: outbox.depth(), readers: [], probes: [] },
    }),
  });
  const epcs = [...palletEpcs(), ...strangers(60)];
  for (let n = 0; n < letters; n++) {
    const epc = epcs[n % epcs.length] as never;
    const put = outbox.put({
      kind: 'tags',
      reader: 'gate-1',
      change: 'seen',
      at: now(),
      epc: [epc],
      antenna: [1],
      rssi: [null],
      dt: [milliseconds(0)],
    });
    if (n % 20 === 19) {
      await put;
      uplink.nudge();
    }
  }
  const began = performance.now();
  await until(
    () => outbox.depth(),
    (depth) => depth === 0,
    60_000,
  );
  const filledAfter = (performance.now() - began) / 1000;
  const last = outbox.last();
  await uplink.close();
  outbox.close();
  line.close();
  await world.close();
  const kept = Number(world.ledger<{ n: number }>('select count(*) as n from evidence')[0]?.n);
  const pieces = Number(
    world.ledger<{ n: number }>(`select count(*) as n from entry where actor like 'gateway:%'`)[0]?.n,
  );
  return { letters: last, ...line.counts, kept, lost: last - kept, pieces, filledAfter, ...soundness(world) };
}
