/**
 * Whatever a keeper scans or types is one of seven things, and nothing in it is ever opened or run: a GS1 label, a Digital
 * Link, the code of a tag, a label of our own, plain text, or a fault that says what is wrong. Any text is answered, in
 * bounded time. (One number copied to two places shows only in time and distance between scans: the server's business.)
 */
import { type Decoded, decodeEpc } from './epc.ts';
import { type Elements, readElements, separator, withSpelled } from './gs1.ts';
import { readLink } from './gs1-link.ts';
import { type Ais, aiAt, aiRow } from './gs1-table.ts';
import { isChecked } from './gs1-value.ts';
import { gtinOf } from './gtin.ts';
import { type ScanFault, scanFault } from './scan-faults.ts';
import { isOwn, type Own, readOwn } from './scan-own.ts';
import { type Epc, epcPattern, type Instant } from './units.ts';
import { seenOf } from './unseen.ts';

export type Scan =
  | ({ type: 'gs1' } & Elements)
  | { type: 'digitalLink'; ais: Ais }
  | { type: 'epc'; epc: Epc; decoded?: Decoded }
  | Own
  /** `gtin`: the text has the shape and the check digit of a retail bar code, and may yet be a number of another kind. */
  | { type: 'plain'; text: string; gtin?: string }
  | ScanFault;

/** The largest QR code holds 4,296 signs. */
const longest = 8192;

export function parseScan(text: string, now: Instant): Scan {
  if (text.length > longest) return scanFault('tooLong');
  const whole = text.trim();
  const prefix = /^\][A-Za-z][\dA-Za-z]/.exec(whole)?.[0] ?? '';
  const body = whole.slice(prefix.length).trim();
  if (!body) return scanFault('empty');
  if (isOwn(body)) return readOwn(body);
  const link = readLink(body, now);
  if (link) return 'type' in link ? link : { type: 'digitalLink', ...link };
  const sold = retail.test(prefix + body) && gtinOf(body);
  if (sold) return { type: 'gs1', ais: { '01': sold } };
  if (isAddress(body)) return plain(body);
  if (gs1Prefix.test(prefix) || looksGs1(body)) return asElements(body, now, gs1Prefix.test(prefix));
  return isEpc(body) ? epcOf(body) : plain(body);
}

/** GS1-128, GS1 Data Matrix, GS1 QR code, GS1 DataBar and composites. */
const gs1Prefix = /^\](?:C1|d2|Q3|e0)$/;
/** EAN and UPC; ITF-14 on cartons. */
const retail = /^\](?:E[04]\d+|I[01]\d{14})$/;

const isAddress = (text: string): boolean => /^[a-z][a-z\d+.-]{1,20}:/i.test(text);

/** Without a prefix only what names an item or a carton is taken for a label, or what has a true separator: "10-22" may be a bin. */
function looksGs1(text: string): boolean {
  if (/^[(（]\d{2,4}[)）]/.test(text) || /^(?:00\d{18}|0[12]\d{14})/.test(text)) return true;
  const seen = withSpelled(text);
  if (seen.startsWith(separator)) return /\d/.test(seen[1] ?? '');
  return seen.includes(separator) && aiRow(aiAt(seen, 0)) !== undefined;
}

/** 24 digits may be a label, a spoilt label or the code of a tag that happens to have no letter. A label it is when its item number proves right, or all behind it. */
function asElements(text: string, now: Instant, isSure: boolean): Scan {
  const read = readElements(text, now);
  if (!('type' in read)) return { type: 'gs1', ...read };
  if (isSure || !isEpc(text)) return read;
  const isItem = /^0[12]/.test(text);
  const isLabel = isItem && (isChecked(text.slice(2, 16)) || !('type' in readElements(text.slice(16), now)));
  return isLabel ? read : epcOf(text);
}

/** Whole words of memory, 96 bits or more: shorter ones are as likely numbers of papers. */
const isEpc = (text: string): boolean =>
  text.length >= 24 && text.length % 4 === 0 && epcPattern.test(text.toUpperCase());

function epcOf(text: string): Scan {
  const epc = text.toUpperCase() as Epc;
  const decoded = decodeEpc(epc);
  return { type: 'epc', epc, ...(decoded ? { decoded } : {}) };
}

function plain(text: string): Scan {
  const seen = seenOf(text);
  if (!seen) return scanFault('empty');
  const gtin = gtinOf(seen);
  return { type: 'plain', text: seen, ...(gtin ? { gtin } : {}) };
}
