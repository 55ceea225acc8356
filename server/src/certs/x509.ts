/** Certificates as RFC 5280 wants them, ECDSA P-256 with SHA-256: an authority of our own, and a server's that it signs. */
import { createHash, createPublicKey, type KeyObject, randomBytes, sign } from 'node:crypto';
import { isIP } from 'node:net';
import { bare, bits, type Der, integer, octets, oid, part, sequence, set, text, time, yes } from './der.ts';

export type Term = { startsAt: number; endsAt: number };
/** Names and addresses that a server answers to. */
export type Hosts = readonly string[];

/** @returns PEM. */
export const authorityCertificate = (key: KeyObject, name: string, term: Term): string =>
  signed({
    ...{ key, subject: name, issuer: name, publicKey: createPublicKey(key), term },
    extensions: [
      // It signs servers and no other authorities.
      extension('2.5.29.19', sequence(yes, integer(Buffer.from([0]))), true),
      extension('2.5.29.15', bits(Buffer.from([0x06]), 1), true),
    ],
  });

/** @param key of the authority. @returns PEM. */
export const serverCertificate = (
  key: KeyObject,
  issuer: string,
  { publicKey, hosts, term }: { publicKey: KeyObject; hosts: Hosts; term: Term },
): string =>
  signed({
    ...{ key, issuer, publicKey, term, subject: (hosts[0] ?? 'changping').slice(0, 64) },
    extensions: [
      extension('2.5.29.19', sequence(), true),
      extension('2.5.29.15', bits(Buffer.from([0x80]), 7), true),
      extension('2.5.29.37', sequence(oid('1.3.6.1.5.5.7.3.1'))),
      extension('2.5.29.17', sequence(...hosts.map(hostName))),
    ],
  });

type Wish = {
  key: KeyObject;
  subject: string;
  issuer: string;
  publicKey: KeyObject;
  term: Term;
  extensions: Der[];
};

function signed({ key, subject, issuer, publicKey, term, extensions }: Wish): string {
  const algorithm = sequence(oid('1.2.840.10045.4.3.2'));
  const body = sequence(
    part(0, integer(Buffer.from([2]))),
    integer(randomBytes(16)),
    algorithm,
    nameOf(issuer),
    sequence(time(term.startsAt), time(term.endsAt)),
    nameOf(subject),
    publicKey.export({ type: 'spki', format: 'der' }),
    part(
      3,
      sequence(
        ...extensions,
        extension('2.5.29.14', octets(markOf(publicKey))),
        extension('2.5.29.35', sequence(bare(0, markOf(createPublicKey(key))))),
      ),
    ),
  );
  const der = sequence(body, algorithm, bits(sign('sha256', body, key)));
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}

const nameOf = (commonName: string): Der => sequence(set(sequence(oid('2.5.4.3'), text(commonName))));

const extension = (id: string, value: Der, isCritical = false): Der =>
  sequence(oid(id), ...(isCritical ? [yes] : []), octets(value));

/** Which key it is: SHA-1 of its bits (RFC 5280 4.2.1.2), a name and no proof. */
function markOf(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  const point = [Buffer.from([4]), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')];
  return createHash('sha1').update(Buffer.concat(point)).digest();
}

const hostName = (host: string): Der =>
  isIP(host) ? bare(7, bytesOf(host)) : bare(2, Buffer.from(host, 'latin1'));

function bytesOf(address: string): Buffer {
  if (isIP(address) === 4) return Buffer.from(address.split('.').map(Number));
  // The parser of URLs knows every way to write it, also with the last four bytes as of old.
  const plain = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [head = '', tail] = plain.split('::');
  const groups = (half: string) => half.split(':').filter(Boolean);
  const ends = tail === undefined ? [] : groups(tail);
  const zeros = Array<string>(8 - groups(head).length - ends.length).fill('0');
  const all = tail === undefined ? groups(head) : [...groups(head), ...zeros, ...ends];
  return Buffer.from(all.map((group) => group.padStart(4, '0')).join(''), 'hex');
}
