/** By which roads a depot's vehicle comes: the arcs of its path, put together by the name of the road. */
import type { Graph } from './graph.ts';
import type { Field } from './search.ts';

export type Leg = { road: string; km: number };
export type Route = {
  legs: Leg[] /** Rows of the road table, in the order they are driven. */;
  rows: number[];
};

/** @param field of the depot, forward. @param node where the path ends. */
export function routeTo(
  node: number,
  field: Pick<Field, 'parent'>,
  { arcs }: Pick<Graph, 'arcs'>,
  nameOf: (row: number) => string,
): Route {
  const path: number[] = [];
  let here = node;
  for (let arc = field.parent[here]!; arc >= 0; arc = field.parent[here]!) {
    path.push(arc);
    here = arcs.from[arc]!;
  }
  const legs: { road: string; metres: number }[] = [];
  const rows: number[] = [];
  for (const arc of path.reverse()) {
    const row = arcs.row[arc]!;
    if (rows.at(-1) !== row) rows.push(row);
    const road = nameOf(row);
    const last = legs.at(-1);
    if (last?.road === road) last.metres += arcs.metres[arc]!;
    else legs.push({ road, metres: arcs.metres[arc]! });
  }
  return { legs: legs.map(({ road, metres }) => ({ road, km: metres / 1000 })), rows };
}
