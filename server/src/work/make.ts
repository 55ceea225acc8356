/** A file from an order: the paper of its report in the form that was asked for. */
import type { Format, Order } from '@changping/contracts/http-jobs';
import { csvOf, tableCsv } from './csv.ts';
import { inventory } from './inventory.ts';
import { labelsOf } from './label.ts';
import { svgLines, svgOf } from './label-svg.ts';
import type { File, Paper, Told } from './paper.ts';
import { pdfOf } from './pdf.ts';
import { deskOf, type OrderOf, paperOf, type ReportParts } from './reports.ts';
import { sheetLines, sheetOf } from './sheet.ts';
import { tableXlsx, xlsxOf } from './xlsx.ts';
import { zplLines, zplOf } from './zpl.ts';

const types: Record<Format, string> = {
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
  zpl: 'text/plain; charset=us-ascii',
  svg: 'image/svg+xml',
};
/** Reading the book is so much of the work; the rest is writing the file. */
const reading = 0.3;

export async function make(order: Order, parts: ReportParts, told: Told): Promise<File> {
  told(0);
  if (order.report === 'labels') return labels(order, parts, told);
  if (order.report === 'inventory') return table(order, parts);
  const paper = await paperOf(order, parts);
  told(reading);
  const bytes = await written(paper, order.format, (share) => told(reading + (1 - reading) * share));
  return { name: `${paper.name}.${order.format}`, type: types[order.format], bytes };
}

async function labels(order: OrderOf<'labels'>, parts: ReportParts, told: Told): Promise<File> {
  const { site, format, labels: wanted } = order;
  const room = format === 'pdf' ? sheetLines : format === 'zpl' ? zplLines(order) : svgLines(order);
  const drawn = labelsOf(parts.raw, site, wanted, deskOf(order, parts), room);
  const bytes =
    format === 'pdf'
      ? await sheetOf(drawn, told)
      : Buffer.from(format === 'zpl' ? zplOf(drawn, order) : svgOf(drawn, order));
  return { name: `labels-${site}-${drawn.length}.${format}`, type: types[format], bytes };
}

async function table(order: OrderOf<'inventory'>, parts: ReportParts): Promise<File> {
  const { format } = order;
  const { name, columns, rows } = inventory(order, deskOf(order, parts));
  const cells = [columns.map(({ title }) => title), ...rows];
  const bytes = format === 'xlsx' ? await tableXlsx(cells) : tableCsv(cells);
  return { name: `${name}.${format}`, type: types[format], bytes };
}

const written = (paper: Paper, format: Format, told: Told): Promise<Uint8Array> | Uint8Array =>
  format === 'pdf' ? pdfOf(paper, told) : format === 'xlsx' ? xlsxOf(paper) : csvOf(paper);
