/** The ground of a region as its folder tells it: standards, tiers, places, roads, and how good each fact is. */
import type { Tier } from './live.ts';
import type { Km, Minutes } from './units.ts';

export type Quality = 'sourced' | 'derived' | 'assumed';
export const qualities: readonly Quality[] = ['sourced', 'derived', 'assumed'];

/** What the region has promised: everyone within so many minutes and km by road, so many people equipped for so many days. */
export type Standards = { minutes: Minutes; km: Km; people: number; days: number };

/** west, south, east, north in degrees WGS84. */
export type Box = readonly [number, number, number, number];

export type TierLabel = { tier: Tier; name: string; nameEn: string };

/** A township, subdistrict or other place with a position: what coverage is counted over. */
export type Place = {
  code: string;
  name: string;
  nameEn: string;
  type: string;
  /** GB/T 2260 code of its county. */
  county: string;
  lon: number;
  lat: number;
  /** Null where no count of this place is known: the county's rest is spread by a stated rule. */
  population: number | null;
  quality: Quality;
  /** What to know about the position; null for nothing. */
  flag: string | null;
};

/** A place that is known by name only: never covered, always listed. */
export type Unplaced = Omit<Place, 'lon' | 'lat' | 'quality' | 'flag'> & { reason: string };

export type County = {
  code: string;
  name: string;
  nameEn: string;
  /** Name of its city. */
  city: string;
  lon: number;
  lat: number;
  areaKm2: number;
  population: number;
  populationSource: string;
};

export type Area = { code: string; name: string; parent: string | null };

/** `id` of a place is "p:" and its code, of a county's seat "s:" and its code. */
export type RoadNode = {
  id: string;
  kind: string;
  name: string;
  nameEn: string;
  lon: number;
  lat: number;
  quality: Quality;
};

/** One stretch of road, passable both ways. */
export type Road = {
  from: string;
  to: string;
  /** "G6"; "access" where no road is known. */
  road: string;
  class: RoadClass;
  freeSpeedKmh: number;
  km: Km;
  quality: Quality;
};
export const roadClasses = ['expressway', 'national', 'provincial', 'county', 'urban', 'access'] as const;
export type RoadClass = (typeof roadClasses)[number];

/** What the planner goes by; each with the sentence that says where the number comes from. */
export type PlannerSettings = {
  /** What is really driven of the free speed. */
  speedFactor: number;
  /** From a place to its nearest road. */
  offRoadKmh: number;
  /** A straight line across country is longer by this. */
  detourFactor: number;
  /** A place farther from every road has "no road" and is never covered. */
  maxAccessKm: Km;
  /** From the order to the first case in hand. */
  dispatchMinutes: Minutes;
  loadingMinutes: Readonly<Record<Tier, Minutes>>;
  /** A site with fewer usable base units of a kind than this does not hold it. */
  usableThreshold: number;
  assumptions: Readonly<Record<string, { zh: string; en: string }>>;
};
