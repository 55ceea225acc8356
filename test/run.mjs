/** npm test: check, then every test in the order in which a fault is cheapest to find, each part with its time. Built-ins only, since it runs before anything is installed. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, install, root, run } from '../server/bin/ready.mjs';
import { provideTools } from './tools.mjs';

const cores = availableParallelism();
const pair = Math.min(cores, 2);
/** The first part that matches takes a file, so none is forgotten. So many files of a part run at once: where a promise has milliseconds in it, each has the computer to itself, and where days fly by a core; programs and pages wait for each other half of their time, which leaves room for one more. */
const parts = [
  {
    name: 'by the clock',
    of: /^test\/(browser\/(told-at-once|scan-card)|contract\/mqtt-crowds)\./,
    lanes: 1,
  },
  { name: 'days', of: /^test\/chain\/(region|line-down|cold-room)\./, lanes: pair },
  { name: 'browser', of: /^test\/browser\//, lanes: pair + 1 },
  { name: 'chain', of: /^(test\/(chain|trust)|server\/src\/edge)\//, lanes: pair + 1 },
  { name: 'contract', of: /^test\/contract\//, lanes: cores },
  { name: 'store', of: /^server\/src\/store\//, lanes: cores },
  { name: 'units and golden', of: /./, lanes: cores },
];
const order = parts.toReversed();

const wanted = process.argv.slice(2);
if (wanted.includes('--help')) {
  console.log(`npm test -- [part …]   installs what is missing, then runs check and all parts, or only these:
  ${order.map(({ name }) => `"${name}"`).join(', ')}`);
  process.exit(0);
}
const unknown = wanted.find((part) => !order.some(({ name }) => name === part));
if (unknown !== undefined) {
  console.error(`There is no part "${unknown}"; --help names them.`);
  process.exit(2);
}
process.chdir(root);
install();
provideTools();
const folder = mkdtempSync(join(tmpdir(), 'changping-results-'));
const sum = { passed: 0, failed: 0, skipped: 0 };
/** Each part with its seconds. @type {string[]} */
const took = [];

timed('check', () => run('node', ['test/check.mjs'], 'check'));
timed('build', build);
const files = filesByPart();
for (const { name, lanes } of order)
  if (!wanted.length || wanted.includes(name)) timed(name, () => test(name, files.get(name) ?? [], lanes));
rmSync(folder, { recursive: true });
if (sum.skipped) console.log(`${sum.skipped} tests were SKIPPED`);
console.log(`seconds: ${took.join(', ')}`);
console.log(`${sum.passed} passed, ${sum.failed} failed`);
process.exit(sum.failed ? 1 : 0);

/** @returns {Map<string, string[]>} */
function filesByPart() {
  const list = spawnSync('git', ['ls-files', '-co', '--exclude-standard', '*.test.ts', '*.test.tsx'], {
    encoding: 'utf8',
  });
  const all = list.stdout.trim().split('\n');
  const partOf = (/** @type {string} */ file) => parts.find(({ of }) => of.test(file))?.name ?? '';
  return new Map(order.map(({ name }) => [name, all.filter((file) => partOf(file) === name)]));
}

/** @param {string} name @param {string[]} files @param {number} lanes */
function test(name, files, lanes) {
  const file = join(folder, `${name.replaceAll(' ', '-')}.json`);
  const options = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  // Left to itself vitest keeps one core free and loads everything anew for each file, which takes longer than most of them run.
  const shared = ['--no-isolate', `--maxWorkers=${lanes}`];
  const { status } = spawnSync('npx', ['vitest', 'run', ...files, ...options, ...shared], {
    stdio: 'inherit',
  });
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
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  took.push(`${name} ${seconds}`);
  console.log(`── ${name}: ${seconds} s`);
}
