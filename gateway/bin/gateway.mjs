/** Start the gateway from any folder, in this very process, so that its id, signals and standard input are the gateway's own. Its sources are put into one file first: loaded one by one through a translator they would take a third more of a small computer's memory. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const source = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const cache = fileURLToPath(new URL('../node_modules/.cache/', import.meta.url));
const builder = fileURLToPath(import.meta.resolve('esbuild/bin/esbuild'));
const file = `${cache}gateway.mjs`;
// Another process may be starting too: each makes its own and puts it in place whole.
const fresh = `${cache}gateway-${process.pid}.mjs`;
const external = ['better-sqlite3', 'mqtt', 'serialport'].map((name) => `--external:${name}`);
const manner = ['--bundle', '--platform=node', '--format=esm', '--log-level=warning'];

mkdirSync(cache, { recursive: true });
execFileSync(builder, [source, ...manner, `--outfile=${fresh}`, ...external], {
  stdio: ['ignore', 'ignore', 'inherit'],
});
renameSync(fresh, file);
await import(file);
