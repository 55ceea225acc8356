/** Everything about a region that neither stock nor a depot's state can change: the road graph, the points that want to be reached, how they meet the roads, who lives there. */
import { type Access, accessTo } from './access.ts';
import { type Graph, graphOf } from './graph.ts';
import { type Cells, cellsOf } from './grid.ts';
import { type Nearest, nearestOf } from './nearest.ts';
import { peopleOfCells, peopleOfPlaces } from './people.ts';
import { type Network, networkOf } from './roads.ts';
import { type Search, searchOf } from './search.ts';
import type { Weights } from './shares.ts';
import type { CoverageSettings, World } from './world.ts';

export type Ground = {
  world: World;
  settings: CoverageSettings;
  network: Network;
  graph: Graph;
  search: Search;
  nearestNode: Nearest;
  cells: Cells;
  /** Cells first, then every place in the order of the world's list. */
  points: { lons: Float64Array; lats: Float64Array };
  access: Access;
  depotAccess: Access;
  placePeople: Float64Array;
  weights: Weights;
};

export function groundOf(world: World, settings: CoverageSettings): Ground {
  const { places, counties, depots } = world;
  const network = networkOf(world.nodes, world.roads, settings.speedFactor);
  const graph = graphOf(network.lons.length, network.arcs);
  const nearestNode = nearestOf(network.lons, network.lats);
  const cells = cellsOf(places, counties);
  const points = {
    lons: joined(
      cells.lons,
      places.map(({ lon }) => lon),
    ),
    lats: joined(
      cells.lats,
      places.map(({ lat }) => lat),
    ),
  };
  const depotsAt = {
    lons: Float64Array.from(depots, ({ lon }) => lon),
    lats: Float64Array.from(depots, ({ lat }) => lat),
  };
  const placePeople = peopleOfPlaces(places, counties);
  const homeless = places.reduce(
    (sum, { lon, lat }, i) => (lon === null || lat === null ? sum + placePeople[i]! : sum),
    0,
  );
  return {
    world,
    settings,
    network,
    graph,
    search: searchOf(graph),
    nearestNode,
    cells,
    points,
    access: accessTo(network, nearestNode, points, settings),
    depotAccess: accessTo(network, nearestNode, depotsAt, settings),
    placePeople,
    weights: { people: peopleOfCells(placePeople, places, cells), homeless },
  };
}

/** A position that nobody knows becomes NaN, which is near nothing. */
function joined(cells: Float64Array, places: readonly (number | null)[]): Float64Array {
  const all = new Float64Array(cells.length + places.length);
  all.set(cells);
  places.forEach((value, i) => {
    all[cells.length + i] = value ?? Number.NaN;
  });
  return all;
}
