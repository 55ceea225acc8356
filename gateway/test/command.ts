/** The gateway program as a person or a service starts it. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const launcher = fileURLToPath(new URL('../../server/bin/run.mjs', import.meta.url));
export const program = [launcher, 'gateway'] as const;

export type Running = {
  child: ChildProcessWithoutNullStreams;
  out(): string;
  err(): string;
  /** Exit code, or the signal that ended it. */
  ended: Promise<number | string>;
};

export function start(args: readonly string[], input?: Uint8Array | string): Running {
  const child = spawn(process.execPath, [...program, ...args]);
  const parts = { out: [] as Buffer[], err: [] as Buffer[] };
  child.stdout.on('data', (chunk) => parts.out.push(chunk));
  child.stderr.on('data', (chunk) => parts.err.push(chunk));
  child.stdin.on('error', () => {});
  if (input !== undefined) child.stdin.end(input);
  return {
    child,
    out: () => Buffer.concat(parts.out).toString('utf8'),
    err: () => Buffer.concat(parts.err).toString('utf8'),
    ended: new Promise((done) => child.once('close', (code, signal) => done(code ?? signal ?? 'gone'))),
  };
}
