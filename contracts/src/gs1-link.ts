/** Read a GS1 Digital Link: the label's values out of the path and the query of a web address. The address itself is never opened. */
import { readPairs } from './gs1.ts';
import { type AiRow, type Ais, aiRow } from './gs1-table.ts';
import { isChecked } from './gs1-value.ts';
import type { ScanFault } from './scan-faults.ts';
import type { Instant } from './units.ts';

/** More than there are identifiers. */
const mostPairs = 32;

/** @returns undefined for an address that is no Digital Link. */
export function readLink(text: string, now: Instant): { ais: Ais } | ScanFault | undefined {
  const [, path, query = ''] = /^https?:\/\/[^/?#\s]+(\/[^?#]*)(?:\?([^#]*))?/i.exec(text) ?? [];
  if (path === undefined) return undefined;
  const pairs = pathPairs(path.split('/').slice(1));
  return pairs && readPairs([...pairs, ...queryPairs(query)], now);
}

/** From the right, for anything may stand before the key. */
function pathPairs(segments: string[]): [string, string][] | undefined {
  const pairs: [string, string][] = [];
  for (let i = segments.length - 2; i >= 0 && pairs.length < mostPairs; i -= 2) {
    const ai = segments[i] ?? '';
    if (!numeric.test(ai)) return undefined;
    const value = unescaped(segments[i + 1] ?? '');
    const row = aiRow(ai);
    if (row?.opensLink && isKey(row, value)) return [[ai, whole(ai, value)], ...pairs];
    pairs.unshift([ai, value]);
  }
  return undefined;
}

/** Any address may have a path of numbers: the value has to look like a key, right or spoilt. Keys of letters begin with the number of a company. */
function isKey({ digitsOnly, max }: AiRow, value: string): boolean {
  if (!digitsOnly) return /^\d{4}/.test(value);
  if (!/^\d+$/.test(value)) return false;
  return (value.length >= max - 2 && value.length <= max + 1) || (value.length === 8 && isChecked(value));
}

/** Names that are no number are another's business. In a query "+" stands for a space. */
function queryPairs(query: string): [string, string][] {
  return query.split('&').flatMap((part) => {
    const [name = '', ...values] = part.split('=');
    if (!numeric.test(name)) return [];
    return [[name, whole(name, unescaped(values.join('=').replaceAll('+', ' ')))]];
  });
}

/** GTIN-8, -12 and -13 may stand without the zeros before them. */
const whole = (ai: string, value: string): string =>
  ai === '01' && /^(?:\d{8}|\d{12,13})$/.test(value) ? value.padStart(14, '0') : value;

const numeric = /^\d{2,4}$/;

/** What is no escape stays as it is: some printers forget to escape the "%" of a lot. */
const unescaped = (text: string): string =>
  text.replace(/(?:%[\da-f]{2})+/gi, (bytes) => {
    try {
      return decodeURIComponent(bytes);
    } catch {
      return bytes;
    }
  });
