/** Labels as ZPL II: the tag's EPC written by the printer (^RFW,H), codes as graphic fields (^GFA), and text too, so that every printer draws the same; or text in a font that the printer has. */
import { type Bitmap, codeBitmap, textBitmap } from './bitmap.ts';
import { widthOf } from './font.ts';
import type { Label } from './label.ts';
import { rowsOf } from './label-rows.ts';

/** `font`: as the printer calls it; undefined where it has none with Chinese. */
export type Stock = { dpi: 203 | 300; wideMm: number; highMm: number; font?: string | undefined };

const mm = (millimetres: number, dpi: number) => Math.round((millimetres / 25.4) * dpi);
/** A module of 0.5 mm is read by every camera; a smaller one by few. */
export const moduleMm = 0.5;

const edgeMm = 2;
const bigMm = 5;
const smallMm = 3.2;
/** In dots. */
const gap = 4;

export function zplOf(labels: readonly Label[], stock: Stock): string {
  const { dpi, wideMm, highMm, font } = stock;
  const [wide, high, edge] = [mm(wideMm, dpi), mm(highMm, dpi), mm(edgeMm, dpi)];
  const module = mm(moduleMm, dpi);
  return labels
    .map(({ code, gs1, epc, title, lines }) => {
      const qr = codeBitmap('qrcode', code, module);
      const matrix = gs1 === null ? null : codeBitmap('gs1datamatrix', gs1, module);
      const left = edge + qr.wide;
      const room = {
        ...{ wide: wide - left - edge - (matrix?.wide ?? 0), high: high - 2 * edge },
        ...{ big: mm(bigMm, dpi), small: mm(smallMm, dpi), gap },
      };
      const rows = rowsOf({ title, lines }, room, font === undefined ? widthOf : printerWidthOf);
      const written = rows.map(({ text, y, size }) =>
        font === undefined
          ? field(left, edge + Math.round(y), textBitmap(text, Math.floor(size), room.wide + size))
          : textField(left, edge + Math.round(y), text, Math.floor(size), room.wide, font),
      );
      return [
        `^XA^PW${wide}^LL${high}^LH0,0`,
        ...(epc === null ? [] : [epcField(epc)]),
        field(edge, edge, qr),
        ...(matrix ? [field(wide - edge - matrix.wide, edge, matrix)] : []),
        ...written,
        '^XZ',
      ].join('\n');
    })
    .join('\n');
}

/** Below the title. */
export const zplLines = ({ dpi, highMm }: Pick<Stock, 'dpi' | 'highMm'>): number =>
  Math.floor((mm(highMm - 2 * edgeMm - bigMm, dpi) - gap) / (mm(smallMm, dpi) + gap));

/** Whole words of 16 bits, as the tag's memory has them. @throws where it is none: what would be written is not what the book has. */
export function epcField(epc: string): string {
  if (!/^([0-9A-F]{4}){1,31}$/.test(epc)) throw new RangeError(`no EPC of whole words: ${epc}`);
  return `^RFW,H^FD${epc}^FS`;
}

/** ^CI28: UTF-8; ^FH: what is no plain letter stands in hex, so that the file is ASCII and nothing in it commands. Cut where it is wider than `most`. */
export function textField(
  x: number,
  y: number,
  text: string,
  high: number,
  most: number,
  font: string,
): string {
  let wide = 0;
  let written = '';
  for (const sign of text.replace(/\p{C}/gu, '')) {
    wide += high * printerWidthOf(sign);
    if (wide > most) break;
    written += /[\w .,:()/-]/.test(sign) && sign !== '_' ? sign : hexOf(sign);
  }
  return `^CI28^FO${x},${y}^A@N,${high},${high},${font}^FH^FD${written}^FS`;
}
/** Of the height: what the letters of such fonts take at most. */
const printerWidthOf = (sign: string): number => (sign < '\u0250' ? 0.65 : 1);
const hexOf = (sign: string): string => Buffer.from(sign).toString('hex').toUpperCase().replace(/../g, '_$&');

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
