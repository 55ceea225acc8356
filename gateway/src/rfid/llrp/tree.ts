/** A message or parameter as an object for a person: every field by its name, every parameter inside the one that holds it. */
import { textAt } from './answers.ts';
import { type Message, u16, u32, u64 } from './framer.ts';
import { type Param, type ParamFault, paramsIn } from './params.ts';
import type { Micros } from './report.ts';
import { messageShapes, paramShapes, type Shape } from './shapes.ts';

export type Leaf = string | number | boolean | null | number[];
export type Fields = { [name: string]: Leaf | Branch[] };
/** A parameter nobody here knows shows its bytes. */
export type Branch = Fields & { parameter: string | number };

/** The deepest real message has eight levels. */
const deepest = 16;

export function treeOf({ number, body }: Message): Fields | ParamFault {
  const fields: Fields = {};
  const at = readFields(fields, messageShapes[number] ?? '', body, 0, body.length);
  if (typeof at === 'string') return at;
  const parameters = branches(body, at, body.length, 1);
  if (typeof parameters === 'string') return parameters;
  return parameters.length ? { ...fields, parameters } : fields;
}

function branches(bytes: Uint8Array, from: number, to: number, level: number): Branch[] | ParamFault {
  if (level > deepest) return 'parameters nested too deep';
  const params = paramsIn(bytes, from, to);
  if (typeof params === 'string') return params;
  const made: Branch[] = [];
  for (const each of params) {
    const branch = branchOf(bytes, each, level);
    if (typeof branch === 'string') return branch;
    made.push(branch);
  }
  return made;
}

function branchOf(bytes: Uint8Array, { type, from, to }: Param, level: number): Branch | ParamFault {
  const [name, ...fields] = (paramShapes[type] ?? '').split(' ');
  if (!name) return { parameter: type, data: hexOf(bytes, from, to) };
  const branch: Branch = { parameter: name };
  const at = readFields(branch, fields.join(' '), bytes, from, to);
  if (typeof at === 'string') return at;
  const parameters = branches(bytes, at, to, level + 1);
  if (typeof parameters === 'string') return parameters;
  if (parameters.length) branch.parameters = parameters;
  return branch;
}

/** @returns where the fields end. */
function readFields(
  into: Fields,
  shape: Shape,
  bytes: Uint8Array,
  from: number,
  to: number,
): number | ParamFault {
  let at = from;
  for (const field of shape.split(' ').filter(Boolean)) {
    const [name = '', kind = ''] = field.split(':');
    const length = lengthOf(kind, bytes, at, to);
    if (at + length > to) return 'a field past the end of its parameter';
    if (kind !== 'skip') into[name] = leafAt(kind, bytes, at, at + length);
    at += length;
  }
  return at;
}

const sizes: Readonly<Record<string, number>> = { u16: 2, s16: 2, u32: 4, u64: 8, time: 8 };
/** Bytes of one in a counted list. */
const each: Readonly<Record<string, number>> = { text: 1, bytes: 1, words: 2, longs: 4 };

function lengthOf(kind: string, bytes: Uint8Array, at: number, to: number): number {
  if (kind === 'rest') return to - at;
  const size = each[kind];
  if (size === undefined) return sizes[kind] ?? 1;
  return at + 2 > to ? 2 : 2 + size * u16(bytes, at);
}

function leafAt(kind: string, bytes: Uint8Array, at: number, end: number): Leaf {
  const first = bytes[at] as number;
  switch (kind) {
    case 'bit':
      return first >= 0x80;
    case 's8':
      return (first << 24) >> 24;
    case 'u16':
      return u16(bytes, at);
    case 's16':
      return (u16(bytes, at) << 16) >> 16;
    case 'u32':
      return u32(bytes, at);
    case 'u64':
      return u64(bytes, at);
    case 'time':
      return isoOf(u64(bytes, at));
    case 'text':
      return textAt(bytes, at, end) ?? '';
    case 'bytes':
      return hexOf(bytes, at + 2, end);
    case 'words':
      return Array.from({ length: (end - at - 2) / 2 }, (_, i) => u16(bytes, at + 2 + 2 * i));
    case 'longs':
      return Array.from({ length: (end - at - 2) / 4 }, (_, i) => u32(bytes, at + 2 + 4 * i));
    case 'rest':
      return hexOf(bytes, at, end);
    default:
      return first;
  }
}

/** With microseconds; null for a time that a number of them cannot hold, which no clock shows before 2255. */
export function isoOf(micros: Micros | null): string | null {
  if (micros === null || !Number.isSafeInteger(micros)) return null;
  const date = new Date(Math.floor(micros / 1000)).toISOString();
  return `${date.slice(0, -1)}${String(micros % 1000).padStart(3, '0')}Z`;
}

const hexOf = (bytes: Uint8Array, from: number, to: number) =>
  Buffer.from(bytes.subarray(from, to)).toString('hex').toUpperCase();
