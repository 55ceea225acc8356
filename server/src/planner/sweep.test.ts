import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Arrivals, addDepot, depotBits, noArrivals } from './arrivals.ts';
import {
  both,
  type Class,
  classOf,
  distanceOnly,
  farOff,
  neither,
  onceOnly,
  timeOnly,
  worsen,
} from './marks.ts';
import { never } from './search.ts';
import { nobody, type Swept, sweep, unswept } from './sweep.ts';

/** By depot, by point: null where no road leads. Small numbers, so that many arrive at once. */
const way = fc.option(
  fc.record({ tenths: fc.integer({ min: 0, max: 12 }), metres: fc.integer({ min: 0, max: 12 }) }),
);
const aTable = fc.integer({ min: 1, max: 6 }).chain((points) =>
  fc.record({
    points: fc.constant(points),
    ways: fc.array(fc.array(way, { minLength: points, maxLength: points }), { minLength: 1, maxLength: 8 }),
    limits: fc.record({ tenths: fc.integer({ min: 0, max: 12 }), metres: fc.integer({ min: 0, max: 12 }) }),
    seed: fc.nat(),
  }),
);
type Table = typeof aTable extends fc.Arbitrary<infer T> ? T : never;

/** Each point is its own node, and no access takes anything. */
function arrivalsOf({ points, ways, limits }: Table) {
  const arrivals = noArrivals(points, ways.length, limits);
  const node = Int32Array.from({ length: points }, (_, i) => i);
  const access = { node, tenths: new Int32Array(points), metres: new Int32Array(points) };
  ways.forEach((row, depot) => {
    const field = {
      tenths: Int32Array.from(row, (each) => each?.tenths ?? never),
      metres: Int32Array.from(row, (each) => each?.metres ?? never),
      parent: new Int32Array(points),
    };
    addDepot(arrivals, depot, field, access, { tenths: 0, metres: 0 });
  });
  return arrivals;
}
function sweepAll(arrivals: Arrivals, holders: readonly Uint8Array[]): Swept[] {
  // Filled anew each time, so what was in them before must not matter.
  const all = holders.map(() => unswept(arrivals.points));
  for (const swept of all) for (const array of Object.values(swept)) array.fill(7);
  sweep(arrivals, holders, all);
  return all;
}
const holdsOf = ({ ways, seed }: Table) => Uint8Array.from(ways, (_, depot) => (seed >> depot) & 1);
function swept(table: Table, holds = holdsOf(table)) {
  const arrivals = arrivalsOf(table);
  const [result] = sweepAll(arrivals, [holds]);
  if (!result) throw new Error('no answer');
  const depotAt = (arrival: number, point: number) =>
    arrival === nobody ? null : (arrivals.code[point * arrivals.width + arrival] as number) & depotBits;
  return {
    marks: result.marks,
    best: Array.from(result.best, depotAt),
    second: Array.from(result.second, depotAt),
  };
}

it('names first and second as a look at all of them does, the too long paths left out before', () => {
  fc.assert(
    fc.property(aTable, (table) => {
      const holds = holdsOf(table);
      const { best, second } = swept(table);
      for (let point = 0; point < table.points; point++) {
        const feasible = table.ways
          .map((row, depot) => ({ depot, way: row[point] ?? null }))
          .filter(({ depot, way }) => holds[depot] && way && way.metres <= table.limits.metres)
          .sort(
            (a, b) => a.way!.tenths - b.way!.tenths || a.way!.metres - b.way!.metres || a.depot - b.depot,
          );
        expect([best[point], second[point]]).toEqual([
          feasible[0]?.depot ?? null,
          feasible[1]?.depot ?? null,
        ]);
      }
    }),
    { numRuns: 500 },
  );
});

it('says of each point which class it is in, as the words say it', () => {
  fc.assert(
    fc.property(aTable, (table) => {
      const { limits, ways } = table;
      const holds = holdsOf(table);
      const { marks } = swept(table);
      for (let point = 0; point < table.points; point++) {
        const holders = ways.flatMap((row, depot) => (holds[depot] && row[point] ? [row[point]!] : []));
        const inTime = holders.some(({ tenths }) => tenths <= limits.tenths);
        const near = holders.some(({ metres }) => metres <= limits.metres);
        const atOnce = holders.some(
          ({ tenths, metres }) => tenths <= limits.tenths && metres <= limits.metres,
        );
        const word = atOnce ? 'both' : inTime ? 'timeOnly' : near ? 'distanceOnly' : 'neither';
        expect(classOf(marks[point] as number)).toBe(word);
      }
    }),
    { numRuns: 500 },
  );
});

it('never covers less because a depot holds more', () => {
  fc.assert(
    fc.property(aTable, fc.nat(7), (table, depot) => {
      const more = holdsOf(table);
      more[depot % more.length] = 1;
      const [before, after] = [swept(table), swept(table, more)];
      for (let point = 0; point < table.points; point++) {
        // What is missing after was missing before.
        const [had, has] = [before.marks[point] as number, after.marks[point] as number];
        expect(has & ~had).toBe(0);
      }
    }),
    { numRuns: 500 },
  );
});

it('answers forty questions in one walk as it answers each alone', () => {
  fc.assert(
    fc.property(aTable, fc.array(fc.nat(255), { minLength: 40, maxLength: 40 }), (table, masks) => {
      const arrivals = arrivalsOf(table);
      const holders = masks.map((mask) => Uint8Array.from(table.ways, (_, depot) => (mask >> depot) & 1));
      const together = sweepAll(arrivals, holders);
      const alone = holders.flatMap((holds) => sweepAll(arrivals, [holds]));
      expect(together).toEqual(alone);
    }),
    { numRuns: 50 },
  );
});

it('says where the second arrives in time too', () => {
  fc.assert(
    fc.property(aTable, (table) => {
      const arrivals = arrivalsOf(table);
      const [result] = sweepAll(arrivals, [holdsOf(table)]);
      if (!result) throw new Error('no answer');
      result.second.forEach((arrival, point) => {
        const time = arrivals.tenths[point * arrivals.width + arrival] as number;
        const isInTime = arrival !== nobody && time <= table.limits.tenths;
        expect(((result.marks[point] as number) & onceOnly) === 0).toBe(isInTime);
      });
    }),
  );
});

it('lets a point stand for several kinds as it does for the worst of them', () => {
  const words: Class[] = ['both', 'timeOnly', 'distanceOnly', 'neither'];
  const marks = [both, timeOnly, distanceOnly, neither];
  expect(marks.map(classOf)).toEqual(words);
  for (const [i, one] of marks.entries())
    for (const [j, other] of marks.entries()) {
      const together = Uint8Array.of(one, other | onceOnly, 0, 0);
      worsen(together, Uint8Array.of(other, one, farOff, 0));
      expect(Array.from(together.subarray(0, 2), classOf)).toEqual([
        words[Math.max(i, j)],
        words[Math.max(i, j)],
      ]);
      expect(Array.from(together, (mark) => mark & (onceOnly | farOff))).toEqual([0, onceOnly, farOff, 0]);
    }
});
