/** A made-up country of the size that the planner is measured at: 200,000 crossings, 250,000 roads that may be driven both ways, 60 depots, 17 kinds, 52,000 cells. The same seed makes the same country. */
import { km } from '@changping/server/planner/distance';
import type { Depot, Place, RoadNode, RoadRow, StockState, World } from '@changping/server/planner/world';

export const size = { columns: 500, rows: 400, roads: 250_000, depots: 60, kinds: 17, cells: 52_000 };
const spacingKm = 0.51;
const west = 104.6;
const south = 36;
const latStep = spacingKm / 111.195;
const lonStep = latStep / Math.cos(((south + (latStep * size.rows) / 2) * Math.PI) / 180);
/** A trunk road runs along each so manieth row and column. */
const trunkEvery = 25;

export type Made = { world: World; stock: StockState };

export function aCountry(seed: number): Made {
  const random = randomFrom(seed);
  const nodes: RoadNode[] = [];
  for (let y = 0; y < size.rows; y++)
    for (let x = 0; x < size.columns; x++)
      nodes.push({
        node: `${x},${y}`,
        lon: west + (x + (random() - 0.5) * 0.6) * lonStep,
        lat: south + (y + (random() - 0.5) * 0.6) * latStep,
      });
  const depots = depotsOn(nodes, random);
  const kinds = Array.from({ length: size.kinds }, (_, i) => `kind-${i + 1}`);
  return {
    world: {
      roadsVersion: `seed ${seed}`,
      nodes,
      roads: roadsOf(nodes, random),
      depots,
      places: places(),
      counties: [{ code: 'C', name: 'C', people: 7_200_000, areaKm2: size.cells }],
      kinds,
    },
    stock: stockOf(depots, kinds, random),
  };
}

/** The trunk roads, then as many of the small ones as it takes: first those that join what is apart, then any. */
function roadsOf(nodes: readonly RoadNode[], random: () => number): RoadRow[] {
  const group = Int32Array.from(nodes, (_, i) => i);
  const find = (node: number): number => {
    let here = node;
    while (group[here] !== here) {
      group[here] = group[group[here] as number] as number;
      here = group[here] as number;
    }
    return here;
  };
  const roads: RoadRow[] = [];
  const small: [number, number][] = [];
  const add = (from: number, to: number, facts: Pick<RoadRow, 'road' | 'class' | 'freeSpeedKmh'>) => {
    group[find(from)] = find(to);
    const [a, b] = [nodes[from] as RoadNode, nodes[to] as RoadNode];
    roads.push({
      from: a.node,
      to: b.node,
      ...facts,
      km: km(a.lon, a.lat, b.lon, b.lat),
      quality: 'assumed',
    });
  };
  for (let y = 0; y < size.rows; y++)
    for (let x = 0; x < size.columns; x++) {
      const here = y * size.columns + x;
      const [isTrunkRow, isTrunkColumn] = [y % trunkEvery === 0, x % trunkEvery === 0];
      const neighbours = [
        { is: x + 1 < size.columns, to: here + 1, isTrunk: isTrunkRow, road: `E${y}` },
        { is: y + 1 < size.rows, to: here + size.columns, isTrunk: isTrunkColumn, road: `N${x}` },
      ];
      for (const { is, to, isTrunk, road } of neighbours)
        if (!is) continue;
        else if (isTrunk) add(here, to, { road, class: 'national', freeSpeedKmh: 80 });
        else small.push([here, to]);
    }
  shuffle(small, random);
  const local = { road: 'local', class: 'county' };
  const later: [number, number][] = [];
  for (const [from, to] of small)
    if (find(from) === find(to)) later.push([from, to]);
    else add(from, to, { ...local, freeSpeedKmh: 40 });
  for (const [from, to] of later.slice(0, size.roads - roads.length))
    add(from, to, { ...local, freeSpeedKmh: 30 });
  return roads;
}

const depotsOn = (nodes: readonly RoadNode[], random: () => number): Depot[] =>
  Array.from({ length: size.depots }, (_, i) => {
    const { lon, lat } = nodes[Math.floor(random() * nodes.length)] as RoadNode;
    return { id: `D${i + 1}`, name: `D${i + 1}`, tier: 'county', lon, lat };
  });

/** One each 13 km or so: their nearest cells make up the whole country. */
const places = (): Place[] =>
  Array.from({ length: 20 * 16 }, (_, i) => ({
    code: `P${i}`,
    name: `P${i}`,
    type: 'Town',
    county: 'C',
    lon: west + ((i % 20) + 0.5) * (size.columns / 20) * lonStep,
    lat: south + (Math.floor(i / 20) + 0.5) * (size.rows / 16) * latStep,
    people: null,
  }));

/** Of the first kind every depot has some, of the last a sixth; no two kinds have the same holders. */
function stockOf(depots: readonly Depot[], kinds: readonly string[], random: () => number): StockState {
  const usable: Record<string, Record<string, number>> = Object.fromEntries(depots.map(({ id }) => [id, {}]));
  kinds.forEach((kind, i) => {
    const shuffled = [...depots];
    shuffle(shuffled, random);
    const holders = Math.round(depots.length * (1 - (i / (kinds.length - 1)) * (5 / 6)));
    for (const { id } of shuffled.slice(0, holders)) (usable[id] as Record<string, number>)[kind] = 100;
  });
  return { version: 'full', usable, lost: [] };
}

function shuffle<Item>(items: Item[], random: () => number): void {
  for (let i = items.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [items[i], items[j]] = [items[j] as Item, items[i] as Item];
  }
}

/** Mulberry32. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
