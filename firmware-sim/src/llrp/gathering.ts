/** Reads on their way into reports: one row a tag and antenna, until there are enough or somebody asks. */
import type { ReportSpec } from './report-spec.ts';
import type { Gathered } from './tag-report.ts';

/** One answer of a tag. `at` in simulated milliseconds. */
export type TagRead = { epcHex: string; antenna: number; rssi: number; channel: number; at: number };

/** A reader has so much room for rows; what is read above it is lost. */
const room = 20_000;
/** More than these in one message and it would not fit a client's buffer. */
const mostAtOnce = 5000;

export type Gathering = {
  /** @returns the reports that are due now: a report a tag when each is wanted at once, and they did not come together. */
  add(reads: readonly TagRead[], spec: ReportSpec, together: boolean): Gathered[][];
  /** All of it, in reports that are not too long; and none is left. */
  take(): Gathered[][];
  lost(): number;
};

export function gathering(): Gathering {
  const rows = new Map<string, Gathered>();
  let lost = 0;

  function take(): Gathered[][] {
    const all = [...rows.values()];
    rows.clear();
    return pages(all);
  }

  function gather(read: TagRead, { when, n }: ReportSpec): Gathered[][] {
    const key = `${read.antenna} ${read.epcHex}`;
    const row = rows.get(key);
    if (row) {
      row.peak = Math.max(row.peak, read.rssi);
      row.last = read.at;
      row.count++;
    } else if (rows.size < room) rows.set(key, rowOf(read));
    else lost++;
    return when !== 'asked' && n > 0 && rows.size >= n ? take() : [];
  }

  return {
    add(reads, spec, together) {
      if (spec.n !== 1 || spec.when === 'asked') return reads.flatMap((read) => gather(read, spec));
      const fresh = reads.map(rowOf);
      return together ? pages(fresh) : fresh.map((row) => [row]);
    },
    take,
    lost: () => lost,
  };
}

const rowOf = ({ epcHex, antenna, rssi, channel, at }: TagRead): Gathered => ({
  ...{ epcHex, antenna, peak: rssi, channel },
  ...{ first: at, last: at, count: 1 },
});

const pages = (all: readonly Gathered[]): Gathered[][] =>
  Array.from({ length: Math.ceil(all.length / mostAtOnce) }, (_, i) =>
    all.slice(i * mostAtOnce, (i + 1) * mostAtOnce),
  );
