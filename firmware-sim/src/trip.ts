/** Goods on their way past a portal: where each tag is at any moment. x in metres through the door, the yard positive and the store negative; y across; z up. */
import type { Random } from './random.ts';
import { second } from './span.ts';

/** `turnsBack`: from the store into the door and back into the store. `beside`: it stands near the inner antennas and goes nowhere. */
export type Way = 'in' | 'out' | 'turnsBack' | 'beside';
export type Trip = {
  /** Simulated milliseconds when its first tag comes near. */
  from: number;
  way: Way;
  epcs: readonly string[];
  /** How long it stands; only beside. */
  stands?: number;
};
export type Spot = { x: number; y: number; z: number };

/** Walking pace with a pallet truck. */
const pace = 1.2 / second;
const far = 5;
/** How far into the door one goes who turns back: past the inner antennas, short of the outer ones. */
const turnsAt = 0.1;
/** A shelf in the corner, as far as the lobe of an inner antenna reaches. */
const besideAt = { x: -4, y: 4.5 };
/** A pallet of 1.2 m by 0.8 m, stacked 1.4 m high. */
const pallet = { long: 1.2, wide: 0.8, high: 1.4 };
const floor = 0.2;

export const endOf = (trip: Trip): number => trip.from + lasts(trip);

function lasts({ way, stands = 0 }: Trip): number {
  if (way === 'beside') return stands;
  return (way === 'turnsBack' ? 2 * (far + turnsAt) : 2 * far) / pace;
}

/** Where in its load a tag sits, as seen from the load's middle. */
export const placeOnPallet = (random: Random): Spot => ({
  x: (random() - 0.5) * pallet.long,
  y: (random() - 0.5) * pallet.wide,
  z: floor + random() * pallet.high,
});

/** The middle of the load on the floor. */
export function middle(trip: Trip, at: number): Spot {
  const gone = (at - trip.from) * pace;
  if (trip.way === 'beside') return { ...besideAt, z: 0 };
  if (trip.way === 'in') return { x: far - gone, y: 0, z: 0 };
  if (trip.way === 'out') return { x: gone - far, y: 0, z: 0 };
  return { x: turnsAt - Math.abs(gone - (far + turnsAt)), y: 0, z: 0 };
}
