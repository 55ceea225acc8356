/** A cold room warms up and is repaired; afterwards a probe elsewhere says nothing for an hour. */
import { hour } from '../span.ts';
import type { Scenario } from '../story.ts';
import { hump } from './hump.ts';

export const coldRoomFails: Scenario = {
  about:
    'the cold room of RC-S climbs from 4 °C past 8 to 15 in two hours and back in two; then the probe of CD-YC is silent for an hour',
  story: () => ({
    lasts: 7 * hour,
    climates: {
      'RC-S/cold-1': (quiet) => (at) => {
        const share = hump(at / (2 * hour));
        const { celsius, humidity } = quiet(at);
        return { celsius: celsius + (15 - celsius) * share, humidity: humidity + 15 * share };
      },
    },
    faults: [`CD-YC/cold-1:silent=${(5 * hour) / 1000}-${(6 * hour) / 1000}`],
  }),
};
