/** A portal dies in the middle of a quiet day, and nobody repairs it. */
import { aDay } from '../life.ts';
import { day, hour, second } from '../span.ts';
import type { Scenario } from '../story.ts';

const noon = 12 * hour;

export const readerDies: Scenario = {
  about: 'a quiet day on which the portal of CD-WZ loses its power at noon and never gets it back',
  story: (seed) => ({
    lasts: day,
    ...aDay(seed, day),
    faults: [`CD-WZ/portal-1:powerCut=${noon / second}-${(2 * day) / second}`],
  }),
};
