/** One TagReportData and the report around it. A reader sends tens of thousands a second, so it is written straight into its bytes. */
import { tagCrc } from '../m100-frames.ts';
import { message } from './bytes.ts';
import type { Clock } from './clock.ts';
import { content, type ReportSpec } from './report-spec.ts';

/** What a reader has gathered of one tag at one antenna since it last told. `first` and `last` in simulated milliseconds. */
export type Gathered = {
  epcHex: string;
  antenna: number;
  /** dBm. */
  peak: number;
  channel: number;
  first: number;
  last: number;
  count: number;
};
export type Order = { roSpecId: number; inventoryId: number; report: ReportSpec };

export const accessReport = (id: number, tags: readonly Gathered[], order: Order, clock: Clock): Buffer =>
  message(61, id, ...tags.map((tag) => tagReportData(tag, order, clock)));

export function tagReportData(tag: Gathered, { roSpecId, inventoryId, report }: Order, clock: Clock): Buffer {
  const epc = Buffer.from(tag.epcHex, 'hex');
  // 62 bytes of code, 80 of everything else there can be.
  const bytes = Buffer.allocUnsafe(144);
  const has = (bit: number) => (report.content & bit) !== 0;
  let at = 4;
  const tv = (type: number) => {
    bytes[at++] = 0x80 | type;
  };
  const u16 = (value: number) => {
    at = bytes.writeUInt16BE(value, at);
  };
  const u32 = (value: number) => {
    at = bytes.writeUInt32BE(value, at);
  };
  const time = (utcType: number, upType: number, when: number) => {
    const { utc, uptime } = clock(when);
    tv(utc === null ? upType : utcType);
    u32(Math.floor((utc ?? uptime) / 2 ** 32));
    u32((utc ?? uptime) % 2 ** 32);
  };

  if (epc.length === 12) tv(13);
  else {
    u16(241);
    u16(6 + epc.length);
    u16(epc.length * 8);
  }
  at += epc.copy(bytes, at);
  if (has(content.roSpecId)) {
    tv(9);
    u32(roSpecId);
  }
  if (has(content.specIndex)) {
    tv(14);
    u16(1);
  }
  if (has(content.inventorySpecId)) {
    tv(10);
    u16(inventoryId);
  }
  if (has(content.antennaId)) {
    tv(1);
    u16(tag.antenna);
  }
  if (has(content.peakRssi)) {
    tv(6);
    bytes[at++] = tag.peak & 0xff;
  }
  if (has(content.channelIndex)) {
    tv(7);
    u16(tag.channel);
  }
  if (has(content.firstSeen)) time(2, 3, tag.first);
  if (has(content.lastSeen)) time(4, 5, tag.last);
  if (has(content.seenCount)) {
    tv(8);
    u16(Math.min(tag.count, 0xffff));
  }
  const pc = (epc.length >> 1) << 11;
  if (report.pc) {
    tv(12);
    u16(pc);
  }
  if (report.crc) {
    tv(11);
    u16(tagCrc([pc >> 8, pc & 0xff, ...epc]));
  }
  if (has(content.accessSpecId)) {
    tv(16);
    u32(0);
  }
  bytes.writeUInt16BE(240, 0);
  bytes.writeUInt16BE(at, 2);
  return bytes.subarray(0, at);
}
