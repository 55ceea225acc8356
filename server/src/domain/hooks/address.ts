/** What kind of place an IP address is: outside, inside (this computer, its network, or one that the internet does not route), or none that anybody could stand at. By IANA's registries of special-purpose addresses (RFC 6890 and the rows added since). */

export type Standing = 'outside' | 'inside' | 'nowhere';
/** 16 bytes; of IPv4 the last four, behind ::ffff:0:0/96. */
export type Address = readonly number[];
export type Block = { readonly address: Address; readonly bits: number };

const mappedHead = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff];

/** @returns null for what is no address in its plain form: an IPv4 address in octal or as one number is what a URL's parser makes of it. */
export function readAddress(text: string): Address | null {
  const four = readFour(text);
  if (four) return [...mappedHead, ...four];
  // A zone (fe80::1%eth0) says through which card, not where.
  const [plain = '', zone] = text.split('%');
  if (!plain.includes(':') || zone === '') return null;
  const halves = plain.split('::');
  if (halves.length > 2 || (halves.length === 2 && halves[0]?.includes('.'))) return null;
  const [head, tail] = halves.map(readGroups);
  if (!head || (halves.length === 2 && !tail)) return null;
  const missing = 16 - head.length - (tail?.length ?? 0);
  if (tail ? missing < 2 : missing !== 0) return null;
  return [...head, ...Array<number>(missing).fill(0), ...(tail ?? [])];
}

/** "10.1.0.0/16", "fd00::/8"; an address alone is a block of itself. */
export function readBlock(text: string): Block | null {
  const [plain = '', length, more] = text.split('/');
  const address = readAddress(plain);
  if (!address || more !== undefined || (length !== undefined && !/^\d{1,3}$/.test(length))) return null;
  const isFour = !plain.includes(':');
  const bits = length === undefined ? 128 : Number(length) + (isFour ? 96 : 0);
  if (bits > 128) return null;
  return { address, bits };
}

export const isIn = (address: Address, { address: base, bits }: Block): boolean =>
  base.every((byte, at) => {
    const own = Math.min(8, Math.max(0, bits - at * 8));
    return byte >> (8 - own) === (address[at] as number) >> (8 - own);
  });

export function standingOf(named: Address): Standing {
  const address = leadsTo(named);
  if (nowhere.some((block) => isIn(address, block))) return 'nowhere';
  if (inside.some((block) => isIn(address, block))) return 'inside';
  // Of IPv6 nothing else is routed (RFC 4291, 2.4).
  return isIn(address, four) || isIn(address, global) ? 'outside' : 'inside';
}

/** Itself, or the IPv4 address that an IPv6 one carries: NAT64 (RFC 6052) and 6to4 (RFC 3056) would reach what stands inside by another name. */
export function leadsTo(address: Address): Address {
  const at = isIn(address, nat64) ? 12 : isIn(address, sixToFour) ? 2 : null;
  return at === null ? address : [...mappedHead, ...address.slice(at, at + 4)];
}

const block = (text: string): Block => {
  const read = readBlock(text);
  if (!read) throw new Error(`no block ${text}`);
  return read;
};
const four = block('0.0.0.0/0');
const global = block('2000::/3');
const nat64 = block('64:ff9b::/96');
const sixToFour = block('2002::/16');
const nowhere = ['0.0.0.0/8', '224.0.0.0/4', '240.0.0.0/4', '::/128', 'ff00::/8'].map(block);
const inside = [
  ...['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '127.0.0.0/8', '169.254.0.0/16', '100.64.0.0/10'],
  ...['192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24'],
  ...['2001::/23', '2001:db8::/32', '3fff::/20'],
].map(block);

function readFour(text: string): number[] | null {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1);
  const bytes = parts?.map(Number);
  return bytes?.every((byte) => byte < 256) && !parts?.some((part) => /^0\d/.test(part)) ? bytes : null;
}

/** One side of "::", also with an IPv4 address as its end. */
function readGroups(text: string): number[] | null {
  if (text === '') return [];
  const groups = text.split(':');
  const last = groups.at(-1) as string;
  const end = last.includes('.') ? readFour(last) : [];
  if (!end) return null;
  const bytes = (last.includes('.') ? groups.slice(0, -1) : groups).flatMap((group) =>
    /^[\da-f]{1,4}$/i.test(group)
      ? [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 0xff]
      : [-1],
  );
  return bytes.includes(-1) ? null : [...bytes, ...end];
}
