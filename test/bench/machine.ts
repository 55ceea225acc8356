/** What this computer can do at this moment: machines swing, so every run says beside its figures how fast a fixed loop and the disk were. */
import { closeSync, fsyncSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Million steps a second of a fixed integer loop. */
export function loopSpeed(): number {
  const began = performance.now();
  let state = 1;
  for (let i = 0; i < 50_000_000; i++) state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + i;
  return state === 0.5 ? 0 : 50_000 / (performance.now() - began);
}

/** Small writes a second that are on the disk. */
export function fsyncSpeed(): number {
  const folder = mkdtempSync(join(tmpdir(), 'changping-fsync-'));
  const file = openSync(join(folder, 'file'), 'w');
  const began = performance.now();
  let n = 0;
  while (performance.now() - began < 500) {
    writeSync(file, 'x'.repeat(4096));
    fsyncSync(file);
    n++;
  }
  closeSync(file);
  rmSync(folder, { recursive: true });
  return n / ((performance.now() - began) / 1000);
}

/** CPU seconds and memory of another process; Linux only. */
export function processCost(pid: number): { cpu: number; rssMb: number } {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  const rss = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  // Fields 14 and 15 of proc(5), in ticks of 10 ms; two are gone before ") ".
  return { cpu: (Number(fields[11]) + Number(fields[12])) / 100, rssMb: Number(rss) / 1024 };
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
