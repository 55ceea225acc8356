/** A room that is not quite what the book says: some of its goods are missing, some are another store's, some nobody knows. */
import { ordinaryEpcs, stockEpcs, strangerEpcs } from '../goods.ts';
import { minute, second } from '../span.ts';
import type { Scenario } from '../story.ts';

/** Of the pallet lot of RC-S. */
export const missing = stockEpcs('RC-S', 38, 40);
export const guests = stockEpcs('RC-N', 1, 2);
export const strangers = strangerEpcs(3);

export const roomSweep: Scenario = {
  about: 'the room reader of RC-S hears its goods but three, two of RC-N and three strangers',
  story: () => {
    const lasts = 3 * minute;
    const there = ordinaryEpcs('RC-S').filter((epc) => !missing.includes(epc));
    return {
      lasts,
      visits: {
        'RC-S/room-1': [{ from: 15 * second, to: 135 * second, epcs: [...there, ...guests, ...strangers] }],
      },
    };
  },
};
