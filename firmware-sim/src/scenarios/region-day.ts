/** The day that the demo shows: goods arrive at both centres, then a pallet leaves without an order, and there is a bit of life in all 28 stores. */
import { alwaysABit } from '../life.ts';
import { day, minute } from '../span.ts';
import type { Scenario } from '../story.ts';
import { endOf } from '../trip.ts';
import { palletArrives } from './pallet-arrives.ts';
import { leaving } from './pallet-leaves.ts';

export const regionDay: Scenario = {
  about:
    'as pallet-arrives, then after two minutes a pallet leaves RC-S without an order; a bit of life in all 28 stores',
  story(seed) {
    const pallet = leaving(2 * minute);
    const gone = { site: 'RC-S', from: pallet.from, to: day, epcs: pallet.epcs };
    const life = alwaysABit(seed, day, [gone]);
    // What has left turns in no door any more.
    const portal = (life.trips['RC-S/portal-1'] ?? []).filter((trip) => endOf(trip) < pallet.from);
    return {
      lasts: day,
      visits: { ...life.visits, ...palletArrives.story(seed).visits },
      trips: { ...life.trips, 'RC-S/portal-1': [...portal, pallet] },
    };
  },
};
