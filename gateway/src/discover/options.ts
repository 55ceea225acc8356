/** What `gateway discover` is asked to do, from its command line; every wish within bounds, for it knocks at other people's doors. */
import { parseArgs } from 'node:util';

export type DiscoverOptions = {
  /** Serial ports besides those that the system lists. */
  serial: string[];
  /** "host:port" of devices that are known to be there: asked for both kinds of reader. */
  hosts: string[];
  /** "host:port" that may be anything: listened to, asked nothing unless a reader greets. */
  range: string[];
  seconds: number;
  write: string | null;
  names: { id: string; region: string; site: string; server: string };
};

export const discoverUsage = `gateway discover [options]    finds the readers of this store, shows what they read, writes a first configuration

  --serial PATH         a serial port besides those the system lists; may be given more than once
  --host HOST[:PORT]    a reader on the network, port 5084 if none is given; more than once
  --subnet A.B.C.D/NN   listens for LLRP readers at port 5084 of every address; /22 at most
  --seconds N           how long to show reads, 0 to 600; 5 if not given
  --write FILE          writes a configuration that "gateway --config FILE" takes; never over a file that is there
  --id, --region, --site, --server    for that file; GW-1, ningxia, site-1, mqtt://127.0.0.1:1883 if not given

Every serial port is opened at 115200 baud and asked for an M100 reader: end a running gateway before.
`;

const llrpPort = 5084;
/** As many as four class C networks have. */
const rangeMost = 1024;
const many = { type: 'string', multiple: true } as const;
const one = { type: 'string' } as const;

/** @throws Error with a sentence. null: only help is wanted. */
export function discoverOptions(args: readonly string[]): DiscoverOptions | null {
  const { values } = parseArgs({
    args: [...args],
    options: {
      ...{ serial: many, host: many, subnet: many, seconds: one, write: one },
      ...{ id: one, region: one, site: one, server: one, help: { type: 'boolean' } },
    },
  });
  if (values.help) return null;
  const seconds = Number(values.seconds ?? 5);
  if (!(seconds >= 0 && seconds <= 600)) throw new Error(`--seconds must be 0 to 600, not ${values.seconds}`);
  const range = (values.subnet ?? []).flatMap(addressesOf);
  if (range.length > rangeMost) throw new Error(`--subnet: at most ${rangeMost} addresses at once`);
  return {
    serial: values.serial ?? [],
    hosts: (values.host ?? []).map(withPort),
    range: range.map((address) => `${address}:${llrpPort}`),
    seconds,
    write: values.write ?? null,
    names: {
      id: values.id ?? 'GW-1',
      region: values.region ?? 'ningxia',
      site: values.site ?? 'site-1',
      server: values.server ?? 'mqtt://127.0.0.1:1883',
    },
  };
}

function withPort(host: string): string {
  const found = /^([^\s:/]+)(?::(\d{1,5}))?$/.exec(host);
  const port = Number(found?.[2] ?? llrpPort);
  if (!found || port < 1 || port > 65_535) throw new Error(`--host must be HOST or HOST:PORT, not "${host}"`);
  return `${found[1]}:${port}`;
}

/** Without the network's own address and the one for all. */
export function addressesOf(subnet: string): string[] {
  const [, text = '', bits = ''] = /^(\d{1,3}(?:\.\d{1,3}){3})\/(\d{1,2})$/.exec(subnet) ?? [];
  const parts = text.split('.').map(Number);
  const size = 2 ** (32 - Number(bits));
  if (!text || parts.some((part) => part > 255) || Number(bits) > 32)
    throw new Error(`--subnet must be like 192.168.1.0/24, not "${subnet}"`);
  if (size > rangeMost) throw new Error(`--subnet ${subnet}: /22 at most, or the search takes the night`);
  const base = Math.floor(parts.reduce((sum, part) => sum * 256 + part, 0) / size) * size;
  const all = Array.from({ length: size }, (_, i) => base + i);
  return (size > 2 ? all.slice(1, -1) : all).map((n) =>
    [24, 16, 8, 0].map((shift) => Math.floor(n / 2 ** shift) % 256).join('.'),
  );
}
