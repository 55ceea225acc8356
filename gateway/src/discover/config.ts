/** A first configuration from what was found: complete but for the key file, and for which antennas look in and which look out. */
import type { Finding } from './ask.ts';
import type { DiscoverOptions } from './options.ts';

export type FirstReader = { id: string; type: 'm100' | 'llrp'; port: { tcp: string } | { serial: string } };

/** A reader that refuses us is one of this store all the same: somebody else's test may be using it. */
export function readersOf(findings: readonly Finding[]): FirstReader[] {
  return findings
    .filter((each) => each.found !== null)
    .map(({ found, port }, i) => ({
      id: `reader-${i + 1}`,
      type: found,
      port: 'tcp' in port ? { tcp: port.tcp } : { serial: port.serial },
    }));
}

export const configOf = ({ id, region, site, server }: DiscoverOptions['names'], readers: FirstReader[]) => ({
  ...{ id, region, site },
  server: { url: server, keyFile: 'gateway.key' },
  data: 'data',
  status: { port: 7180 },
  readers,
});
