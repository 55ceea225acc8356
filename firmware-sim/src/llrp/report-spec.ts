/** When a reader reports tags and what it says of each: ROReportSpec, as it is read and as it is told back. */
import { tlv, u8, u16 } from './bytes.ts';
import { atLeast, one, parameters } from './read.ts';
import { codes, Refusal } from './refusal.ts';

export type ReportSpec = {
  /** `asked`: only when asked; otherwise after `n` tags, 0 for no number, and at the end of its spec. */
  when: 'asked' | 'endOfInventory' | 'endOfSpec';
  n: number;
  /** Sixteen bits of TagReportContentSelector. */
  content: number;
  crc: boolean;
  pc: boolean;
};

/** Bits of the content. */
export const content = {
  roSpecId: 0x8000,
  specIndex: 0x4000,
  inventorySpecId: 0x2000,
  antennaId: 0x1000,
  channelIndex: 0x0800,
  peakRssi: 0x0400,
  firstSeen: 0x0200,
  lastSeen: 0x0100,
  seenCount: 0x0080,
  accessSpecId: 0x0040,
} as const;

export const factoryReport: ReportSpec = {
  when: 'asked',
  n: 0,
  content: content.antennaId | content.peakRssi | content.firstSeen | content.lastSeen | content.seenCount,
  crc: false,
  pc: false,
};

const triggers = ['asked', 'endOfInventory', 'endOfSpec'] as const;

/** @throws Refusal */
export function readReportSpec(body: Buffer): ReportSpec {
  const when = triggers[atLeast(body, 3, 'ROReportSpec')[0]!];
  if (!when)
    throw new Refusal(codes.fieldError, 'ROReportTrigger must be 0 to 2.', { field: [0, codes.outOfRange] });
  const selector = one(parameters(body.subarray(3)), 238, 'TagReportContentSelector');
  const memory = parameters(atLeast(selector, 2, 'TagReportContentSelector').subarray(2)).find(
    ({ type }) => type === 348,
  );
  const bits = memory ? atLeast(memory.body, 1, 'C1G2EPCMemorySelector')[0]! : 0;
  return {
    when,
    n: body.readUInt16BE(1),
    content: selector.readUInt16BE(0),
    crc: (bits & 0x80) !== 0,
    pc: (bits & 0x40) !== 0,
  };
}

export const reportSpec = ({ when, n, content, crc, pc }: ReportSpec): Buffer =>
  tlv(
    237,
    u8(triggers.indexOf(when)),
    u16(n),
    tlv(238, u16(content), tlv(348, u8((crc ? 0x80 : 0) | (pc ? 0x40 : 0)))),
  );
