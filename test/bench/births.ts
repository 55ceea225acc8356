/** A gateway that says nothing but how it is: a change to its site with every word of it, and none that the disk has a part in. */
import type { Birth } from '@changping/contracts/letters';
import { topic } from '@changping/contracts/topics';
import type { Epoch, GatewayId, Instant, RegionId, SiteId } from '@changping/contracts/units';
import { connectAsync } from 'mqtt';
import type { World } from '../world.ts';

export async function births({ mqttPort, stores }: World, site: SiteId) {
  const store = stores[site];
  if (!store) throw new Error(`there is no store ${site}`);
  const gateway = store.gateway as GatewayId;
  const state = topic({ region: 'ningxia' as RegionId, site, gateway }, 'state');
  const line = await connectAsync({
    ...{ host: '127.0.0.1', port: mqttPort, clientId: gateway, username: gateway, password: store.key },
    protocolVersion: 4,
  });
  let reads = 0;
  const birth = (): Birth => ({
    ...{ v: 1, kind: 'birth', gw: gateway, site, epoch: '00000000000000f0' as Epoch, boot: 'load' },
    ...{ at: Date.now() as Instant, last: 0, depth: 0, version: 'bench' },
    readers: ['gate-1', 'room-1'].map((reader) => ({
      ...{ reader, state: 'reading', lastReadAt: Date.now() as Instant, reads: reads++ },
      ...{ noiseBytes: 0, badFrames: 0 },
    })),
    probes: [{ probe: 'cold-1', state: 'ok', lastReadingAt: null, zone: 'cold' }],
  });
  return {
    send: () => void line.publish(state, JSON.stringify(birth()), { qos: 1 }),
    close: () => line.endAsync(true),
  };
}
