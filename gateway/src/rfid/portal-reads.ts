/** From the reports of one chunk to reads. The reader's clock may be of 1970, of 2106 or run from when it was switched on, so it says only how long one read was before another of the same chunk; when they were received is ours to say. */
import type { Instant, Milliseconds } from '@changping/contracts/units';
import type { Read } from '../presence.ts';
import type { Message } from './llrp/framer.ts';
import type { ParamFault } from './llrp/params.ts';
import { readReport, type Tag } from './llrp/report.ts';

/** 'none': the reader gives no time of day. */
export type ReaderClock = 'right' | 'wrong' | 'none';
/** `over`: tags beyond what may be read. */
export type Heard = {
  reads: Read[];
  bad: number;
  skipped: number;
  over: number;
  clock: ReaderClock;
  /** How long ago each aside was told; undefined for now. */
  agos: (Milliseconds | undefined)[];
  fault?: ParamFault;
};

/** A read held back longer belongs to no trip any more, and a clock that has stepped looks like that. */
const agoMost = 60_000;
/** A clock further away is wrong, not late. */
const clockSlack = 3_600_000;

/** What is told beside the reports of a chunk, with the reader's time of it. */
export type Aside = { utc: number | null };

/** @param most tags are read, bad ones too. @param asides of the same chunk: reads may be older than all of them. */
export function readsOf(
  reports: readonly Message[],
  now: Instant,
  most: number,
  asides: readonly Aside[] = [],
): Heard {
  const reads: Read[] = [];
  /** Microseconds, of the kind of clock that the first read has. */
  const stamps: number[] = [];
  let isUptime: boolean | undefined;
  let newest = 0;
  let utc: number | null = null;
  const heard: Heard = { reads, bad: 0, skipped: 0, over: 0, clock: 'none', agos: [] };

  const take = (tag: Tag) => {
    const { epc, antenna, rssi, seenCount } = tag;
    reads.push(
      seenCount !== null && seenCount > 1 ? { epc, antenna, rssi, times: seenCount } : { epc, antenna, rssi },
    );
    utc = tag.lastSeen ?? tag.firstSeen;
    const stamp = utc ?? tag.lastUptime ?? tag.firstUptime;
    if (stamp !== null) isUptime ??= utc === null;
    const isSame = stamp !== null && isUptime === (utc === null);
    stamps.push(isSame ? stamp : Number.NaN);
    if (isSame && stamp > newest) newest = stamp;
  };

  for (const { body } of reports) {
    const tally = readReport(body, take, most - reads.length - heard.bad);
    if (typeof tally === 'string') {
      heard.fault = tally;
      break;
    }
    heard.bad += tally.bad;
    heard.skipped += tally.skipped;
    heard.over += tally.over;
  }
  if (!isUptime) for (const { utc: told } of asides) if (told !== null && told > newest) newest = told;
  const agoOf = (stamp: number): Milliseconds | undefined => {
    const ago = Math.round((newest - stamp) / 1000);
    return ago > 0 && ago <= agoMost ? (ago as Milliseconds) : undefined;
  };
  for (const [i, read] of reads.entries()) {
    const ago = agoOf(stamps[i] as number);
    if (ago !== undefined) read.ago = ago;
  }
  heard.agos = asides.map(({ utc: told }) => (isUptime || told === null ? undefined : agoOf(told)));
  if (utc !== null) heard.clock = Math.abs(utc / 1000 - now) <= clockSlack ? 'right' : 'wrong';
  return heard;
}
