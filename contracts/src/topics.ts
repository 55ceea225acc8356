/** The one table of MQTT topics: built here, spelled nowhere else. */
import type { GatewayId, RegionId, SiteId } from './units.ts';

/** up: letters to the server · down: acks and orders to the gateway · state: retained birth and will. */
export type Lane = 'up' | 'down' | 'state';

export type Address = { region: RegionId; site: SiteId; gateway: GatewayId };

export const topic = (to: Address, lane: Lane): string =>
  `changping/1/${to.region}/${to.site}/${to.gateway}/${lane}`;
