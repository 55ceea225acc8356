import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Arrivals, addDepot, noArrivals } from './arrivals.ts';
import { never } from './search.ts';
import { both, classes, type Limits, type Swept, sweep, unswept } from './sweep.ts';

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
function arrivalsOf({ points, ways }: Table) {
  const arrivals = noArrivals(points, ways.length);
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
function sweepAll(arrivals: Arrivals, holders: readonly Uint8Array[], limits: Limits): Swept[] {
  // Filled anew each time, so what was in them before must not matter.
  const all = holders.map(() => unswept(arrivals.points));
  for (const swept of all) for (const array of Object.values(swept)) array.fill(77);
  sweep(arrivals, holders, limits, all);
  return all;
}
const holdsOf = ({ ways, seed }: Table) => Uint8Array.from(ways, (_, depot) => (seed >> depot) & 1);
function swept(table: Table, holds = holdsOf(table)) {
  const arrivals = arrivalsOf(table);
  const [result] = sweepAll(arrivals, [holds], table.limits);
  if (!result) throw new Error('no answer');
  const depotAt = (slot: number) => (slot < 0 ? null : (arrivals.depot[slot] as number));
  return {
    class: result.class,
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
      const standing = swept(table).class;
      for (let point = 0; point < table.points; point++) {
        const holders = ways.flatMap((row, depot) => (holds[depot] && row[point] ? [row[point]!] : []));
        const inTime = holders.some(({ tenths }) => tenths <= limits.tenths);
        const near = holders.some(({ metres }) => metres <= limits.metres);
        const atOnce = holders.some(
          ({ tenths, metres }) => tenths <= limits.tenths && metres <= limits.metres,
        );
        const word = atOnce ? 'both' : inTime ? 'timeOnly' : near ? 'distanceOnly' : 'neither';
        expect(classes[standing[point] as 0]).toBe(word);
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
      for (let point = 0; point < table.points; point++)
        expect(after.class[point]).toBeLessThanOrEqual(before.class[point] as number);
    }),
    { numRuns: 500 },
  );
});

it('answers forty questions in one walk as it answers each alone', () => {
  fc.assert(
    fc.property(aTable, fc.array(fc.nat(255), { minLength: 40, maxLength: 40 }), (table, masks) => {
      const arrivals = arrivalsOf(table);
      const holders = masks.map((mask) => Uint8Array.from(table.ways, (_, depot) => (mask >> depot) & 1));
      const together = sweepAll(arrivals, holders, table.limits);
      const alone = holders.flatMap((holds) => sweepAll(arrivals, [holds], table.limits));
      expect(together).toEqual(alone);
    }),
    { numRuns: 50 },
  );
});

it('says where the second arrives in time too', () => {
  fc.assert(
    fc.property(aTable, (table) => {
      const arrivals = arrivalsOf(table);
      const [result] = sweepAll(arrivals, [holdsOf(table)], table.limits);
      if (!result) throw new Error('no answer');
      result.second.forEach((slot, point) => {
        const isInTime = slot >= 0 && (arrivals.tenths[slot] as number) <= table.limits.tenths;
        expect(result.twice[point] === both).toBe(isInTime);
      });
    }),
  );
});
