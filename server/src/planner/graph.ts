/** The road network as two compressed adjacency arrays, one for each direction of travel. */

/** One arc is one direction of one piece of road; weights are whole tenths of a second, at least one. */
export type Arcs = {
  from: Int32Array;
  to: Int32Array;
  tenths: Int32Array;
  metres: Int32Array;
  /** The row of the road table that it is a piece of. */
  row: Int32Array;
};

/** Arcs of node n lie at first[n] … first[n + 1]. `to`: where the arc leads in this direction of travel. `arc`: its number in the arcs. */
export type Side = {
  first: Int32Array;
  to: Int32Array;
  tenths: Int32Array;
  metres: Int32Array;
  arc: Int32Array;
};

export type Graph = {
  nodes: number;
  arcs: Arcs;
  /** From a depot to everywhere. */
  forward: Side;
  /** From everywhere to a place. */
  reverse: Side;
  /** The heaviest arc, in tenths of a second. */
  longest: number;
};

export function graphOf(nodes: number, arcs: Arcs): Graph {
  let longest = 1;
  for (const weight of arcs.tenths) longest = Math.max(longest, weight);
  return {
    nodes,
    arcs,
    forward: side(nodes, arcs.from, arcs.to, arcs),
    reverse: side(nodes, arcs.to, arcs.from, arcs),
    longest,
  };
}

function side(nodes: number, from: Int32Array, to: Int32Array, { tenths, metres }: Arcs): Side {
  const first = new Int32Array(nodes + 1);
  for (const node of from) first[node + 1]!++;
  for (let node = 0; node < nodes; node++) first[node + 1]! += first[node]!;
  const filled = first.slice();
  const one = {
    first,
    to: new Int32Array(from.length),
    tenths: new Int32Array(from.length),
    metres: new Int32Array(from.length),
    arc: new Int32Array(from.length),
  };
  for (let arc = 0; arc < from.length; arc++) {
    const at = filled[from[arc]!]!++;
    one.to[at] = to[arc]!;
    one.tenths[at] = tenths[arc]!;
    one.metres[at] = metres[arc]!;
    one.arc[at] = arc;
  }
  return one;
}
