/** A report as PDF on A4: what it is about, its tables with their head on every page, a QR code in the corner, lines to sign on. The font is embedded, of it only the signs that are used. */
import Pdf from 'pdfkit';
import { codeOutline } from './code-outline.ts';
import { fontFile, widthOf } from './font.ts';
import type { Cell, Column, Paper, Table, Told } from './paper.ts';
import { wrapped } from './wrap.ts';

type Doc = InstanceType<typeof Pdf>;

const margin = 36;
const size = 8.5;
const lineHeight = 12;
const padding = 3;
const qrSide = 70;
const footerHeight = 24;
/** A row is no higher than a page. */
const linesOfCell = 36;
const tableMost = 8;

export async function pdfOf(paper: Paper, told: Told = () => {}): Promise<Uint8Array> {
  const isWide = paper.tables.some(({ columns }) => columns.length > tableMost);
  const doc = new Pdf({
    ...{ size: 'A4', layout: isWide ? 'landscape' : 'portrait', font: fontFile(), bufferPages: true },
    ...{ margins: { top: margin, left: margin, right: margin, bottom: 0 } },
    info: { Title: paper.title, Producer: 'Changping' },
  });
  const parts: Buffer[] = [];
  const ended = new Promise<void>((done, fail) => {
    doc.on('data', (part: Buffer) => parts.push(part));
    doc.on('end', done);
    doc.on('error', fail);
  });
  const pen = penOf(doc);
  let y = head(doc, pen, paper);
  for (const table of paper.tables) y = drawTable(doc, pen, table, y, told);
  foot(doc, pen, paper, y);
  numbered(doc, paper);
  doc.end();
  await ended;
  return Buffer.concat(parts);
}

type Pen = { text(text: string, x: number, y: number, points?: number): void; wrap: Wrap };
type Wrap = (text: string, width: number, points?: number) => string[];

/** Text in the widths of the font: pdfkit's own breaking of lines takes a hundred times as long. */
const penOf = (doc: Doc): Pen => ({
  text: (text, x, y, points = size) => void doc.fontSize(points).text(text, x, y, { lineBreak: false }),
  wrap: (text, width, points = size) => wrapped(shown(text), width / points, widthOf),
});

/** Signs that nobody sees could turn a line round. */
const shown = (text: string): string => text.replace(/[^\P{C}\n]/gu, '');

const innerWidth = (doc: Doc) => doc.page.width - 2 * margin;
const bottom = (doc: Doc) => doc.page.height - margin - footerHeight;

function head(doc: Doc, pen: Pen, { title, about, code }: Paper): number {
  pen.text(shown(title), margin, margin, 16);
  let y = margin + 26;
  const width = innerWidth(doc) - (code ? qrSide + 16 : 0);
  for (const [label, text] of about)
    for (const line of pen.wrap(`${label}: ${text}`, width)) {
      pen.text(line, margin, y);
      y += lineHeight;
    }
  if (!code) return y + 8;
  drawCode(doc, 'qrcode', code, doc.page.width - margin - qrSide, margin, qrSide);
  return Math.max(y, margin + qrSide) + 8;
}

/** On white. */
export function drawCode(
  doc: Doc,
  bcid: 'qrcode' | 'gs1datamatrix',
  text: string,
  x: number,
  y: number,
  side: number,
): void {
  const { across, down, paths } = codeOutline(bcid, text);
  const scale = side / Math.max(across, down);
  doc.rect(x, y, across * scale, down * scale).fill('#ffffff');
  doc.save().translate(x, y).scale(scale);
  for (const path of paths) doc.path(path).fill('#000000');
  doc.restore();
}

function drawTable(doc: Doc, pen: Pen, { title, columns, rows }: Table, from: number, told: Told): number {
  let y = from;
  const whole = columns.reduce((sum, { width }) => sum + width, 0);
  const widths = columns.map(({ width }) => (width / whole) * innerWidth(doc));
  const xs = widths.map((_, i) => margin + widths.slice(0, i).reduce((sum, width) => sum + width, 0));
  const fit = (cells: readonly Cell[]): string[][] =>
    cells.map((cell, i) => {
      const lines = pen.wrap(textOf(cell), (widths[i] ?? 0) - 2 * padding);
      return lines.length > linesOfCell ? [...lines.slice(0, linesOfCell - 1), '…'] : lines;
    });
  const heightOf = (cells: readonly string[][]): number =>
    Math.max(1, ...cells.map(({ length }) => length)) * lineHeight + padding;

  function row(cells: readonly string[][], isHead: boolean): void {
    const height = heightOf(cells);
    if (isHead) doc.rect(margin, y, innerWidth(doc), height).fill('#e8ecef').fillColor('#000000');
    cells.forEach((lines, i) => {
      lines.forEach((line, n) => {
        const { isNumber } = columns[i] as Column;
        const room = (widths[i] ?? 0) - 2 * padding;
        const x = isNumber
          ? (xs[i] ?? 0) + padding + room - doc.fontSize(size).widthOfString(line)
          : (xs[i] ?? 0) + padding;
        pen.text(line, x, y + padding / 2 + n * lineHeight);
      });
    });
    y += height;
    doc
      .moveTo(margin, y)
      .lineTo(margin + innerWidth(doc), y)
      .lineWidth(0.4)
      .strokeColor('#9aa3ab')
      .stroke();
  }

  const titles = fit(columns.map(({ title: name }) => name));
  const page = (): void => {
    doc.addPage();
    y = margin;
    row(titles, true);
  };
  if (y + 5 * lineHeight > bottom(doc)) {
    doc.addPage();
    y = margin;
  }
  if (title) pen.text(shown(title), margin, y, 11);
  y += title ? 18 : 0;
  row(titles, true);
  rows.forEach((cells, n) => {
    const fitted = fit(cells);
    if (y + heightOf(fitted) > bottom(doc)) page();
    row(fitted, false);
    if (n % 200 === 199) told(n / rows.length);
  });
  return y + 14;
}

const textOf = (cell: Cell): string =>
  cell === null ? '' : typeof cell === 'number' ? cell.toLocaleString('en') : cell;

function foot(doc: Doc, pen: Pen, { notes, signatures }: Paper, from: number): void {
  let y = from;
  const room = (height: number): void => {
    if (y + height <= bottom(doc)) return;
    doc.addPage();
    y = margin;
  };
  for (const note of notes)
    for (const line of pen.wrap(note, innerWidth(doc))) {
      room(lineHeight);
      pen.text(line, margin, y);
      y += lineHeight;
    }
  room(40);
  y += 20;
  const each = innerWidth(doc) / Math.max(1, signatures.length);
  signatures.forEach((word, i) => {
    const x = margin + i * each;
    pen.text(`${word}:`, x, y, 10);
    const after = x + doc.widthOfString(`${word}: `) + 4;
    doc
      .moveTo(after, y + 12)
      .lineTo(x + each - 12, y + 12)
      .lineWidth(0.6)
      .strokeColor('#000000')
      .stroke();
  });
}

function numbered(doc: Doc, { title }: Paper): void {
  const { start, count } = doc.bufferedPageRange();
  for (let i = start; i < start + count; i++) {
    doc.switchToPage(i);
    const text = `${shown(title)}    ${i - start + 1} / ${count}`;
    doc.fontSize(7.5).text(text, margin, doc.page.height - margin, { lineBreak: false });
  }
}
