/** From what is filled in to an order the server takes; undefined while something is missing. Pure. */
import type { Format, Order, Report } from '@changping/contracts/http-jobs';
import { dayEnd } from '../../shared/day-end.ts';

export type Filled = {
  report: Exclude<Report, 'document' | 'labels'>;
  site: string;
  format: Exclude<Format, 'zpl' | 'svg'>;
  /** Days like 2026-11-26; '' where nothing was filled in. */
  from: string;
  to: string;
  /** 2026-11. */
  month: string;
};

const day = 86_400_000;

export function orderOf(filled: Filled, id: string, lang: 'zh' | 'en'): Order | undefined {
  const { report, site, format, from, to, month } = filled;
  if (!site) return undefined;
  const of = { id, lang, site, format };
  if (report === 'month')
    return /^20\d\d-(0[1-9]|1[0-2])$/.test(month) ? { ...of, report, month } : undefined;
  // A list to be imported again is no paper.
  if (report === 'inventory') return format === 'pdf' ? undefined : { ...of, report, format };
  const end = dayEnd(to);
  if (report === 'stock') {
    if (to === '') return { ...of, report };
    return Number.isNaN(end) ? undefined : { ...of, report, at: end - 1 };
  }
  // The end of the day before is where a day begins, also where a clock was changed.
  const before = Date.parse(from) - day;
  const begin = Number.isNaN(before) ? Number.NaN : dayEnd(new Date(before).toISOString().slice(0, 10));
  return begin < end ? { ...of, report, from: begin, to: end - 1 } : undefined;
}
