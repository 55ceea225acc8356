/** What an antenna of a portal hears of a tag: the farther and the more aside, the weaker and the rarer. */
import type { Spot } from './trip.ts';

export type Antenna = { id: number; spot: Spot; looks: Spot };

/** A frame 2.8 m wide: 1 and 2 left and right towards the store, 3 and 4 towards the yard, each turned 30° to its own side. */
export const antennas: readonly Antenna[] = [
  { id: 1, spot: { x: -0.6, y: -1.4, z: 1 }, looks: { x: -0.5, y: 0.866, z: 0 } },
  { id: 2, spot: { x: -0.6, y: 1.4, z: 1 }, looks: { x: -0.5, y: -0.866, z: 0 } },
  { id: 3, spot: { x: 0.6, y: -1.4, z: 1 }, looks: { x: 0.5, y: 0.866, z: 0 } },
  { id: 4, spot: { x: 0.6, y: 1.4, z: 1 }, looks: { x: 0.5, y: -0.866, z: 0 } },
];

/** A passive tag 1.5 m in front of an antenna of 8.5 dBi at 30 dBm. */
const near = { metres: 1.5, dBm: -46 };
/** What comes back has gone the way twice: 40 dB a decade. */
const decade = 40;
/** Both ways through the antenna's lobe, whose edge hears 50 dB less. */
const lobe = 50;
const leastCosine = 0.1;
/** Half of the calls are answered at this strength. */
const threshold = -68;
const steepness = 2.5;

/** Mean strength at the antenna, in dBm. */
export function strength({ spot, looks }: Antenna, tag: Spot): number {
  const to = { x: tag.x - spot.x, y: tag.y - spot.y, z: tag.z - spot.z };
  const metres = Math.max(0.2, Math.hypot(to.x, to.y, to.z));
  const cosine = (to.x * looks.x + to.y * looks.y + to.z * looks.z) / metres;
  return (
    near.dBm - decade * Math.log10(metres / near.metres) + lobe * Math.log10(Math.max(leastCosine, cosine))
  );
}

/** How likely one call is answered at such a strength. */
export const answers = (dBm: number): number => 1 / (1 + Math.exp((threshold - dBm) / steepness));
