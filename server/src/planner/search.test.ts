import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Arcs, graphOf } from './graph.ts';
import { never, searchOf } from './search.ts';

type Arc = readonly [from: number, to: number, tenths: number, metres: number];
const arcsOf = (list: readonly Arc[]): Arcs => ({
  from: Int32Array.from(list, ([from]) => from),
  to: Int32Array.from(list, ([, to]) => to),
  tenths: Int32Array.from(list, ([, , tenths]) => tenths),
  metres: Int32Array.from(list, ([, , , metres]) => metres),
  row: Int32Array.from(list, (_, i) => i),
});

/** Dijkstra as in the textbook: take the nearest open node, look at its arcs. Equal times are told apart by metres. */
function textbook(nodes: number, list: readonly Arc[], start: number): [number, number][] {
  const best = Array.from({ length: nodes }, (): [number, number] => [never, never]);
  const open = new Set(best.keys());
  best[start] = [0, 0];
  const isLess = ([t, m]: [number, number], [u, n]: [number, number]) => t < u || (t === u && m < n);
  while (open.size) {
    const node = [...open].reduce((a, b) => (isLess(best[b]!, best[a]!) ? b : a));
    open.delete(node);
    if (best[node]![0] === never) continue;
    for (const [from, to, tenths, metres] of list) {
      const reached: [number, number] = [best[node]![0] + tenths, best[node]![1] + metres];
      if (from === node && isLess(reached, best[to]!)) best[to] = reached;
    }
  }
  return best;
}

const aGraph = fc.integer({ min: 1, max: 24 }).chain((nodes) =>
  fc.record({
    nodes: fc.constant(nodes),
    start: fc.nat(nodes - 1),
    // Parallel arcs, loops, islands and one-way dead ends come by themselves; few weights make many ties.
    list: fc.array(
      fc.tuple(
        fc.nat(nodes - 1),
        fc.nat(nodes - 1),
        fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 5000 })),
        fc.integer({ min: 0, max: 9 }),
      ),
      { maxLength: 90 },
    ),
  }),
);

it('finds for every node what the textbook finds, in time and in metres', () => {
  fc.assert(
    fc.property(aGraph, ({ nodes, start, list }) => {
      const graph = graphOf(nodes, arcsOf(list));
      const { tenths, metres } = searchOf(graph)(graph.forward, start);
      expect(Array.from(tenths, (time, node) => [time, metres[node]])).toEqual(textbook(nodes, list, start));
    }),
    { numRuns: 500 },
  );
});

it('finds from everywhere to a node what it finds along the arcs turned round', () => {
  fc.assert(
    fc.property(aGraph, ({ nodes, start, list }) => {
      const graph = graphOf(nodes, arcsOf(list));
      const turned = list.map(([from, to, ...weights]): Arc => [to, from, ...weights]);
      const { tenths, metres } = searchOf(graph)(graph.reverse, start);
      expect(Array.from(tenths, (time, node) => [time, metres[node]])).toEqual(
        textbook(nodes, turned, start),
      );
    }),
  );
});

it('leaves a path of parents whose arcs add up to the time and the metres', () => {
  fc.assert(
    fc.property(aGraph, ({ nodes, start, list }) => {
      const arcs = arcsOf(list);
      const graph = graphOf(nodes, arcs);
      const { tenths, metres, parent } = searchOf(graph)(graph.forward, start);
      for (let node = 0; node < nodes; node++) {
        if (tenths[node] === never) continue;
        let [time, length, here] = [0, 0, node];
        for (let arc = parent[here]!; arc >= 0; arc = parent[here]!) {
          time += arcs.tenths[arc]!;
          length += arcs.metres[arc]!;
          here = arcs.from[arc]!;
        }
        expect([here, time, length]).toEqual([start, tenths[node], metres[node]]);
      }
    }),
  );
});

it('searches again and again with the same queue', () => {
  const graph = graphOf(
    3,
    arcsOf([
      [0, 1, 7, 1],
      [1, 2, 5, 1],
    ]),
  );
  const search = searchOf(graph);
  const first = search(graph.forward, 0);
  expect(Array.from(search(graph.forward, 1).tenths)).toEqual([never, 0, 5]);
  expect(Array.from(search(graph.forward, 0).tenths)).toEqual(Array.from(first.tenths));
});
