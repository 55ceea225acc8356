/** Labels on sheets of A4 to cut or of adhesive labels 70 × 42.4 mm, three by seven: for a store without a label printer. */
import Pdf from 'pdfkit';
import { fontFile, widthOf } from './font.ts';
import type { Label } from './label.ts';
import { rowsOf } from './label-rows.ts';
import type { Told } from './paper.ts';
import { drawCode } from './pdf.ts';

const across = 3;
const down = 7;
const wide = 595.28 / across;
const high = 841.89 / down;
const edge = 8;
const qrSide = 66;
const matrixSide = 40;
const beside = 4;
const room = {
  ...{ wide: wide - qrSide - beside - 2 * edge, high: high - 2 * edge },
  ...{ big: 11, small: 7.5, gap: 3 },
};
/** Below the title. */
export const sheetLines = Math.floor((room.high - room.big) / (room.small + room.gap));

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
    // Under the other code: beside it is the text.
    if (gs1 !== null)
      drawCode(doc, 'gs1datamatrix', gs1, x + (qrSide - matrixSide) / 2, y + qrSide, matrixSide);
    doc.fillColor('#000000');
    for (const row of rowsOf({ title, lines }, room, widthOf))
      doc.fontSize(row.size).text(row.text, x + qrSide + beside, y + row.y, { lineBreak: false });
    told(i / labels.length);
  });
  doc.end();
  await ended;
  return Buffer.concat(parts);
}
