/** Where a hook may lead: over http or https, to the outside; inside only where the server's settings name it, for a hook must not become somebody's way to what listens beside the server. Asked of the URL when it is set up, and of each address at the moment it is connected to, or a name that answers differently the second time (DNS rebinding) would pass. */
import { type Address, type Block, isIn, leadsTo, readAddress, readBlock, standingOf } from './address.ts';

/** One entry of `webhooks.allow`: a block of addresses, or a host with its port just as a URL writes them. */
export type Allowed = { block: Block } | { host: string };
export type Wrong = 'url' | 'scheme' | 'credentials' | 'inside' | 'nowhere';

/** "10.1.2.0/24", "robot.example:8443", "[fd00::1]:443". @returns null for what is neither. */
export function readAllowed(text: string): Allowed | null {
  const block = readBlock(text);
  if (block) return { block };
  if (!/^(\[[\da-f:.]+\]|[a-z\d.-]+):\d{1,5}$/i.test(text)) return null;
  const url = parse(`http://${text}/`);
  const port = text.slice(text.lastIndexOf(':') + 1);
  return url && Number(port) > 0 ? { host: `${url.hostname}:${Number(port)}` } : null;
}

/** What the server's settings name, and the blocks that its own lines are in: an intranet may have given itself addresses that belong to others outside. */
export type Guard = { allowed: readonly Allowed[]; near: readonly Block[] };

/** @returns what is wrong with it as it is written, before any name is looked up. */
export function urlWrong(text: string, guard: Guard): Wrong | null {
  const url = parse(text);
  if (!url) return 'url';
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return 'scheme';
  if (url.username !== '' || url.password !== '') return 'credentials';
  // RFC 6761, 6.3: a name of this computer, whatever somebody's resolver says.
  const isHere = /(^|\.)localhost\.?$/i.test(url.hostname);
  const address = addressIn(url);
  return address || isHere ? addressWrong(address ?? loopback, url, guard) : null;
}

/** @param address what the name of the URL was found to be. */
export function addressWrong(address: Address | null, url: URL, { allowed, near }: Guard): Wrong | null {
  const standing = address ? standingOf(address) : 'nowhere';
  if (!address || standing === 'nowhere') return 'nowhere';
  if (standing === 'outside' && !near.some((block) => isIn(leadsTo(address), block))) return null;
  const host = `${url.hostname}:${portOf(url)}`;
  const isNamed = allowed.some((each) => ('host' in each ? each.host === host : isIn(address, each.block)));
  return isNamed ? null : 'inside';
}

/** Where it leads, without what makes it secret: whoever knows the whole address of a robot can speak as it does. */
export function shown(text: string): string {
  const url = parse(text);
  return url ? `${url.origin}/…` : '';
}

/** The address itself, where the URL names one; such a one is never looked up. */
export const addressIn = (url: URL): Address | null => readAddress(url.hostname.replace(/^\[|\]$/g, ''));

const portOf = (url: URL): number => Number(url.port || (url.protocol === 'https:' ? 443 : 80));

const loopback = readAddress('127.0.0.1') as Address;

function parse(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}
