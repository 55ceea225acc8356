/** npm run bench: speeds beside their budgets. No part of npm test, for a test checks results and not times. */
import { spawnSync } from 'node:child_process';
import { build, install, root } from '../server/bin/ready.mjs';

const args = process.argv.slice(2);
if (args.includes('--help')) {
  console.log(`npm run bench -- [chain …] [--json]
  chain   device bytes to the page: gateway, broker, ledger, live map
  expiry  lots and their end at a hundred thousand pieces
  climate points into an InfluxDB-protocol server and into the file of its own
  planner roads, depots and stock to coverage; fetches Valhalla (280 MB) on first use to compare with
  passage reads of a gate to trips: speed, direction, what is counted wrongly
  live    a look at the past, five hundred pages told at once, a page whose stores all change
  start   how soon the server answers on a hundred thousand pieces, and what it weighs
  store   an order, a count, the card of a scanned tag
  --json  one line a figure: {"bench", "figure", "value", "unit", "budget", …}`);
  process.exit(0);
}
install();
build();
const { status } = spawnSync(process.execPath, ['--import', 'tsx', 'test/bench/main.ts', ...args], {
  cwd: root,
  stdio: 'inherit',
});
process.exit(status ?? 1);
