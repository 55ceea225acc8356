/** The planner's figures on a made-up country of 200,000 crossings, beside Valhalla's isochrones and turf's circles on the same roads and depots in the same run, the answers compared. */

import { depotBits } from '@changping/server/planner/arrivals';
import { coverageOf, retire, type Spare } from '@changping/server/planner/coverage';
import { type Ground, groundOf } from '@changping/server/planner/ground';
import { groupsOf } from '@changping/server/planner/holders';
import { arrivalsAt, inspect } from '@changping/server/planner/inspect';
import { noRows, type Rows, route } from '@changping/server/planner/rows';
import { never } from '@changping/server/planner/search';
import { sharesOf } from '@changping/server/planner/shares';
import { type Swept, slotOf, sweep, unswept } from '@changping/server/planner/sweep';
import { whatIf } from '@changping/server/planner/what-if';
import { usualSettings } from '@changping/server/planner/world';
import type { Figure } from './figure.ts';
import { peers } from './planner-peers.ts';
import { aCountry, size } from './planner-world.ts';

const bench = 'planner';
/** Valhalla takes the speed of a sign as it stands, so nothing is taken off here either. */
const settings = { ...usualSettings, speedFactor: 1 };

export type Country = ReturnType<typeof aCountry> & { ground: Ground; rows: Rows; rowMs: number };

export async function* planner(): AsyncGenerator<Figure> {
  const before = process.memoryUsage().arrayBuffers;
  const made = aCountry(7);
  const ground = groundOf(made.world, settings);
  const { rows, took } = routed(ground);
  const country = { ...made, ground, rows, rowMs: took.median };
  const { nodes, arcs } = ground.graph;
  if (nodes !== 200_000 || arcs.from.length !== 500_000 || ground.cells.place.length !== size.cells)
    throw new Error('the country is not what was asked for');
  yield {
    bench,
    figure: 'routing-row-ms',
    value: took.median,
    unit: 'ms',
    budget: null,
    note: `one depot to all ${nodes.toLocaleString('en')} crossings and ${size.cells.toLocaleString('en')} cells, median of ${size.depots}, CPU ${took.cpu.toFixed(0)} ms; done once, stock never touches it; limited by memory latency`,
  };
  yield {
    bench,
    figure: 'rows-memory-mb',
    value: (process.memoryUsage().arrayBuffers - before) / 1024 / 1024,
    unit: 'MB',
    budget: null,
    note: `graph, ${size.depots} rows of time, metres and parent, arrivals of every cell in order`,
  };
  const [oneKind, ...own] = figures(country);
  const { beside, valhallaMs } = await peers(country, oneKind.value);
  yield valhallaMs === null
    ? oneKind
    : { ...oneKind, peer: 'valhalla, which routes each time', ratio: valhallaMs / oneKind.value };
  yield* own;
  yield* beside;
}

function routed(ground: Ground) {
  const rows = noRows(ground);
  const steps = route(ground, rows);
  const took = measured(size.depots, () => void steps.next());
  steps.next();
  return { rows, took };
}

/** The four budgets, and what stands beside them. */
function figures({ world, stock, ground, rows }: Country): [Figure, ...Figure[]] {
  const groups = groupsOf(world, stock, settings);
  if (groups.length !== size.kinds) throw new Error('two kinds have the same holders');
  const spare: Spare = [];
  const now = coverageOf(ground, rows, groups, spare);
  const buffer = unswept(rows.arrivals.points);
  const single = groups.map(({ holds }) =>
    measured(9, () => {
      sweep(rows.arrivals, [holds], [buffer]);
      sharesOf(buffer.marks, ground.weights);
    }),
  );
  const slowest = single.reduce((a, b) => (b.median > a.median ? b : a));
  const all = measured(15, () => retire(coverageOf(ground, rows, groups, spare), spare));
  const holders = groups.map(({ holds }) => holds);
  const swept = holders.map(() => unswept(rows.arrivals.points));
  const slots = size.kinds * rows.arrivals.points;
  const second = { depot: new Uint16Array(slots), tenths: new Int32Array(slots) };
  const seconds = measured(15, () => secondNearest(rows, holders, swept, second));
  const dry = measuredEach(world.depots, ({ id }, i) =>
    whatIf(
      ground,
      rows,
      now,
      stock,
      { dry: [{ depot: id, kind: world.kinds[i % size.kinds] as string }] },
      spare,
    ),
  );
  const lost = measuredEach(world.depots, ({ id }) =>
    whatIf(ground, rows, now, stock, { lost: [id] }, spare),
  );
  const place = measuredEach(world.places, ({ code }) => inspect(ground, rows, now, code));
  const anywhere = measuredEach(world.places.slice(0, 20), ({ lon, lat }) =>
    arrivalsAt(ground, lon as number, lat as number),
  );
  const figure = (name: string, { median, cpu }: Took, budget: number | null, note: string): Figure => ({
    ...{ bench, figure: name, value: median, unit: 'ms', budget, atMost: true },
    note: `${note}; CPU ${cpu.toFixed(1)} ms`,
  });
  return [
    figure(
      'sweep-one-kind-ms',
      slowest,
      35,
      `slowest of the ${size.kinds} kinds, routing rows kept: first and second of every cell, its class, people and area by class`,
    ),
    figure(
      'sweep-17-kinds-ms',
      all,
      100,
      'as above for 17 kinds with 10 to 60 holders each, none taken over from before, plus all kinds together, twice covered and straight line',
    ),
    figure('second-nearest-ms', seconds, 100, 'who is second and when, every cell, 17 kinds, walked anew'),
    figure(
      'depot-dry-ms',
      dry,
      15,
      'one kind gone at one depot: shares before and after, places lost, all kinds together',
    ),
    figure('depot-lost-ms', lost, null, 'a depot gone with all it holds'),
    figure('place-ms', place, null, 'the inspector: 17 kinds, first and second with their roads'),
    figure(
      'anywhere-ms',
      anywhere,
      null,
      'one search against the direction of travel from any point of the map',
    ),
  ];
}

/** By kind and cell who is second and after how many minutes, into arrays that stay. */
function secondNearest(
  { arrivals }: Rows,
  holders: readonly Uint8Array[],
  swept: readonly Swept[],
  into: Second,
): void {
  sweep(arrivals, holders, swept);
  const { points, code, tenths } = arrivals;
  swept.forEach(({ second }, kind) => {
    for (let point = 0; point < points; point++) {
      const slot = slotOf(arrivals, point, second[point] as number);
      into.depot[kind * points + point] = slot < 0 ? depotBits : (code[slot] as number) & depotBits;
      into.tenths[kind * points + point] = slot < 0 ? never : (tenths[slot] as number);
    }
  });
}
type Second = { depot: Uint16Array; tenths: Int32Array };

export type Took = { median: number; cpu: number };

/** Median wall and mean CPU milliseconds, after one round that warms up. */
export function measured(times: number, work: () => void): Took {
  return measuredEach(Array.from({ length: times }), work);
}

function measuredEach<Item>(items: readonly Item[], work: (item: Item, i: number) => unknown): Took {
  const walls: number[] = [];
  const began = process.cpuUsage();
  items.forEach((item, i) => {
    const start = performance.now();
    work(item, i);
    walls.push(performance.now() - start);
  });
  const { user, system } = process.cpuUsage(began);
  walls.sort((a, b) => a - b);
  return { median: walls[walls.length >> 1] ?? 0, cpu: (user + system) / 1000 / items.length };
}
