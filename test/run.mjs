/** npm test: check, then every test in the order in which a fault is cheapest to find, each part with its time. Built-ins only, since it runs before anything is installed. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, install, root, run } from '../server/bin/ready.mjs';
import { provideTools } from './tools.mjs';

/** Folders of each part; where programs are started the files run one after the other. */
const parts = [
  {
    name: 'units and golden',
    files: ['contracts', 'gateway', 'firmware-sim', 'server/src/domain', 'dashboards', 'test/check'],
  },
  { name: 'store', files: ['server/src/store'] },
  { name: 'chain', files: ['server/src/edge', 'test/contract', 'test/chain', 'test/trust'], alone: true },
  { name: 'browser', files: ['test/browser'], alone: true },
];

const wanted = process.argv.slice(2);
if (wanted.includes('--help')) {
  console.log(`npm test -- [part …]   installs what is missing, then runs check and all parts, or only these:
  ${parts.map(({ name }) => `"${name}"`).join(', ')}`);
  process.exit(0);
}
process.chdir(root);
install();
provideTools();
const folder = mkdtempSync(join(tmpdir(), 'changping-results-'));
const sum = { passed: 0, failed: 0, skipped: 0 };

timed('check', () => run('node', ['test/check.mjs'], 'check'));
timed('build', build);
for (const part of parts)
  if (!wanted.length || wanted.includes(part.name)) timed(part.name, () => test(part));
rmSync(folder, { recursive: true });
if (sum.skipped) console.log(`${sum.skipped} tests were SKIPPED`);
console.log(`${sum.passed} passed, ${sum.failed} failed`);
process.exit(sum.failed ? 1 : 0);

/** @param {{ name: string, files: string[], alone?: boolean }} part */
function test({ name, files, alone = false }) {
  const file = join(folder, `${name.replaceAll(' ', '-')}.json`);
  const options = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const { status } = spawnSync(
    'npx',
    ['vitest', 'run', ...files, ...options, ...(alone ? ['--no-file-parallelism'] : [])],
    { stdio: 'inherit' },
  );
  const result = JSON.parse(readFileSync(file, 'utf8'));
  sum.passed += result.numPassedTests;
  // A file that could not be loaded fails without a test of its own.
  sum.failed += Math.max(result.numFailedTests, status ? 1 : 0);
  sum.skipped += result.numPendingTests + result.numTodoTests;
}

/** @param {string} name @param {() => void} work */
function timed(name, work) {
  const began = performance.now();
  work();
  console.log(`── ${name}: ${((performance.now() - began) / 1000).toFixed(1)} s`);
}
