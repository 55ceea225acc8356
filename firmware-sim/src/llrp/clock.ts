/** What a reader believes the time to be, which is right only when somebody has set it. */

/** Microseconds: since 1970, or null where the reader has no such clock; and since it got its power. */
export type ReaderTime = { utc: number | null; uptime: number };
/** By simulated milliseconds since the story began, which may be before it. */
export type Clock = (at: number) => ReaderTime;
export type ClockFault = '1970' | '2106' | 'uptime';

/** Where 32 bits of seconds end, and where wrong dates are found. */
const in2106 = Date.UTC(2106, 1, 7, 6, 28, 15);
/** A reader was on for an hour before the story began. */
const onBefore = 3_600_000;

/** @param utcAt UTC milliseconds of a simulated time. */
export function readerClock(utcAt: (at: number) => number, fault?: ClockFault): Clock {
  return (at) => {
    // Simulated time is finer than a reader's, and before everything there is nothing.
    const uptime = Math.max(0, Math.round((at + onBefore) * 1000));
    if (fault === 'uptime') return { utc: null, uptime };
    if (fault === '1970') return { utc: uptime, uptime };
    if (fault === '2106') return { utc: in2106 * 1000 + uptime, uptime };
    return { utc: Math.max(0, Math.round(utcAt(at) * 1000)), uptime };
  };
}
