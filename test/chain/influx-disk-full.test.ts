import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diskFault } from '@changping/server/domain/disk-fault';
import { openSegments } from '@changping/server/store/climate/segments';
import { expect, it, onTestFinished } from 'vitest';
import { canMount, smallDisk } from '../trust/full-disk.ts';

const isRoot = canMount();
if (!isRoot) console.error('\n!!! Nothing can be mounted here: the test on a full disk is SKIPPED.\n');

it.skipIf(!isRoot)(
  'refuses what a full disk does not take, keeps what it took, and goes on when there is room',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'changping-'));
    smallDisk(folder);
    onTestFinished(() => {
      spawnSync('umount', ['-l', folder]);
      rmSync(folder, { recursive: true, force: true });
    });
    let queue = openSegments(folder, 64 * 1024 * 1024);
    // No multiple of a page, so that the last one is torn.
    const text = (n: number) => `${n} ${'x'.repeat(30_001)}\n`;
    let taken = 0;
    const fill = (): unknown => {
      try {
        for (;;) {
          queue.append(text(taken), 1);
          taken++;
        }
      } catch (error) {
        return error;
      }
    };
    const seen: number[] = [];
    const take = (count: number) => {
      for (let piece = queue.first(1); piece && seen.length < count; piece = queue.first(1)) {
        seen.push(Number(piece.text.split(' ')[0]));
        queue.forget(piece);
      }
    };
    expect(diskFault(fill() as Error)).toBe('disk');
    expect(taken).toBeGreaterThan(250);
    expect(diskFault(fill() as Error)).toBe('disk');
    expect(queue.points()).toBe(taken);
    // The first file is swept away when it is sent.
    take(150);
    const before = taken;
    expect(diskFault(fill() as Error)).toBe('disk');
    expect(taken).toBeGreaterThan(before);
    queue.close();
    seen.length = 0;
    queue = openSegments(folder, 64 * 1024 * 1024);
    const oldest = taken - queue.points();
    take(taken);
    expect(seen).toEqual(Array.from({ length: taken - oldest }, (_, i) => oldest + i));
    expect([oldest <= 150, queue.damaged]).toEqual([true, 0]);
    queue.close();
  },
);
