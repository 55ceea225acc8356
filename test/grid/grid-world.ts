/**
 * A country of square blocks with known answers. Crossings `x,y` lie 10 km apart; every street is national road at 60 km/h without any
 * reduction, so a block takes 10 minutes. Depots load in 0 minutes and orders take none, unless a test says so: then a minute is a minute of driving.
 */
import type {
  CoverageSettings,
  Depot,
  Place,
  RoadRow,
  StockState,
  World,
} from '@changping/server/planner/world';
import { usualSettings } from '@changping/server/planner/world';

export const blockKm = 10;
const west = 106;
const south = 38;
/** Ten kilometres on the globe, so that what lies beside a street lies there on the map too. */
const latStep = 10 / 111.195;
const lonStep = latStep / Math.cos(((south + latStep) * Math.PI) / 180);

export const crossing = (x: number, y: number) => ({ lon: west + x * lonStep, lat: south + y * latStep });

export const gridSettings: CoverageSettings = Object.freeze({
  ...usualSettings,
  dispatchMinutes: 0,
  loadingMinutes: 0,
  speedFactor: 1,
});

/** All streets of `columns` × `rows` crossings. @param change of a street by the names of its ends: other facts, or null for no street. */
export function streets(
  columns: number,
  rows: number,
  change: (from: string, to: string) => Partial<RoadRow> | null = () => ({}),
): Pick<World, 'nodes' | 'roads'> {
  const nodes = [];
  const roads: RoadRow[] = [];
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < columns; x++) {
      const from = `${x},${y}`;
      nodes.push({ node: from, ...crossing(x, y) });
      for (const to of [x + 1 < columns && `${x + 1},${y}`, y + 1 < rows && `${x},${y + 1}`]) {
        const facts = to ? change(from, to) : null;
        if (!to || !facts) continue;
        const road = from.split(',')[1] === to.split(',')[1] ? `East ${y}` : `North ${x}`;
        const street = { road, class: 'national', freeSpeedKmh: 60, km: blockKm, quality: 'sourced' };
        roads.push({ from, to, ...street, ...facts });
      }
    }
  return { nodes, roads };
}

export const aDepot = (id: string, x: number, y: number): Depot => ({
  id,
  name: id,
  tier: 'county',
  ...crossing(x, y),
});

export const aPlace = (code: string, x: number, y: number, people = 1000): Place => ({
  code,
  name: code,
  type: 'Town',
  county: 'C',
  ...crossing(x, y),
  people,
});

export const somewhere = (code: string, people: number): Place => ({
  ...aPlace(code, 0, 0, people),
  lon: null,
  lat: null,
});

type Wish = Pick<World, 'nodes' | 'roads' | 'depots' | 'places'> & Partial<World>;
/** One county of as many people as its places have. */
export const aGridWorld = (wish: Wish): World => ({
  roadsVersion: 'r1',
  counties: [
    {
      code: 'C',
      name: 'C',
      people: wish.places.reduce((sum, { people }) => sum + (people ?? 0), 0),
      areaKm2: 100,
    },
  ],
  kinds: ['tent'],
  ...wish,
});

/** Who holds what: `{ A: ['tent'] }`. */
export const stocked = (
  holdings: Readonly<Record<string, readonly string[]>>,
  lost: string[] = [],
): StockState => ({
  version: JSON.stringify([holdings, lost]),
  usable: Object.fromEntries(
    Object.entries(holdings).map(([depot, kinds]) => [
      depot,
      Object.fromEntries(kinds.map((kind) => [kind, 1])),
    ]),
  ),
  lost,
});
