/** A region's folder as the planner wants it: which of its sites are depots, which places have no position, and the folder's own settings. */
import type { Tier } from '@changping/contracts/live';
import type { CoverageSettings, World } from './planner/world.ts';
import type { Region } from './region.ts';

/** Whose stock may cover a place. Stations are where help is needed, partners count when their stock is proven, help from outside comes on top. */
export const depotTiers: readonly Tier[] = ['regional', 'city', 'county'];

export type Planned = Pick<
  Region,
  'id' | 'sites' | 'nodes' | 'stretches' | 'places' | 'unplaced' | 'counties' | 'kinds'
>;

/** @param roadsVersion changes whenever a row of the road table does. */
export function worldOf(region: Planned, roadsVersion: string, tiers = depotTiers): World {
  const rank = ({ tier }: { tier: Tier }) => tiers.indexOf(tier);
  return {
    roadsVersion,
    nodes: region.nodes.map(({ id, lon, lat }) => ({ node: id, lon, lat })),
    roads: region.stretches,
    // The large ones first: the first version of an answer is then already worth something.
    depots: region.sites
      .filter(({ tier }) => tiers.includes(tier))
      .sort((a, b) => rank(a) - rank(b))
      .map(({ id, name, tier, lon, lat, loadingMinutes }) => ({ id, name, tier, lon, lat, loadingMinutes })),
    places: [
      ...region.places.map(({ population, ...place }) => ({ ...place, people: population })),
      ...region.unplaced.map(({ population, ...place }) => ({
        ...place,
        lon: null,
        lat: null,
        people: population,
      })),
    ],
    counties: region.counties.map(({ code, name, population, areaKm2 }) => ({
      code,
      name,
      people: population,
      areaKm2,
    })),
    kinds: region.kinds.map(({ id }) => id),
  };
}

export const settingsOf = ({
  standards,
  planner,
}: Pick<Region, 'standards' | 'planner'>): CoverageSettings => ({
  maxMinutes: standards.minutes,
  maxKm: standards.km,
  dispatchMinutes: planner.dispatchMinutes,
  // Every site says its own, be it the number of its tier.
  loadingMinutes: Math.max(...Object.values(planner.loadingMinutes)),
  speedFactor: planner.speedFactor,
  accessKmh: planner.offRoadKmh,
  accessDetour: planner.detourFactor,
  maxAccessKm: planner.maxAccessKm,
  leastUsable: { '*': planner.usableThreshold },
});
