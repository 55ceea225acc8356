/** Start the gateway from any folder, in this very process, so that its id, signals and standard input are the gateway's own. Its sources are put into one file first: loaded one by one through a translator they would take a third more of a small computer's memory. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const source = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const cache = fileURLToPath(new URL('../node_modules/.cache/', import.meta.url));
const builder = fileURLToPath(import.meta.resolve('esbuild/bin/esbuild'));
// Of this process alone: another may be starting from changed sources.
const file = `${cache}gateway-${process.pid}.mjs`;
const external = ['better-sqlite3', 'mqtt', 'serialport'].map((name) => `--external:${name}`);

mkdirSync(cache, { recursive: true });
execFileSync(
  builder,
  [
    source,
    '--bundle',
    '--platform=node',
    '--format=esm',
    '--log-level=warning',
    `--outfile=${file}`,
    ...external,
  ],
  { stdio: ['ignore', 'ignore', 'inherit'] },
);
const remove = () => rmSync(file, { force: true });
process.once('exit', remove);
await import(file);
remove();
