/** The one table of MQTT topics: built and read here, spelled nowhere else. */
import { type GatewayId, idPattern, type RegionId, type SiteId } from './units.ts';

/** up: letters to the server · down: acks and orders to the gateway · state: retained birth and will. */
export type Lane = 'up' | 'down' | 'state';

export type Address = { region: RegionId; site: SiteId; gateway: GatewayId };

const lanes: readonly string[] = ['up', 'down', 'state'] satisfies Lane[];

export const topic = (to: Address, lane: Lane): string =>
  `changping/1/${to.region}/${to.site}/${to.gateway}/${lane}`;

/** Read a topic back; undefined when it is none of ours. */
export function readTopic(text: string): (Address & { lane: Lane }) | undefined {
  const [root, version, region, site, gateway, lane, more] = text.split('/');
  if (root !== 'changping' || version !== '1' || more !== undefined) return undefined;
  if (!region || !site || !gateway || !lane || !lanes.includes(lane)) return undefined;
  if (!idPattern.test(region) || !idPattern.test(site) || !idPattern.test(gateway)) return undefined;
  return {
    region: region as RegionId,
    site: site as SiteId,
    gateway: gateway as GatewayId,
    lane: lane as Lane,
  };
}
