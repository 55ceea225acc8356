/** Runs the benches that were asked for; one JSON line a figure with --json, else one table. */
import { chain } from './chain.ts';
import { climate } from './climate.ts';
import { expiry } from './expiry.ts';
import { type Figure, isWithin, jsonLine, table } from './figure.ts';
import { live } from './live.ts';
import { fsyncSpeed, loopSpeed } from './machine.ts';
import { passage } from './passage.ts';
import { planner } from './planner.ts';
import { start } from './start.ts';
import { store } from './store.ts';

const benches: Record<string, () => AsyncGenerator<Figure>> = {
  chain,
  planner,
  climate,
  expiry,
  live,
  passage,
  store,
  start,
};
const names = process.argv.slice(2).filter((word) => word !== '--json');
const isJson = process.argv.includes('--json');
const unknown = names.find((name) => !Object.hasOwn(benches, name));
if (unknown !== undefined) {
  console.error(`There is no bench "${unknown}"; there are ${Object.keys(benches).join(', ')}.`);
  process.exit(2);
}
const figures: Figure[] = [];
const machine = { loop: loopSpeed(), fsync: fsyncSpeed() };
const beside = { bench: 'machine', budget: null, note: 'beside the figures, for machines swing' };
if (isJson) {
  console.log(
    jsonLine({ ...beside, figure: 'loop-million-steps-per-second', value: machine.loop, unit: 'steps' }),
  );
  console.log(
    jsonLine({ ...beside, figure: 'small-writes-per-second', value: machine.fsync, unit: 'fsyncs' }),
  );
}
for (const [name, run] of Object.entries(benches)) {
  if (names.length && !names.includes(name)) continue;
  for await (const figure of run()) {
    figures.push(figure);
    if (isJson) console.log(jsonLine(figure));
    else console.error(`  ${figure.figure} …`);
  }
}
if (!isJson) {
  console.log(table(figures));
  console.log(
    `Beside it: a fixed loop makes ${machine.loop.toFixed(0)} million steps a second, the disk takes ${machine.fsync.toFixed(0)} small writes a second.`,
  );
  const missed = figures.filter((figure) => !isWithin(figure)).length;
  console.log(
    missed ? `${missed} of ${figures.length} budgets missed.` : `All ${figures.length} budgets kept.`,
  );
}
process.exit(0);
