/** The planner of one region: routes once, then follows stock and answers. Every answer says what it rests on; nothing here waits, reads or writes. */
import { type Coverage, coverageOf, retire, type Spare } from './coverage.ts';
import { cellKm } from './grid.ts';
import { type Ground, groundOf } from './ground.ts';
import { groupsOf } from './holders.ts';
import { arrivalsAt, inspect } from './inspect.ts';
import { layerOf } from './layer.ts';
import type { AnswerTo } from './port.ts';
import { noRows, route } from './rows.ts';
import { summaryOf, type Versions } from './summary.ts';
import { type Loss, supposed, whatIf } from './what-if.ts';
import type { CoverageSettings, StockState, World } from './world.ts';

export type Planner = {
  versions(): Versions;
  /** Routes one depot a step, in the order of the world's list; between steps every question has an answer by the depots done so far. */
  routing(): Generator<number>;
  /** The stock that the next answers rest on. */
  follow(state: StockState): void;
  /** @param then another stock than the one that is followed; of a moment that is over, or supposed. */
  summary(then?: StockState): AnswerTo['summary'];
  cells(): AnswerTo['cells'];
  /** @param kind null: all kinds together. undefined: there is no such kind. */
  layer(kind: string | null, loss?: Loss, then?: StockState): AnswerTo['layer'] | undefined;
  /** undefined: there is no such place. */
  place(code: string, then?: StockState): AnswerTo['place'] | undefined;
  at(lon: number, lat: number): AnswerTo['at'];
  whatIf(loss: Loss): AnswerTo['whatIf'];
};

const noStock: StockState = Object.freeze({ version: 'none', usable: {}, lost: [] });

export function openPlanner(world: World, settings: CoverageSettings): Planner {
  const ground: Ground = groundOf(world, settings);
  const rows = noRows(ground);
  const spare: Spare = [];
  let state = noStock;
  let known: { coverage: Coverage; done: number; state: StockState } | undefined;

  function coverage(): Coverage {
    if (known?.done === rows.done && known.state === state) return known.coverage;
    const groups = groupsOf(world, state, settings);
    const sameRows = known?.done === rows.done ? known.coverage : undefined;
    const coverage = coverageOf(ground, rows, groups, spare, sameRows);
    if (known) retire(known.coverage, spare, coverage);
    known = { coverage, done: rows.done, state };
    return coverage;
  }
  /** What is made of the coverage by another stock, which is given back after. */
  function by<Made>(
    then: StockState | undefined,
    loss: Loss | undefined,
    make: (it: Coverage) => Made,
  ): Made {
    const now = coverage();
    if (!then && !loss) return make(now);
    const other = supposed(ground, rows, now, then ?? state, loss ?? {}, spare);
    const made = make(other);
    retire(other, spare, now);
    return made;
  }
  const versions = (then = state): Versions => ({
    roads: world.roadsVersion,
    stock: then.version,
    rows: { done: rows.done, of: world.depots.length },
  });

  return {
    versions,
    routing: () => route(ground, rows),
    follow(next) {
      state = next;
    },
    summary: (then) => by(then, undefined, (it) => summaryOf(ground, rows, it, versions(then))),
    cells: () => ({
      versions: versions(),
      sizeKm: cellKm,
      lons: Float32Array.from(ground.cells.lons),
      lats: Float32Array.from(ground.cells.lats),
      depots: world.depots.map(({ id }) => id),
    }),
    layer(kind, loss, then) {
      const layer = by(then, loss, (it) => layerOf(ground, rows, it, kind));
      return layer && { versions: versions(then), ...layer };
    },
    place(code, then) {
      const place = by(then, undefined, (it) => inspect(ground, rows, it, code));
      return place && { versions: versions(then), ...place };
    },
    at: (lon, lat) => ({ versions: versions(), depots: arrivalsAt(ground, lon, lat) }),
    whatIf: (loss) => ({ versions: versions(), ...whatIf(ground, rows, coverage(), state, loss, spare) }),
  };
}
