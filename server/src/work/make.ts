/** A file from an order: the paper of its report in the form that was asked for, signed. A label is no report: what it says is read off it again at every scan. */
import { type Format, formatTypes, type Order } from '@changping/contracts/http-jobs';
import type { Signer } from '../store/head-key.ts';
import type { Head } from '../store/verify.ts';
import { csvOf, tableCsv } from './csv.ts';
import { inventory } from './inventory.ts';
import { labelsOf } from './label.ts';
import { svgLines, svgOf } from './label-svg.ts';
import type { File, Paper, Told } from './paper.ts';
import { pdfOf } from './pdf.ts';
import { deskOf, type OrderOf, paperOf, type ReportParts } from './reports.ts';
import { type SealedFormat, sealed } from './seal.ts';
import { sheetLines, sheetOf } from './sheet.ts';
import { wordsOf } from './words.ts';
import { tableXlsx, xlsxOf } from './xlsx.ts';
import { zplLines, zplOf } from './zpl.ts';

export type MakeParts = ReportParts & { signer: Signer };

/** Reading the book is so much of the work; the rest is writing the file. */
const reading = 0.3;

export async function make(order: Order, parts: MakeParts, told: Told): Promise<File> {
  told(0);
  if (order.report === 'labels') return labels(order, parts, told);
  if (order.report === 'inventory') return table(order, parts);
  const paper = await paperOf(order, parts);
  told(reading);
  const noted = { ...paper, notes: [...paper.notes, wordsOf(order.lang).sealed] };
  const bytes = await written(noted, order.format, (share) => told(reading + (1 - reading) * share));
  return fileOf(order, paper, bytes, parts);
}

function fileOf(
  order: Exclude<Order, { report: 'labels' }>,
  { name, head: { chain, n, hash } }: { name: string; head: Head },
  bytes: Uint8Array,
  { now: at, by, signer }: MakeParts,
): File {
  const format: SealedFormat = order.format;
  const whole = sealed(bytes, format, { head: { chain, n, hash }, at, by, order }, signer);
  return { name: `${name}.${format}`, type: formatTypes[format], bytes: whole };
}

async function labels(order: OrderOf<'labels'>, parts: ReportParts, told: Told): Promise<File> {
  const { site, format, labels: wanted } = order;
  const room = format === 'pdf' ? sheetLines : format === 'zpl' ? zplLines(order) : svgLines(order);
  const drawn = labelsOf(parts.raw, site, wanted, deskOf(order, parts), room);
  const bytes =
    format === 'pdf'
      ? await sheetOf(drawn, told)
      : Buffer.from(format === 'zpl' ? zplOf(drawn, order) : svgOf(drawn, order));
  return { name: `labels-${site}-${drawn.length}.${format}`, type: formatTypes[format], bytes };
}

async function table(order: OrderOf<'inventory'>, parts: MakeParts): Promise<File> {
  const { columns, rows, ...of } = inventory(order, deskOf(order, parts));
  const cells = [columns.map(({ title }) => title), ...rows];
  const bytes = order.format === 'xlsx' ? await tableXlsx(cells) : tableCsv(cells);
  return fileOf(order, of, bytes, parts);
}

const written = (paper: Paper, format: Format, told: Told): Promise<Uint8Array> | Uint8Array =>
  format === 'pdf' ? pdfOf(paper, told) : format === 'xlsx' ? xlsxOf(paper) : csvOf(paper);
