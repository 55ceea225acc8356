/** One program as a child process: its JSON lines can be waited for, its output is kept in a log file. */
import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from './ready.mjs';

/**
 * @typedef {Record<string, any>} Line
 * @typedef {{
 *   name: string, pid: number, lines: Line[],
 *   until(is: (line: Line) => boolean, within?: number): Promise<Line>,
 *   say(text: string): void, kill(signal?: NodeJS.Signals): Promise<number | null>,
 *   ended: Promise<number | null>, running(): boolean
 * }} Program
 */

/** The server's own maps are bounded and need a tenth of this. Left to itself the engine lets hundreds of megabytes of garbage stand before it looks. */
const heap = { server: ['--max-old-space-size=512'], gateway: [], 'firmware-sim': [] };

/**
 * @param {'server' | 'gateway' | 'firmware-sim'} name
 * @param {string[]} args
 * @param {{ log: string, env?: Record<string, string>, node?: string[] }} options
 * @returns {Program}
 */
export function startProgram(name, args, { log, env = {}, node = [] }) {
  mkdirSync(dirname(log), { recursive: true });
  const file = createWriteStream(log, { flags: 'a' });
  const child = spawn(process.execPath, [...heap[name], ...node, `${root}${name}/dist/main.mjs`, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  /** @type {Line[]} */
  const lines = [];
  let errors = '';
  /** @type {Set<() => void>} */
  const waiting = new Set();
  const wake = () => {
    for (const look of waiting) look();
  };
  child.stdin.on('error', () => {});
  child.stderr.on('data', (bytes) => {
    errors = `${errors}${bytes}`.slice(-4000);
    file.write(bytes);
  });
  createInterface({ input: child.stdout }).on('line', (text) => {
    file.write(`${text}\n`);
    try {
      lines.push(JSON.parse(text));
    } catch {
      return;
    }
    // A test that runs for an hour must not keep every line.
    if (lines.length > 20_000) lines.splice(0, 10_000);
    wake();
  });
  let running = true;
  const ended = new Promise((done) =>
    child.once('close', (code) => {
      running = false;
      file.end();
      done(code);
      wake();
    }),
  );

  return {
    name,
    pid: child.pid ?? 0,
    lines,
    ended,
    running: () => running,
    say: (text) => void child.stdin.write(text),
    until: (is, within = 20_000) =>
      new Promise((done, fail) => {
        const settle = () => {
          clearTimeout(timer);
          waiting.delete(look);
        };
        const look = () => {
          const line = lines.find(is);
          if (line) {
            settle();
            done(line);
          } else if (!running) {
            settle();
            fail(new Error(errors.trim() || `The ${name} ended; ${log} says why.`));
          }
        };
        const timer = setTimeout(() => {
          settle();
          fail(new Error(`The ${name} did not get so far within ${within / 1000} s; see ${log}.`));
        }, within);
        waiting.add(look);
        look();
      }),
    kill(signal = 'SIGTERM') {
      child.kill(signal);
      return ended;
    },
  };
}
