/** What others answer to the same question: Valhalla's isochrones joined by turf for coverage by road, turf's circles for the straight line. */

import { tooFar } from '@changping/server/planner/arrivals';
import { groupsOf } from '@changping/server/planner/holders';
import { farOff, isCovered, marksFor } from '@changping/server/planner/marks';
import { addNear, markFarOff, noneNear } from '@changping/server/planner/straight';
import { sweep, unswept } from '@changping/server/planner/sweep';
import { booleanPointInPolygon, circle, feature, featureCollection, union } from '@turf/turf';
import type { Feature, MultiPolygon, Polygon } from 'geojson';
import type { Figure } from './figure.ts';
import type { Country } from './planner.ts';
import { openValhalla, type Valhalla } from './valhalla.ts';

type Area = Feature<Polygon | MultiPolygon>;
const bench = 'planner';
/** Of the kinds the one with about so many holders: as many isochrones as were once measured. */
const holders = 30;

/** `valhallaMs`: how long it takes over the question of one kind; null when it cannot be had, and then a figure says why. */
export type Peers = { beside: Figure[]; valhallaMs: number | null };

export async function peers(country: Country, sweepMs: number): Promise<Peers> {
  const { world, stock, ground } = country;
  const groups = groupsOf(world, stock, ground.settings);
  const countOf = (holds: Uint8Array) => holds.reduce((sum, each) => sum + each, 0);
  const { holds } = groups.reduce((a, b) =>
    Math.abs(countOf(b.holds) - holders) < Math.abs(countOf(a.holds) - holders) ? b : a,
  );
  const depots = world.depots.filter((_, i) => holds[i] === 1);
  const straight = circles(country, depots);
  try {
    const valhalla = await openValhalla(world.nodes, world.roads);
    const times = await travelTimes(country, valhalla);
    const { figure, theirs } = await isochrones(country, holds, depots, valhalla, sweepMs);
    return { beside: [straight, times, figure], valhallaMs: theirs };
  } catch (error) {
    const note = `not compared: ${error instanceof Error ? error.message : String(error)}`;
    const missing = { bench, figure: 'valhalla-runs', value: 0, unit: 'runs', budget: null, note };
    return { beside: [straight, missing], valhallaMs: null };
  }
}

/** The slogan: cells within 200 km of a holder. */
function circles({ ground }: Country, depots: Country['world']['depots']): Figure {
  const { points, settings, cells } = ground;
  const began = performance.now();
  const near = noneNear(points, depots.length);
  for (const [i, depot] of depots.entries()) addNear(near, i, depot, settings.maxKm);
  const marks = marksFor(points.lons.length);
  markFarOff(near, new Uint8Array(depots.length).fill(1), marks);
  const ours = performance.now() - began;
  const turfBegan = performance.now();
  const joined = joinedOf(depots.map(({ lon, lat }) => circle([lon, lat], settings.maxKm, { steps: 64 })));
  const inside = insideOf(joined, ground, cells.place.length);
  const theirs = performance.now() - turfBegan;
  return {
    bench,
    figure: 'straight-line-ms',
    value: ours,
    unit: 'ms',
    budget: null,
    peer: 'turf circles',
    ratio: theirs / ours,
    note: `${depots.length} depots; turf's union and the cells in it ${theirs.toFixed(0)} ms; ${agreement(inside, (cell) => ((marks[cell] as number) & farOff) === 0)} of the cells alike (its circles have 64 corners)`,
  };
}

/** From a depot to places, road by road the same network. */
async function travelTimes({ world, ground, rows }: Country, valhalla: Valhalla): Promise<Figure> {
  const apart: number[] = [];
  const longer: number[] = [];
  let theirs = 0;
  for (let i = 0; i < 120; i++) {
    const depot = i % world.depots.length;
    const node = (i * 104_729 + 31) % ground.graph.nodes;
    const field = rows.fields[depot];
    const [from, to] = [world.depots[depot], world.nodes[node]];
    if (!field || !from || !to) continue;
    const began = performance.now();
    const { seconds, km } = await valhalla.route(from, to);
    theirs += performance.now() - began;
    const ours = (field.tenths[node] as number) / 10;
    // Less than ten minutes is decided by the rounding of single streets.
    if (ours < 600) continue;
    apart.push(seconds / ours - 1);
    longer.push(km / ((field.metres[node] as number) / 1000) - 1);
  }
  apart.sort((a, b) => a - b);
  const percent = (share: number | undefined) => `${((share ?? 0) * 100).toFixed(1)} %`;
  return {
    bench,
    figure: 'times-apart-percent',
    value: (apart[apart.length >> 1] ?? Number.NaN) * 100,
    unit: '%',
    budget: 3,
    atMost: true,
    note: `Valhalla's travel times over ours on the same roads, median of ${apart.length} ways (${percent(apart[0])} to ${percent(apart.at(-1))}; lengths within ${percent(Math.max(...longer.map(Math.abs)))}); it charges turns; ${(theirs / 120).toFixed(0)} ms a way`,
  };
}

/** Coverage of one kind in time alone. */
async function isochrones(
  { ground, rows, rowMs }: Country,
  holds: Uint8Array,
  depots: Country['world']['depots'],
  valhalla: Valhalla,
  sweepMs: number,
): Promise<{ figure: Figure; theirs: number }> {
  const { settings, cells } = ground;
  const minutes = settings.maxMinutes - settings.dispatchMinutes - settings.loadingMinutes;
  const began = performance.now();
  const areas: Area[] = [];
  for (const depot of depots) areas.push(feature(await valhalla.reach(depot, minutes)));
  const reached = performance.now() - began;
  const joined = joinedOf(areas);
  const theirs = performance.now() - began;
  const inside = insideOf(joined, ground, cells.place.length);
  // An isochrone knows no length, so for this one question ours has no limit either.
  const unlimited = { ...rows.arrivals, code: rows.arrivals.code.map((code) => code & ~tooFar) };
  const swept = unswept(unlimited.points);
  sweep(unlimited, [holds], [swept]);
  const figure = {
    bench,
    figure: 'one-kind-with-routing-ms',
    value: rowMs * depots.length + sweepMs,
    unit: 'ms',
    budget: null,
    peer: 'valhalla',
    ratio: theirs / (rowMs * depots.length + sweepMs),
    note: `${depots.length} depots from nothing; Valhalla: isochrones of ${minutes} min ${reached.toFixed(0)} ms, turf's union of them ${(theirs - reached).toFixed(0)} ms; ${agreement(inside, (cell) => isCovered(swept.marks[cell] as number))} of the cells alike`,
  };
  return { figure, theirs };
}

function joinedOf(areas: readonly Area[]): Area {
  const joined = union(featureCollection([...areas]));
  if (!joined) throw new Error('turf joined nothing');
  return joined;
}

const insideOf = (area: Area, { points }: Country['ground'], count: number): Uint8Array =>
  Uint8Array.from({ length: count }, (_, cell) =>
    booleanPointInPolygon([points.lons[cell] as number, points.lats[cell] as number], area) ? 1 : 0,
  );

function agreement(inside: Uint8Array, isOurs: (cell: number) => boolean): string {
  const alike = inside.reduce((sum, each, cell) => sum + (isOurs(cell) === (each === 1) ? 1 : 0), 0);
  return `${((alike / inside.length) * 100).toFixed(1)} %`;
}
