/** Reads on their way into reports: one row a tag and antenna, until there are enough or somebody asks. */
import type { ReportSpec } from './report-spec.ts';
import type { Gathered } from './tag-report.ts';

/** One answer of a tag. `at` in simulated milliseconds. */
export type TagRead = { epcHex: string; antenna: number; rssi: number; channel: number; at: number };

/** A reader has so much room for rows; what is read above it is lost. */
const room = 20_000;
/** More than these in one message and it would not fit a client's buffer. */
const mostAtOnce = 500;

export type Gathering = {
  /** @returns the reports that are due now. */
  add(read: TagRead, spec: ReportSpec): Gathered[][];
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
    return Array.from({ length: Math.ceil(all.length / mostAtOnce) }, (_, i) =>
      all.slice(i * mostAtOnce, (i + 1) * mostAtOnce),
    );
  }

  return {
    add({ epcHex, antenna, rssi, channel, at }, { when, n }) {
      const fresh = { epcHex, antenna, peak: rssi, channel, first: at, last: at, count: 1 };
      if (n === 1 && when !== 'asked' && !rows.size) return [[fresh]];
      const key = `${antenna} ${epcHex}`;
      const row = rows.get(key);
      if (row) {
        row.peak = Math.max(row.peak, rssi);
        row.last = at;
        row.count++;
      } else if (rows.size < room) rows.set(key, fresh);
      else lost++;
      return when !== 'asked' && n > 0 && rows.size >= n ? take() : [];
    },
    take,
    lost: () => lost,
  };
}
