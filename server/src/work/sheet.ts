/** Labels on sheets of A4 to cut or of adhesive labels 70 × 42.4 mm, three by seven: for a store without a label printer. */
import Pdf from 'pdfkit';
import { fontFile } from './font.ts';
import type { Label } from './label.ts';
import type { Told } from './paper.ts';
import { drawCode } from './pdf.ts';

const across = 3;
const down = 7;
const wide = 595.28 / across;
const high = 841.89 / down;
const edge = 8;
const qrSide = 68;
const matrixSide = 44;
const under = 20;
const pitch = 11;
/** Below the title. */
export const sheetLines = Math.floor((high - edge - under) / pitch);

export async function sheetOf(labels: readonly Label[], told: Told = () => {}): Promise<Uint8Array> {
  const doc = new Pdf({ size: 'A4', margin: 0, font: fontFile(), info: { Producer: 'Changping' } });
  const parts: Buffer[] = [];
  const ended = new Promise<void>((done, fail) => {
    doc.on('data', (part: Buffer) => parts.push(part));
    doc.on('end', done);
    doc.on('error', fail);
  });
  labels.forEach(({ code, gs1, title, lines }, i) => {
    const place = i % (across * down);
    if (i > 0 && place === 0) doc.addPage();
    const [x, y] = [(place % across) * wide + edge, Math.floor(place / across) * high + edge];
    drawCode(doc, 'qrcode', code, x, y, qrSide);
    if (gs1 !== null)
      drawCode(doc, 'gs1datamatrix', gs1, x + wide - matrixSide - 2 * edge, y + qrSide - 10, matrixSide);
    const left = x + qrSide + 4;
    // Cut at the label's edge: half a line on the neighbour's would be worse than none.
    doc
      .save()
      .rect(left, y, wide - qrSide - 2 * edge - 4, high - edge)
      .clip();
    doc
      .fillColor('#000000')
      .fontSize(11)
      .text(clean(title), left, y + 2, { lineBreak: false });
    lines.forEach((line, n) => {
      doc.fontSize(7.5).text(clean(line), left, y + under + n * pitch, { lineBreak: false });
    });
    doc.restore();
    told(i / labels.length);
  });
  doc.end();
  await ended;
  return Buffer.concat(parts);
}

const clean = (text: string): string => text.replace(/\p{C}/gu, '');
