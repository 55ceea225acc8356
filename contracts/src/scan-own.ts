/**
 * Our own label: `CP1:P:<id>:<check>`, the same in QR, Data Matrix and Code 128.
 *
 * CP1 is the form and its version; one letter says what is named: P piece, B bin, Z zone, S site, D document, U person,
 * L lot, K kit. The id stands as it is; what is no letter, digit or one of -_.!~*'() is percent-encoded UTF-8, so that the code
 * is ASCII and survives every keyboard. The check is two digits, mod 97 over letter and id: it finds every wrong sign and
 * every swap of two neighbours. (One sign would do for the 36 of a Code 39, not for ids with small letters.) An id in
 * capitals and digits keeps the whole in the QR alphabet, 5½ bits a sign: an id of 16 fits the smallest code, one of 11 with
 * the middle correction.
 */
import { type ScanFault, scanFault } from './scan-faults.ts';
import { unseen } from './unseen.ts';

const letters = {
  piece: 'P',
  bin: 'B',
  zone: 'Z',
  site: 'S',
  document: 'D',
  person: 'U',
  lot: 'L',
  kit: 'K',
} as const;
export type OwnWhat = keyof typeof letters;
export type Own = { type: 'own'; what: OwnWhat; id: string };

/** In signs of the encoded id. */
const longest = 240;

/** Throws for an id that no label can bear: empty, too long, or with signs that nobody sees. */
export function ownCode(what: OwnWhat, id: string): string {
  const body = encodeURIComponent(id);
  if (!id || body.length > longest || unseen.test(id))
    throw new RangeError(`No label can bear the id "${id}"`);
  return `CP1:${letters[what]}:${body}:${check(letters[what] + body)}`;
}

export const isOwn = (text: string): boolean => /^CP\d{1,3}[:：]/i.test(text);

export function readOwn(text: string): Own | ScanFault {
  // A Chinese input method between reader and page makes the colon a wide one.
  const [form, letter, body = '', sum, ...more] = text.replaceAll('：', ':').split(':');
  if (form?.toUpperCase() !== 'CP1') return scanFault('ownVersion');
  const what = whats.get(letter ?? '');
  if (!what || more.length || body.length > longest || !encoded.test(body)) return scanFault('ownShape');
  if (sum !== check(letter + body)) return scanFault('ownCheck');
  const id = decoded(body);
  return id === undefined ? scanFault('ownShape') : { type: 'own', what, id };
}

const whats = new Map(Object.entries(letters).map(([what, letter]) => [letter as string, what as OwnWhat]));
const encoded = /^[\w\-.!~*'()%]+$/;

function check(text: string): string {
  let sum = 0;
  // 97 is above the number of signs, so no two of them look alike; any weight but 0 and 1 tells neighbours apart.
  for (let i = 0; i < text.length; i++) sum = (sum * 10 + text.charCodeAt(i)) % 97;
  return String(sum).padStart(2, '0');
}

function decoded(body: string): string | undefined {
  try {
    const id = decodeURIComponent(body);
    return unseen.test(id) ? undefined : id;
  } catch {
    return undefined;
  }
}
