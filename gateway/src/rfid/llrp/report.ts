/** Read the tags of an RO_ACCESS_REPORT. The hottest loop of a portal: one object serves all tags of a report, and no list is made of its parameters. */
import type { Dbm, Epc } from '@changping/contracts/units';
import { believable } from '../m100.ts';
import { u16, u32, u64 } from './framer.ts';
import { param } from './numbers.ts';
import { isTvAt, lengthAt, type ParamFault, tlvHead } from './params.ts';

/** Microseconds since 1970, or since the reader was switched on: whatever its clock believes. */
export type Micros = number;
/** null where the reader did not say. */
export type Tag = {
  epc: Epc;
  antenna: number | null;
  rssi: Dbm | null;
  firstSeen: Micros | null;
  lastSeen: Micros | null;
  firstUptime: Micros | null;
  lastUptime: Micros | null;
  seenCount: number | null;
  channel: number | null;
  roSpec: number | null;
  spec: number | null;
  inventory: number | null;
  accessSpec: number | null;
  pc: number | null;
  crc: number | null;
};
/** `bad`: tags without a readable code, or cut off by a parameter that cannot be stepped over. `skipped`: parameters nobody here knows, and those of one tag beyond what a tag can have. `over`: tags passed over because there were too many. */
export type Tally = { tags: number; bad: number; skipped: number; over: number };

/** A tag has eighteen of the standard, and makers add some. What comes behind is not looked at: the code stands first. */
const fieldsMost = 64;

/**
 * @param heard gets every tag; the object is its own only until it returns.
 * @param most tags are read, bad ones too. The rest is stepped over by the heads: a report of the largest size has 262,000 of the smallest.
 */
export function readReport(
  body: Uint8Array,
  heard: (tag: Tag) => void,
  most = Number.POSITIVE_INFINITY,
): Tally | ParamFault {
  const tally = { tags: 0, bad: 0, skipped: 0, over: 0 };
  let at = 0;
  while (at < body.length) {
    if (tally.tags + tally.bad >= most) return passOver(body, at, tally);
    const length = lengthAt(body, at, body.length);
    if (typeof length === 'string') return length;
    if (isTvAt(body, at) || (u16(body, at) & 0x3ff) !== param.tagReport) tally.skipped++;
    else {
      const fault = readTag(body, at + tlvHead, at + length, tally);
      if (fault === 'a TV parameter of an unknown type' || (fault === undefined && tag.epc === ''))
        tally.bad++;
      else if (fault) return fault;
      else {
        tally.tags++;
        heard(tag);
      }
    }
    at += length;
  }
  return tally;
}

/** Apart from the loop above, and five times as fast: nothing but heads. What cannot be stepped over ends the count, for no tag of it was wanted. */
function passOver(bytes: Uint8Array, from: number, tally: Tally): Tally {
  for (let at = from; at + tlvHead <= bytes.length; ) {
    const length = isTvAt(bytes, at) ? 0 : u16(bytes, at + 2);
    if (length < tlvHead || at + length > bytes.length) break;
    tally.over++;
    at += length;
  }
  return tally;
}

const tag: Tag = {
  ...{ epc: '' as Epc, antenna: null, rssi: null },
  ...{ firstSeen: null, lastSeen: null, firstUptime: null, lastUptime: null, seenCount: null },
  ...{ channel: null, roSpec: null, spec: null, inventory: null, accessSpec: null, pc: null, crc: null },
};

/** One by one: copying a blank one takes a microsecond. */
function wipe(): void {
  tag.epc = '' as Epc;
  tag.antenna = tag.rssi = tag.channel = tag.seenCount = null;
  tag.firstSeen = tag.lastSeen = tag.firstUptime = tag.lastUptime = null;
  tag.roSpec = tag.spec = tag.inventory = tag.accessSpec = tag.pc = tag.crc = null;
}

/** Fills `tag`. */
function readTag(bytes: Uint8Array, from: number, to: number, tally: Tally): ParamFault | undefined {
  wipe();
  let at = from;
  for (let fields = 0; at < to; fields++) {
    if (fields === fieldsMost) {
      tally.skipped++;
      return undefined;
    }
    const length = lengthAt(bytes, at, to);
    if (typeof length === 'string') return length;
    if (isTvAt(bytes, at)) readField(bytes, at);
    else if ((u16(bytes, at) & 0x3ff) !== param.epcData) tally.skipped++;
    else {
      const bits = length < 6 ? -1 : u16(bytes, at + 4);
      if (bits < 0 || bits > (length - 6) * 8) return 'a field past the end of its parameter';
      tag.epc = codeOf(bytes, at + 6, bits);
    }
    at += length;
  }
  return undefined;
}

function readField(bytes: Uint8Array, at: number): void {
  switch ((bytes[at] as number) & 0x7f) {
    case 1:
      // 0 means all antennas where one is chosen; no tag was read by that.
      tag.antenna = u16(bytes, at + 1) || null;
      return;
    case 2:
      tag.firstSeen = u64(bytes, at + 1);
      return;
    case 3:
      tag.firstUptime = u64(bytes, at + 1);
      return;
    case 4:
      tag.lastSeen = u64(bytes, at + 1);
      return;
    case 5:
      tag.lastUptime = u64(bytes, at + 1);
      return;
    case 6:
      tag.rssi = believable(((bytes[at + 1] as number) << 24) >> 24);
      return;
    case 7:
      tag.channel = u16(bytes, at + 1);
      return;
    case 8:
      tag.seenCount = u16(bytes, at + 1);
      return;
    case 9:
      tag.roSpec = u32(bytes, at + 1);
      return;
    case 10:
      tag.inventory = u16(bytes, at + 1);
      return;
    case 11:
      tag.crc = u16(bytes, at + 1);
      return;
    case 12:
      tag.pc = u16(bytes, at + 1);
      return;
    case 13:
      tag.epc = codeOf(bytes, at + 1, 96);
      return;
    case 14:
      tag.spec = u16(bytes, at + 1);
      return;
    case 16:
      tag.accessSpec = u32(bytes, at + 1);
  }
}

/** The most a PC word can announce. */
const codeMost = 62;
const digits = Buffer.from('0123456789ABCDEF');
const scratch = Buffer.alloc(codeMost * 2);

/** Whole bytes; of a last one that is not full the rest is zero, whatever the reader left there. Empty where there is no code, or one no tag can have. */
function codeOf(bytes: Uint8Array, from: number, bits: number): Epc {
  const length = (bits + 7) >> 3;
  if (length > codeMost) return '' as Epc;
  for (let i = 0; i < length; i++) {
    let byte = bytes[from + i] as number;
    if (i === length - 1 && bits & 7) byte &= 0xff << (8 - (bits & 7));
    scratch[2 * i] = digits[byte >> 4] as number;
    scratch[2 * i + 1] = digits[byte & 0xf] as number;
  }
  return scratch.toString('latin1', 0, 2 * length) as Epc;
}
