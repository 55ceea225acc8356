/** Starts one program of the demo, waits for its "ready" line, and ends all of them together. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { root } from '../../test/ready.mjs';

const running = new Set();
let ending = false;

/** @returns {Promise<any>} the JSON of the line whose `event` is `ready` (or another word). Any program that ends takes the others with it. */
export function launch(name, args, env, ready = 'ready') {
  const child = spawn(process.execPath, ['--import', 'tsx', ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.add(child);
  return new Promise((done) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const said = read(line);
      if (said?.event === ready) done(said);
    });
    child.on('exit', (code) => {
      running.delete(child);
      if (!ending) {
        console.error(`The ${name} ended (${code}); the lines above say why. Ending the rest.`);
        end(1);
      }
    });
  });
}

function read(line) {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function end(code) {
  ending = true;
  process.exitCode = code;
  for (const child of running) child.kill('SIGTERM');
  setTimeout(() => {
    for (const child of running) child.kill('SIGKILL');
    process.exit();
  }, 5000).unref();
}

process.on('SIGINT', () => end(0));
process.on('SIGTERM', () => end(0));
