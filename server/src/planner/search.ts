/** Shortest paths from one node to every other: least time, and of equally fast paths the shortest. */
import type { Graph, Side } from './graph.ts';

/** No path leads there. Small enough that a sum of two still fits. */
export const never = 0x3fffffff;

/** For each node: when it is reached, how long that path is, and the arc that it is reached by (-1: the start, or never). */
export type Field = { tenths: Int32Array; metres: Int32Array; parent: Int32Array };

export type Search = (side: Side, start: number) => Field;

/**
 * A bucket queue (Dial 1969): a weight is a small whole number, so a node waits in the bucket of its time and no comparison sorts anything.
 * No weight is zero, so nothing enters the bucket that is being emptied, and what is in it is final.
 */
export function searchOf(graph: Pick<Graph, 'nodes' | 'longest'>): Search {
  const slots = 2 ** Math.ceil(Math.log2(graph.longest + 1));
  const mask = slots - 1;
  const head = new Int32Array(slots).fill(-1);
  const next = new Int32Array(graph.nodes);
  const before = new Int32Array(graph.nodes);

  return ({ first, to, tenths: weights, metres: lengths, arc: arcs }, start) => {
    const tenths = new Int32Array(graph.nodes).fill(never);
    const metres = new Int32Array(graph.nodes).fill(never);
    const parent = new Int32Array(graph.nodes).fill(-1);
    tenths[start] = 0;
    metres[start] = 0;
    head[0] = start;
    next[start] = -1;
    before[start] = -1;
    let waiting = 1;
    for (let now = 0; waiting > 0; now++) {
      let node = head[now & mask]!;
      if (node < 0) continue;
      head[now & mask] = -1;
      while (node >= 0) {
        waiting--;
        const gone = metres[node]!;
        for (let at = first[node]!, end = first[node + 1]!; at < end; at++) {
          const there = to[at]!;
          const known = tenths[there]!;
          const time = now + weights[at]!;
          if (time > known) continue;
          const length = gone + lengths[at]!;
          if (time === known) {
            if (length >= metres[there]!) continue;
          } else {
            if (known === never) waiting++;
            else {
              const left = before[there]!;
              const right = next[there]!;
              if (left < 0) head[known & mask] = right;
              else next[left] = right;
              if (right >= 0) before[right] = left;
            }
            const slot = time & mask;
            const old = head[slot]!;
            next[there] = old;
            before[there] = -1;
            if (old >= 0) before[old] = there;
            head[slot] = there;
            tenths[there] = time;
          }
          metres[there] = length;
          parent[there] = arcs[at]!;
        }
        node = next[node]!;
      }
    }
    return { tenths, metres, parent };
  };
}
