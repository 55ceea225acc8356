/** Makes a fresh clone ready: packages installed when they are missing or older than the lock, programs and pages built when they are older than their sources. Built-ins only, for it runs before anything is installed. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pack } from './pack.mjs';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Print one sentence and end. @param {string} sentence @returns {never} */
export function stop(sentence) {
  console.error(sentence);
  process.exit(1);
}

/** Run a command with its output in view; a failure ends the program with one sentence. @param {string} command @param {string[]} args @param {string} what */
export function run(command, args, what) {
  // Standard output belongs to the program that is made ready: `gateway decode` writes JSON there.
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ['inherit', 2, 2] });
  if (error) stop(`${what}: ${command} could not be started (${error.message}).`);
  if (status !== 0) stop(`${what} failed; the lines above say why.`);
}

/** The image brings everything, and nothing in it may be written. */
const isImage = process.env.CHANGPING_CONTAINER === '1';

/** @param {string} command */
const isThere = (command) => spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0;

export function install() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19))
    stop(`Node 20.19 or newer is needed; this is ${process.versions.node}.`);
  if (isImage) return;
  const mark = `${root}node_modules/.package-lock.json`;
  if (existsSync(mark) && statSync(mark).mtimeMs >= statSync(`${root}package-lock.json`).mtimeMs) return;
  const missing = ['python3', 'make', 'g++'].filter((command) => !isThere(command));
  if (missing.length)
    console.error(
      `${missing.join(', ')} missing: where no ready-made database driver can be fetched it must be compiled, so install ${missing.length > 1 ? 'them' : 'it'} if the next step fails.`,
    );
  console.error('Installing packages (some minutes; npm says nothing meanwhile) …');
  run('npm', ['ci', '--no-audit', '--no-fund'], 'Installing packages');
}

const programs = ['server', 'gateway', 'firmware-sim'];
/** What is bundled: a program's source and its product of the same name. The server's threads are files of their own. */
const bundles = [
  ...programs.map((name) => [name, 'main']),
  ['server', 'planner-worker'],
  ['server', 'verify-worker'],
  ['server', 'work-worker'],
  ['server', 'import-worker'],
  ['server', 'verify/main'],
  ['server', 'certs/main'],
  ['server', 'new-code/main'],
  ['server', 'check-report/main'],
];

/** Nothing to do where every product is newer than every source. */
export function build() {
  if (isImage) return;
  const products = [
    ...bundles.map(([name, part]) => `${name}/dist/${part}.mjs`),
    'dashboards/dist/command/index.html',
  ];
  const built = Math.min(
    ...products.map((path) => (existsSync(root + path) ? statSync(root + path).mtimeMs : 0)),
  );
  const sources = [
    'contracts/src',
    ...programs.map((name) => `${name}/src`),
    'dashboards',
    'package-lock.json',
  ];
  if (sources.every((path) => newest(join(root, path)) <= built)) return;
  console.error('Building programs and pages …');
  const options = [
    '--bundle',
    '--platform=node',
    '--format=esm',
    '--target=node20',
    '--log-level=warning',
    '--define:isBundle=true',
  ];
  // better-sqlite3 and serialport load native files from their own folders; aedes asks for `require`.
  const outside = ['--external:better-sqlite3', '--external:serialport'];
  const banner =
    "--banner:js=import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);";
  for (const [name, part] of bundles) {
    // Another start may be building too: each makes its own file and puts it in place whole.
    const fresh = `${name}/dist/${part}-${process.pid}.mjs`;
    const args = [`${name}/src/${part}.ts`, `--outfile=${fresh}`, ...options, ...outside, banner];
    run(`${root}node_modules/.bin/esbuild`, args, `Building ${name}`);
    renameSync(root + fresh, `${root}${name}/dist/${part}.mjs`);
  }
  layFont();
  run('npm', ['run', '--silent', 'build', '-w', 'dashboards'], 'Building the pages');
  pack(`${root}dashboards/dist`);
}

/** Papers are printed with it, also where there are no packages. */
function layFont() {
  const from = join(
    createRequire(`${root}server/package.json`).resolve('@embedpdf/fonts-sc'),
    '../../fonts/NotoSansHans-Regular.otf',
  );
  mkdirSync(`${root}server/dist/fonts`, { recursive: true });
  copyFileSync(from, `${root}server/dist/fonts/NotoSansHans-Regular.otf`);
}

/** @param {string} path @returns {number} the newest change of a file or of the files below a folder */
function newest(path) {
  if (!existsSync(path)) return 0;
  const facts = statSync(path);
  if (!facts.isDirectory()) return facts.mtimeMs;
  return readdirSync(path)
    .filter((name) => name !== 'dist' && name !== 'node_modules')
    .reduce((latest, name) => Math.max(latest, newest(join(path, name))), 0);
}
