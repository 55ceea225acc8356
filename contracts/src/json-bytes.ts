/** Read one JSON object from bytes that a stranger may have written: bounded in size and depth, every key once, and none that means something to JavaScript. */
import type { FaultCode } from './faults.ts';

export type Row = Record<string, unknown>;
/** `row` is there whenever the bytes could be parsed: what they say of themselves helps to answer. */
export type Read = { fault: null; row: Row } | { fault: FaultCode; why: string; row: Row | null };

const depthMax = 16;

/** @returns the object as parsed, or its fault. Never throws, whatever the bytes. */
export function readRow(bytes: Uint8Array, bytesMax: number): Read {
  if (bytes.length > bytesMax) return { fault: 'letterTooLarge', why: `${bytes.length} bytes`, row: null };
  const keys = countKeys(bytes);
  if (keys === undefined) return { fault: 'letterTooDeep', why: `more than ${depthMax} levels`, row: null };
  let row: unknown;
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    row = JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? wholeText(error.message.slice(0, 120)) : '';
    return { fault: 'letterNotJson', why, row: null };
  }
  if (!isRow(row)) return { fault: 'letterShape', why: 'not an object', row: null };
  const isOnce = keys.inner ? keysIn(row) === keys.top + keys.inner : Object.keys(row).length === keys.top;
  if (!isOnce) return { fault: 'letterShape', why: 'a key twice', row };
  // Looking at every key takes as long as parsing, so first ask whether there can be one: it may hide behind an escape.
  const isSuspect = text.includes('__proto__') || text.includes('constructor') || text.includes('\\u');
  return isSuspect && isForbidden(row)
    ? { fault: 'letterShape', why: '__proto__', row }
    : { fault: null, row };
}

export const isRow = (x: unknown): x is Row => typeof x === 'object' && x !== null && !Array.isArray(x);

/** Half a surrogate pair is no text: a database would replace it in its own way, and NUL not every database takes. */
export const wholeText = (text: string): string =>
  text.replace(/\p{Surrogate}/gu, '\ufffd').replaceAll('\0', '\ufffd');

/** JSON.parse recurses and drops what comes twice, so before it brackets and colons outside strings are counted; undefined when they are too deep. */
function countKeys(bytes: Uint8Array): { top: number; inner: number } | undefined {
  let depth = 0;
  let quoted = false;
  let top = 0;
  let inner = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i];
    if (quoted) {
      if (byte === 0x5c) i++;
      else if (byte === 0x22) quoted = false;
    } else if (byte === 0x22) quoted = true;
    else if (byte === 0x3a) {
      if (depth === 1) top++;
      else inner++;
    } else if (byte === 0x7b || byte === 0x5b) {
      if (++depth > depthMax) return undefined;
    } else if (byte === 0x7d || byte === 0x5d) depth--;
  }
  return { top, inner };
}

function keysIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const own = Array.isArray(value) ? 0 : Object.keys(value).length;
  return Object.values(value).reduce<number>((sum, each) => sum + keysIn(each), own);
}

/** JSON.parse makes "__proto__" an own key; nothing of ours has such a key, so it is an attack or damage. */
function isForbidden(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (Object.hasOwn(value, '__proto__') || Object.hasOwn(value, 'constructor')) return true;
  return Object.values(value).some(isForbidden);
}
