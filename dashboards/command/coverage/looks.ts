/** The colours and patterns of the four classes: told apart by colour-blind eyes and, by their pattern, without any colour. */
import type { Answer } from '@changping/contracts/http';
import type { Colour, Paints } from './raster.ts';

export type Class = keyof Answer<'/api/coverage'>['all']['peopleByClass'];
/** In the order of the layer's bytes. */
export const classes: readonly Class[] = ['both', 'timeOnly', 'distanceOnly', 'neither'];

/** Which mark a class has where it stands as a word. */
export const markOf: Readonly<Record<Class, 'good' | 'watch' | 'act'>> = Object.freeze({
  both: 'good',
  timeOnly: 'watch',
  distanceOnly: 'watch',
  neither: 'act',
});

const good = (alpha: number): Colour => [0, 158, 115, alpha];
export const paints: Paints = Object.freeze({
  bands: [good(150), good(116), good(84), good(54)],
  beyond: [
    [230, 159, 0, 150],
    [230, 159, 0, 150],
    [213, 94, 0, 190],
  ],
});

export const css = ([red, green, blue, alpha]: Colour): string =>
  `rgb(${red} ${green} ${blue} / ${(alpha / 255).toFixed(2)})`;
