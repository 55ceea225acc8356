/** What the planner is told of a region, as plain rows, and the numbers that its answers rest on. Every position is WGS84. */

export type RoadNode = { node: string; lon: number; lat: number };
/** One row is a road that may be driven both ways unless it says `oneWay`: then from → to only. */
export type RoadRow = {
  from: string;
  to: string;
  road: string;
  class: string;
  freeSpeedKmh: number;
  km: number;
  quality: string;
  oneWay?: boolean;
};
export type Depot = {
  id: string;
  name: string;
  tier: string;
  lon: number;
  lat: number;
  loadingMinutes?: number;
};
/** `lon` and `lat` null: nobody knows where it is. `people` null: only its county's number is known. */
export type Place = {
  code: string;
  name: string;
  type: string;
  county: string;
  lon: number | null;
  lat: number | null;
  people: number | null;
};
export type County = { code: string; name: string; people: number; areaKm2: number };

export type World = {
  /** Changes whenever a row of the road network does. */
  roadsVersion: string;
  nodes: readonly RoadNode[];
  roads: readonly RoadRow[];
  depots: readonly Depot[];
  places: readonly Place[];
  counties: readonly County[];
  kinds: readonly string[];
};

/** What moves: usable stock by depot and kind, and depots that cannot be used at all. */
export type StockState = {
  version: string;
  usable: Readonly<Record<string, Readonly<Record<string, number>>>>;
  lost: readonly string[];
};

export type CoverageSettings = {
  /** Order to arrival, and the length of that same path. */
  maxMinutes: number;
  maxKm: number;
  /** From the order until loading begins. */
  dispatchMinutes: number;
  /** Of a depot that does not say its own. */
  loadingMinutes: number;
  /** A loaded lorry's share of the free speed. */
  speedFactor: number;
  /** The way between the network and a point beside it: its speed, its length over the straight line, and where it ends. */
  accessKmh: number;
  accessDetour: number;
  maxAccessKm: number;
  /** A depot holds a kind when it has at least so much of it usable; `*` for kinds that are not named. */
  leastUsable: Readonly<Record<string, number>>;
};

export const usualSettings: CoverageSettings = Object.freeze({
  maxMinutes: 120,
  maxKm: 200,
  dispatchMinutes: 5,
  loadingMinutes: 15,
  // Heavy vehicles are held to 80–90 km/h on expressways that are free at 100–120 (GB 7258, road traffic law art. 78).
  speedFactor: 0.85,
  accessKmh: 20,
  accessDetour: 1.3,
  maxAccessKm: 10,
  leastUsable: Object.freeze({ '*': 1 }),
});
