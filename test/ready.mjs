/** Makes a fresh clone ready: packages installed when they are missing or older than the lock. Built-ins only. */
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** Print one sentence and end. @param {string} sentence */
export function stop(sentence) {
  console.error(sentence);
  process.exit(1);
}

/** Run a command with its output in view; a failure ends the program with one sentence. */
export function run(command, args, what) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (error) stop(`${what}: ${command} could not be started (${error.message}).`);
  if (status !== 0) stop(`${what} failed; the lines above say why.`);
}

const found = (command) => spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0;

export function install() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19))
    stop(`Node 20.19 or newer is needed; this is ${process.versions.node}.`);
  const mark = `${root}node_modules/.package-lock.json`;
  if (existsSync(mark) && statSync(mark).mtimeMs >= statSync(`${root}package-lock.json`).mtimeMs) return;
  const missing = ['python3', 'make', 'g++'].filter((command) => !found(command));
  if (missing.length)
    console.log(
      `If the database driver must be compiled, ${missing.join(', ')} will be missing: install it first if the next step fails.`,
    );
  console.log('Installing packages (about two minutes where the database driver compiles) …');
  run('npm', ['ci', '--no-audit', '--no-fund'], 'Installing packages');
}
