/** The one font of papers and labels: it has Chinese and Latin letters. Beside the bundle, or in the package it comes from. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openSync } from 'fontkit';

/** Set by the bundler. */
declare const isBundle: boolean | undefined;

const name = 'NotoSansHans-Regular.otf';

export const fontFile = (): string =>
  typeof isBundle !== 'undefined'
    ? fileURLToPath(new URL(`./fonts/${name}`, import.meta.url))
    : join(createRequire(import.meta.url).resolve('@embedpdf/fonts-sc'), '../../fonts', name);

type Font = ReturnType<typeof openSync>;
let opened: Font | undefined;
export function font(): Font {
  opened ??= openSync(fontFile());
  return opened;
}

const known = new Map<string, number>();
/** How wide one sign is, of the size it is written in. */
export function widthOf(sign: string): number {
  const told = known.get(sign);
  if (told !== undefined) return told;
  const of = font();
  const units = of.layout(sign).positions.reduce((sum, { xAdvance }) => sum + xAdvance, 0);
  const width = units / (of.ascent - of.descent);
  known.set(sign, width);
  return width;
}
