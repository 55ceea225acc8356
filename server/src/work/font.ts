/** The one font of papers and labels: it has Chinese and Latin letters. Beside the bundle, or in the package it comes from. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Set by the bundler. */
declare const isBundle: boolean | undefined;

const name = 'NotoSansHans-Regular.otf';

export const fontFile = (): string =>
  typeof isBundle !== 'undefined'
    ? fileURLToPath(new URL(`./fonts/${name}`, import.meta.url))
    : join(createRequire(import.meta.url).resolve('@embedpdf/fonts-sc'), '../../fonts', name);
