/** Tag and label of one piece are held against each other: the same, different, or nothing to compare. Different is a question for a person, never decided here. */
import type { Decoded } from './epc.ts';
import type { Ais } from './gs1-table.ts';
import { checkDigit } from './gs1-value.ts';

export type Agreement = 'same' | 'different' | 'cannotTell';

/** A label without a serial can contradict the tag, but never confirm it: the same GTIN is on every piece. */
export function agrees(decoded: Decoded | undefined, ais: Ais): Agreement {
  const wanted = decoded ? elementsOf(decoded.uri) : {};
  const held = Object.entries(wanted).map(([ai, value]) =>
    ais[ai] === undefined ? 'cannotTell' : ais[ai] === value ? 'same' : 'different',
  );
  if (held.includes('different')) return 'different';
  return held.length && held.every((each) => each === 'same') ? 'same' : 'cannotTell';
}

/** urn:epc:id:scheme:company.second.tail as the elements that a label of the same thing bears. */
function elementsOf(uri: string): Ais {
  const [, , , scheme = '', ...rest] = uri.split(':');
  const [company = '', second = '', ...tails] = rest.join(':').split('.');
  const tail = plain(tails.join('.'));
  switch (scheme) {
    case 'sgtin':
      return { '01': checked(`${second.slice(0, 1)}${company}${second.slice(1)}`), '21': tail };
    case 'sscc':
      return { '00': checked(`${second.slice(0, 1)}${company}${second.slice(1)}`) };
    case 'sgln':
      // AI 254, the extension, is not on our labels: with one the tag names a place within the label's.
      return { '414': checked(`${company}${second}`), ...(tail === '0' ? {} : { '254': tail }) };
    case 'grai':
      return { '8003': `0${checked(`${company}${second}`)}${tail}` };
    case 'giai':
      return { '8004': `${company}${plain([second, ...tails].join('.'))}` };
    default:
      return {};
  }
}

const checked = (body: string): string => body + checkDigit(body);
const plain = (text: string): string =>
  text.replace(/%([\dA-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
