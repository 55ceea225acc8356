/** Calendar days, written YYYY-MM-DD: they sort as text, and have neither hour nor zone, for a printed date has none. Which day it is at an instant the region's zone says. */
import type { Instant } from '@changping/contracts/units';

declare const isDay: unique symbol;
export type Day = string & { readonly [isDay]: true };

const shape = /^(\d{4})-(\d{2})-(\d{2})$/;
const dayMs = 86_400_000;

/** null for what is no day of the calendar, 30 February too. */
export function dayIn(text: string | null | undefined): Day | null {
  const [, year, month, day] = shape.exec(text ?? '')?.map(Number) ?? [];
  if (year === undefined || month === undefined || day === undefined) return null;
  return month >= 1 && month <= 12 && day >= 1 && day <= lengthOf(year, month) ? (text as Day) : null;
}

/** @param timeZone IANA name. What crosses a zone's own midnight is the next day, in its summer time too. */
export function calendarOf(timeZone: string): (at: Instant) => Day {
  const format = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone, calendar: 'gregory', numberingSystem: 'latn' },
    ...{ year: 'numeric', month: '2-digit', day: '2-digit' },
  });
  return (at) => {
    const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
    return `${String(parts.year).padStart(4, '0')}-${parts.month}-${parts.day}` as Day;
  };
}

/** The corresponding day, or the month's last where there is none: Civil Code of China, articles 201 and 202. */
export function addMonths(day: Day, months: number): Day {
  const [year, month, date] = numbersOf(day);
  const count = year * 12 + (month - 1) + months;
  const [toYear, toMonth] = [Math.floor(count / 12), (count % 12) + 1];
  return dayOf(toYear, toMonth, Math.min(date, lengthOf(toYear, toMonth)));
}

/** From `from` to `to`, in days; negative when `to` is the earlier. */
export const daysBetween = (from: Day, to: Day): number => (Date.parse(to) - Date.parse(from)) / dayMs;

/** "2026Q3". */
export type Quarter = string;

export function quarterOf(day: Day): Quarter {
  const [year, month] = numbersOf(day);
  return `${String(year).padStart(4, '0')}Q${Math.ceil(month / 3)}`;
}

/** Its first day. */
export const startOf = (quarter: Quarter): Day =>
  dayOf(Number(quarter.slice(0, 4)), Number(quarter.slice(5)) * 3 - 2, 1);

/** Every quarter from one to another, both with them. */
export function quartersFrom(first: Quarter, last: Quarter): Quarter[] {
  const quarters: Quarter[] = [];
  for (let day = startOf(first); quarterOf(day) <= last; day = addMonths(day, 3))
    quarters.push(quarterOf(day));
  return quarters;
}

function numbersOf(day: Day): [number, number, number] {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return [year, month, date];
}

const dayOf = (year: number, month: number, date: number): Day =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}` as Day;

const lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
const lengthOf = (year: number, month: number): number =>
  month === 2 && isLeap(year) ? 29 : (lengths[month - 1] as number);
