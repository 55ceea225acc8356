/** Goods that nobody has ordered leave the south centre. */
import { stockEpcs } from '../goods.ts';
import { second } from '../span.ts';
import type { Scenario } from '../story.ts';
import type { Trip } from '../trip.ts';

/** A pallet lot of 40 quilts from the shelves of RC-S, through its portal. */
export const leaving = (from: number): Trip => ({ from, way: 'out', epcs: stockEpcs('RC-S') });

export const palletLeaves: Scenario = {
  about: 'after 15 s a pallet of 40 known pieces leaves RC-S through its portal, and no order says so',
  story: () => ({ lasts: 60 * second, trips: { 'RC-S/portal-1': [leaving(15 * second)] } }),
};
