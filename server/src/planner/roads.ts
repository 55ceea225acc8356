/** Turns rows of roads into arcs: what cannot be is left out or mended, and how often is told. */
import type { Arcs } from './graph.ts';
import { fastestKmh, roadClasses, slowestKmh, unknownClass } from './road-classes.ts';
import type { RoadNode, RoadRow } from './world.ts';

/**
 * Points beside the road join it at a node. So that the nearest node is also nearly the nearest point, a road that is open along its way
 * is cut into pieces of no more than this; an expressway is not, for it is entered at its junctions only.
 */
export const pieceKm = 1;

export type Network = {
  lons: Float64Array;
  lats: Float64Array;
  arcs: Arcs;
  /** Index of a named node; cuts have no name. */
  nodeOf: ReadonlyMap<string, number>;
  mended: Mended;
};

/** How many rows: without a node that exists or a length; from a node to itself; with an impossible speed. */
export type Mended = { dropped: number; loops: number; speeds: number };

export function networkOf(
  nodes: readonly RoadNode[],
  roads: readonly RoadRow[],
  speedFactor: number,
): Network {
  const lons: number[] = [];
  const lats: number[] = [];
  const nodeOf = new Map<string, number>();
  for (const { node, lon, lat } of nodes) {
    if (!Number.isFinite(lon) || !Number.isFinite(lat)) continue;
    nodeOf.set(node, lons.push(lon) - 1);
    lats.push(lat);
  }
  const columns: Record<keyof Arcs, number[]> = { from: [], to: [], tenths: [], metres: [], row: [] };
  const mended = { dropped: 0, loops: 0, speeds: 0 };

  roads.forEach((road, row) => {
    const from = nodeOf.get(road.from);
    const to = nodeOf.get(road.to);
    if (from === undefined || to === undefined || !(road.km >= 0) || road.km === Number.POSITIVE_INFINITY) {
      mended.dropped++;
      return;
    }
    if (from === to) {
      mended.loops++;
      return;
    }
    const { usualKmh, isOpenAlong } = roadClasses[road.class] ?? unknownClass;
    const isSpeed = road.freeSpeedKmh >= slowestKmh && road.freeSpeedKmh <= fastestKmh;
    if (!isSpeed) mended.speeds++;
    const kmh = (isSpeed ? road.freeSpeedKmh : usualKmh) * speedFactor;
    const metres = Math.round(road.km * 1000);
    // Between two nodes at one position there is still a step to be made: a weight of zero would break the search.
    const tenths = Math.max(1, Math.round((road.km / kmh) * 36_000));
    const pieces = isOpenAlong ? Math.min(tenths, Math.max(1, Math.ceil(road.km / pieceKm))) : 1;

    let last = from;
    for (let piece = 1; piece <= pieces; piece++) {
      const here = piece === pieces ? to : cut(from, to, piece / pieces);
      // Shares of the rounded whole, so that the pieces add up to it.
      const time = share(tenths, piece, pieces);
      const length = share(metres, piece, pieces);
      add(last, here, time, length, row);
      if (!road.oneWay) add(here, last, time, length, row);
      last = here;
    }
  });

  function cut(from: number, to: number, at: number): number {
    lats.push(lats[from]! + (lats[to]! - lats[from]!) * at);
    return lons.push(lons[from]! + (lons[to]! - lons[from]!) * at) - 1;
  }
  function add(from: number, to: number, tenths: number, metres: number, row: number): void {
    columns.from.push(from);
    columns.to.push(to);
    columns.tenths.push(tenths);
    columns.metres.push(metres);
    columns.row.push(row);
  }
  return {
    lons: Float64Array.from(lons),
    lats: Float64Array.from(lats),
    arcs: {
      from: Int32Array.from(columns.from),
      to: Int32Array.from(columns.to),
      tenths: Int32Array.from(columns.tenths),
      metres: Int32Array.from(columns.metres),
      row: Int32Array.from(columns.row),
    },
    nodeOf,
    mended,
  };
}

/** What the piece takes of the whole. */
const share = (whole: number, piece: number, pieces: number): number =>
  Math.round((whole * piece) / pieces) - Math.round((whole * (piece - 1)) / pieces);
