/** From what is chosen to an order of labels. Pure. */
import type { Order } from '@changping/contracts/http-jobs';
import type { Printer } from './printer.ts';

export type LabelOrder = Extract<Order, { report: 'labels' }>;
export type Chosen = LabelOrder['labels'][number];
export type LabelFormat = LabelOrder['format'];

/** The server takes no more at once. */
export const labelsMost = 500;

type Filled = {
  id: string;
  site: string;
  format: LabelFormat;
  lang: 'zh' | 'en';
  chosen: readonly Chosen[];
  printer: Printer;
  reason: string;
};

export function orderOf({ id, site, format, lang, chosen, printer, reason }: Filled): LabelOrder {
  const { dpi, wide, high, font } = printer;
  return {
    ...{ id, lang, report: 'labels', site, format, labels: [...chosen] },
    ...{ dpi: dpi === '300' ? 300 : 203, wideMm: Number(wide), highMm: Number(high) },
    ...(font && format === 'zpl' ? { font } : {}),
    ...(reason.trim() ? { reprint: reason.trim() } : {}),
  };
}
