/** A day on which nothing happens: every gate empty, every room as it should be. */
import { day } from '../span.ts';
import type { Scenario } from '../story.ts';

export const quietDay: Scenario = { about: 'a day without a tag', story: () => ({ lasts: day }) };
