/** Goods that are expected arrive at both centres, and a tag that nobody knows passes. */
import { cartonEpcs, palletEpcs, strayEpc } from '../goods.ts';
import { second } from '../span.ts';
import type { Scenario } from '../story.ts';

export const palletArrives: Scenario = {
  about:
    '40 cases pass the gate of RC-S after 15 s, 24 cartons that of RC-N after 60 s, an unknown tag after 90 s',
  story: () => ({
    lasts: 120 * second,
    visits: {
      'RC-S/gate-1': [{ from: 15 * second, to: 35 * second, epcs: palletEpcs() }],
      'RC-N/gate-1': [
        { from: 60 * second, to: 80 * second, epcs: cartonEpcs() },
        { from: 90 * second, to: 93 * second, epcs: [strayEpc] },
      ],
    },
  }),
};
