/** The live line's figures: a look at the past, five hundred pages told at once, and one page whose every store changes. */

import { fanOut } from './fan-out.ts';
import type { Figure } from './figure.ts';
import { historyFigure } from './live-history.ts';
import { pageFigures } from './live-page.ts';

export async function* live(): AsyncGenerator<Figure> {
  yield await historyFigure();
  yield* await fanOut();
  yield* await pageFigures();
}
