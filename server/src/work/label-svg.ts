/** Labels as one drawing, each in an <svg> of its own, one below the other, in millimetres: for whatever printer a browser has. Text is the browser's. */
import { type CodeOutline, codeOutline } from './code-outline.ts';
import { widthOf } from './font.ts';
import type { Label } from './label.ts';
import { rowsOf } from './label-rows.ts';
import { moduleMm, type Stock } from './zpl.ts';

const edge = 2;
const big = 4.4;
const small = 3;
const gap = 1.2;
/** Another font may be as much wider than ours. */
const spare = 0.95;
const fonts = 'Noto Sans CJK SC, Source Han Sans SC, Microsoft YaHei, sans-serif';

export function svgOf(labels: readonly Label[], { wideMm, highMm }: Omit<Stock, 'dpi'>): string {
  const drawn = labels.map(({ code, gs1, title, lines }, i) => {
    const qr = codeOutline('qrcode', code);
    const matrix = gs1 === null ? null : codeOutline('gs1datamatrix', gs1);
    const left = edge + sideOf(qr);
    const room = wideMm - left - edge - (matrix ? sideOf(matrix) : 0);
    return [
      `<svg y="${i * highMm}" width="${wideMm}" height="${highMm}" viewBox="0 0 ${wideMm} ${highMm}">`,
      '<rect width="100%" height="100%" fill="#fff"/>',
      placed(qr, edge, edge),
      ...(matrix ? [placed(matrix, wideMm - edge - sideOf(matrix), edge)] : []),
      // A browser without these fonts may write wider yet: then it is cut before the other code.
      `<svg x="${left}" y="${edge}" width="${Math.max(0, room)}" height="${highMm - 2 * edge}" font-family="${fonts}">`,
      ...rowsOf(
        { title, lines },
        { wide: room * spare, high: highMm - 2 * edge, big, small, gap },
        widthOf,
      ).map(({ text, y, size }) => textAt(y + size, size, text)),
      '</svg></svg>',
    ].join('');
  });
  const high = labels.length * highMm;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${wideMm}mm" height="${high}mm" viewBox="0 0 ${wideMm} ${high}">${drawn.join('')}</svg>`;
}

/** Below the title. */
export const svgLines = ({ highMm }: Pick<Stock, 'highMm'>): number =>
  Math.floor((highMm - 2 * edge - big) / (small + gap));

const scale = moduleMm / 2;
const sideOf = ({ across }: CodeOutline): number => across * scale;
const placed = ({ paths }: CodeOutline, x: number, y: number): string =>
  `<g transform="translate(${x} ${y}) scale(${scale})">${paths.map((path) => `<path d="${path}"/>`).join('')}</g>`;
const textAt = (y: number, size: number, text: string): string =>
  `<text y="${round(y)}" font-size="${round(size)}">${escaped(text)}</text>`;
const round = (mm: number): number => Math.round(mm * 100) / 100;
const escaped = (text: string): string => text.replace(/[<>&"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
