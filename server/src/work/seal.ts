/** The signature that a report carries in itself: over the digest of all its other bytes, the head of the chain it was made under, when, by whom and what was ordered. A file beside it would be lost with the first mail; a signature of the format's own kind would need a reader of ours for each format, and Excel has none without certificates. So it is one text at the one place where every reader of that format passes over it:
 *  PDF: a comment before the last `startxref`; XLSX: the comment of the zip; CSV: the last row.
 *  `changping-seal 1 STATEMENT KEY SIGNATURE`, each base64url (RFC 4648); KEY and SIGNATURE are Ed25519 as in RFC 8032, over the bytes of STATEMENT. The digest is SM3 over the file without the text, byte by byte: what was moved, added behind or packed anew is another file. */
import { createHash } from 'node:crypto';
import type { Format } from '@changping/contracts/http-jobs';
import { z } from 'zod';
import { isSignedBy, pemOf, type Signer } from '../store/head-key.ts';
import type { Head } from '../store/verify.ts';

/** What is signed besides the digest. `at`: ms since 1970. `order`: as it was ordered by the version of then. */
export type Claim = { head: Head; at: number; by: string; order: z.output<typeof order> };
/** `key`: whoever holds it signed this; whose it is the file can't say. */
export type Seal = { claim: Claim; key: string; isWhole: boolean };
export type SealedFormat = Extract<Format, 'pdf' | 'xlsx' | 'csv'>;

export function sealed(bytes: Uint8Array, format: SealedFormat, claim: Claim, signer: Signer): Uint8Array {
  const text = statement(digestOf(bytes), claim);
  const signature = signer.sign(text).toString('base64url');
  return places[format].put(
    bytes,
    `${word} ${Buffer.from(text).toString('base64url')} ${signer.x} ${signature}`,
  );
}

/** @returns null where there is no such text at its place. */
export function sealOf(bytes: Uint8Array): Seal | null {
  const found = places[formatOf(bytes)].take(bytes);
  const [said = '', key = '', signature = ''] = found?.text.split(' ').slice(2) ?? [];
  const claim = found && claimOf(plain(said)?.toString('utf8') ?? '');
  if (!found || !claim) return null;
  return { claim: claim.claim, key, isWhole: isSigned() && claim.digest === digestOf(found.rest) };

  function isSigned(): boolean {
    const [text, signed] = [plain(said), plain(signature)];
    try {
      return text !== null && signed !== null && isSignedBy(pemOf(key), text.toString('utf8'), signed);
    } catch {
      return false;
    }
  }
}

/** A seal that is not at its place, as where something was put behind it. */
export const hasSealWord = (bytes: Uint8Array): boolean => bufferOf(bytes).includes(`${word} `);

/** Of a CSV that was read as a table. */
export const isSealRow = ([first = '', ...more]: readonly string[]): boolean =>
  first.startsWith(`${word} `) && more.every((cell) => cell === '');

const word = 'changping-seal 1';
const shape = `${word}(?: [\\w-]+){3}`;
/** The order with its longest numbers and names is a tenth of it. */
const longest = 8192;

/** One JSON array a line, as in the chains. */
const statement = (digest: string, { head: { chain, n, hash }, at, by, order: what }: Claim): string =>
  [
    ['changping-report', 1, digest],
    ['head', chain, n, hash],
    ['made', at, by],
    ['order', what],
  ]
    .map((line) => JSON.stringify(line))
    .join('\n');

/** The last that a clock can tell: ECMA-262, 21.4.1.1. */
const lastTime = 8.64e15;
const order = z.looseObject({ report: z.string(), format: z.string() });
const lines = z.tuple([
  z.tuple([z.literal('changping-report'), z.literal(1), z.string()]),
  z.tuple([z.literal('head'), z.string(), z.int().min(0), z.string()]),
  z.tuple([z.literal('made'), z.int().min(0).max(lastTime), z.string()]),
  z.tuple([z.literal('order'), order]),
]);

function claimOf(text: string): { digest: string; claim: Claim } | null {
  try {
    const [[, , digest], [, chain, n, hash], [, at, by], [, what]] = lines.parse(
      text.split('\n').map((line) => JSON.parse(line)),
    );
    return { digest, claim: { head: { chain, n, hash }, at, by, order: what } };
  } catch {
    return null;
  }
}

/** The last sign may have bits that say nothing: of all ways to write the same bytes one is ours. */
function plain(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : null;
}

const digestOf = (bytes: Uint8Array): string => createHash('sm3').update(bytes).digest('hex');
const bufferOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function formatOf(bytes: Uint8Array): SealedFormat {
  const head = bufferOf(bytes).subarray(0, 4).toString('latin1');
  return head === '%PDF' ? 'pdf' : head === 'PK\x03\x04' ? 'xlsx' : 'csv';
}

type Place = {
  put(bytes: Uint8Array, text: string): Uint8Array;
  take(bytes: Uint8Array): { text: string; rest: Buffer } | null;
};
/** Where the comment's length stands, and where the comment begins, after the sign that ends a zip (APPNOTE 4.3.16). */
const [lengthAt, commentAt] = [20, 22];

const places: Record<SealedFormat, Place> = {
  csv: {
    put: (bytes, text) => Buffer.concat([bytes, Buffer.from(`${text}\r\n`)]),
    take: taken(new RegExp(`(${shape})\r\n$`)),
  },
  pdf: {
    put(bytes, text) {
      const at = bufferOf(bytes).lastIndexOf('startxref');
      return Buffer.concat([bytes.subarray(0, at), Buffer.from(`%${text}\n`), bytes.subarray(at)]);
    },
    take: taken(new RegExp(`%(${shape})\n(startxref\n\\d+\n%%EOF\n)$`)),
  },
  xlsx: {
    put(bytes, text) {
      const whole = Buffer.concat([bytes, Buffer.from(text)]);
      whole.writeUInt16LE(text.length, bytes.length - commentAt + lengthAt);
      return whole;
    },
    take(bytes) {
      const found = taken(new RegExp(`(${shape})$`))(bytes);
      if (!found) return null;
      const { text } = found;
      const rest = Buffer.from(found.rest);
      const at = rest.length - commentAt + lengthAt;
      if (at < 0 || rest.readUInt16LE(at) !== text.length) return null;
      rest.writeUInt16LE(0, at);
      return { text, rest };
    },
  },
};

/** What the shape finds at the end is cut out, all but what it keeps behind the text. */
function taken(end: RegExp): Place['take'] {
  return (bytes) => {
    const whole = bufferOf(bytes);
    const tail = whole.subarray(Math.max(0, whole.length - longest)).toString('latin1');
    const [all = '', text, kept = ''] = end.exec(tail) ?? [];
    if (text === undefined) return null;
    const rest = Buffer.concat([whole.subarray(0, whole.length - all.length), Buffer.from(kept, 'latin1')]);
    return { text, rest };
  };
}
