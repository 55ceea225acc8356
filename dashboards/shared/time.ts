/** Dates and ages as the pages write them: 2026-11-23 14:05 in the region's time, ages in one unit, never below zero. */

/** Until the region says its own. A screen shows one region, so its pages keep one time. */
let zone = 'Asia/Shanghai';
let parts = partsIn(zone);

/** An IANA name. @returns whether times are written differently from now on. */
export function keepTimeOf(timeZone: string): boolean {
  if (timeZone === zone) return false;
  try {
    parts = partsIn(timeZone);
  } catch {
    // A browser that doesn't know the zone shows the one it had, rather than nothing.
    return false;
  }
  zone = timeZone;
  return true;
}

export type Written = { date: string; minute: string; second: string };

export function written(at: number): Written {
  const text = new Date(at + ahead(at)).toISOString();
  return { date: text.slice(0, 10), minute: text.slice(11, 16), second: text.slice(11, 19) };
}

/** 2026-11-23 14:05 */
export function dateTime(at: number): string {
  const { date, minute } = written(at);
  return `${date} ${minute}`;
}

/** 14:05:09 on the day `today`, a written date; with the date before it on any other. */
export function clockTime(at: number, today: string): string {
  const { date, second } = written(at);
  return date === today ? second : `${date} ${second.slice(0, 5)}`;
}

/** How far the region's clock is ahead of UTC. No zone changes within a quarter of an hour, and to ask for it is dear. */
function ahead(at: number): number {
  const quarter = Math.floor(at / 900_000);
  if (quarter !== known.quarter || zone !== known.zone)
    known = { zone, quarter, ahead: askAhead(quarter * 900_000) };
  return known.ahead;
}
let known = { zone: '', quarter: Number.NaN, ahead: 0 };

function askAhead(at: number): number {
  const part = Object.fromEntries(parts.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 0, day = 0, hour, minute, second } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second) - at;
}

export type Age = { n: number; unit: 'second' | 'minute' | 'hour' | 'day' };

export function ageOf(at: number, now: number): Age {
  const seconds = Math.max(0, Math.floor((now - at) / 1000));
  if (seconds < 60) return { n: seconds, unit: 'second' };
  if (seconds < 3600) return { n: Math.floor(seconds / 60), unit: 'minute' };
  if (seconds < 172_800) return { n: Math.floor(seconds / 3600), unit: 'hour' };
  return { n: Math.floor(seconds / 86_400), unit: 'day' };
}

function partsIn(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
}
