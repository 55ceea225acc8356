/** A QR code or a Data Matrix as lines, sharp at every size, with the quiet zone around it: four modules of QR, two of Data Matrix. */
import bwip from 'bwip-js/node';

/** In units of half a module. */
export type CodeOutline = { across: number; down: number; paths: string[] };

export function codeOutline(bcid: 'qrcode' | 'gs1datamatrix', text: string): CodeOutline {
  const quiet = bcid === 'qrcode' ? 4 : 2;
  const svg = bwip.toSVG({ bcid, text, scale: 1, padding: 2 * quiet });
  const [, across = 1, down = 1] = /viewBox="0 0 (\d+) (\d+)/.exec(svg)?.map(Number) ?? [];
  return { across, down, paths: [...svg.matchAll(/<path d="([^"]+)"/g)].map(([, path = '']) => path) };
}
