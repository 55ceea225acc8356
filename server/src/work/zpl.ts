/** Labels as ZPL II: the tag's EPC written by the printer (^RFW,H), codes and text as graphic fields (^GFA), so that every printer draws the same and none needs a Chinese font. */
import { type Bitmap, codeBitmap, textBitmap } from './bitmap.ts';
import type { Label } from './label.ts';

export type Stock = { dpi: 203 | 300; wideMm: number; highMm: number };

const mm = (millimetres: number, dpi: number) => Math.round((millimetres / 25.4) * dpi);
/** A module of 0.5 mm is read by every camera; a smaller one by few. */
const moduleMm = 0.5;

export function zplOf(labels: readonly Label[], stock: Stock): string {
  const { dpi, wideMm, highMm } = stock;
  const [wide, high, edge] = [mm(wideMm, dpi), mm(highMm, dpi), mm(2, dpi)];
  const module = mm(moduleMm, dpi);
  return labels
    .map(({ code, gs1, epc, title, lines }) => {
      const qr = codeBitmap('qrcode', code, module);
      const matrix = gs1 === null ? null : codeBitmap('gs1datamatrix', gs1, module);
      const left = edge + qr.wide;
      const room = wide - left - edge - (matrix?.wide ?? 0);
      const big = mm(5, dpi);
      const small = mm(3.2, dpi);
      return [
        `^XA^PW${wide}^LL${high}^LH0,0`,
        ...(epc === null ? [] : [epcField(epc)]),
        field(edge, edge, qr),
        ...(matrix ? [field(wide - edge - matrix.wide, edge, matrix)] : []),
        field(left, edge, textBitmap(title, big, room)),
        ...lines.map((line, i) =>
          field(left, edge + big + i * (small + 4) + 4, textBitmap(line, small, room)),
        ),
        '^XZ',
      ].join('\n');
    })
    .join('\n');
}

/** Whole words of 16 bits, as the tag's memory has them. @throws where it is none: what would be written is not what the book has. */
export function epcField(epc: string): string {
  if (!/^([0-9A-F]{4}){1,31}$/.test(epc)) throw new RangeError(`no EPC of whole words: ${epc}`);
  return `^RFW,H^FD${epc}^FS`;
}

/** ^GFA,bytes,bytes,bytes a row,hex: the highest bit of a byte is its leftmost dot. */
export function field(x: number, y: number, { wide, high, dots }: Bitmap): string {
  const row = Math.ceil(wide / 8);
  const bytes = Buffer.alloc(row * high);
  dots.forEach((isDark, i) => {
    const [column, line] = [i % wide, Math.floor(i / wide)];
    const at = line * row + (column >> 3);
    if (isDark) bytes[at] = (bytes[at] ?? 0) | (0x80 >> (column & 7));
  });
  return `^FO${x},${y}^GFA,${bytes.length},${bytes.length},${row},${bytes.toString('hex').toUpperCase()}^FS`;
}
