import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openSegments, type Piece, type Segments } from './segments.ts';

const megabyte = 1024 * 1024;
let folder: string;
let queue: Segments;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'changping-'));
  queue = openSegments(folder, 64 * megabyte);
});
afterEach(() => {
  queue.close();
  rmSync(folder, { recursive: true, force: true });
});

const reopen = (most = 64 * megabyte) => {
  queue.close();
  queue = openSegments(folder, most);
};
const files = () => readdirSync(folder).sort();
/** Everything that waits, without forgetting it on the disk. */
function drain(most = 200): string {
  let all = '';
  for (let piece = queue.first(most); piece; piece = queue.first(most)) {
    all += piece.text;
    queue.forget(piece);
  }
  return all;
}

it('gives out in order what was put in, several texts at once while they fit', () => {
  for (let i = 0; i < 10; i++) queue.append(`line ${i}\n`, 1);
  expect(queue.points()).toBe(10);
  expect(queue.first(1)?.text).toBe('line 0\n');
  const piece = queue.first(3 * 19) as Piece;
  expect(piece).toMatchObject({ text: 'line 0\nline 1\nline 2\n', points: 3 });
  queue.forget(piece);
  expect(queue.points()).toBe(7);
  expect(drain()).toBe('line 3\nline 4\nline 5\nline 6\nline 7\nline 8\nline 9\n');
  expect([queue.points(), queue.bytes(), queue.first(200)]).toEqual([0, 0, undefined]);
});

it('has after a crash all that was put in, and repeats nothing when it had been emptied', () => {
  queue.append('one\n', 1);
  queue.append('two\n', 1);
  reopen();
  expect(queue.points()).toBe(2);
  queue.append('three\n', 1);
  expect(drain()).toBe('one\ntwo\nthree\n');
  reopen();
  expect([queue.points(), drain()]).toEqual([0, '']);
  expect(files()).toEqual([]);
});

it('loses of a write that a power cut tore that write alone, and calls it no damage', () => {
  queue.append('one\n', 1);
  queue.append('two\n', 1);
  truncateSync(join(folder, files()[0] as string), 16 + 14);
  reopen();
  queue.append('three\n', 1);
  expect([queue.damaged, drain()]).toEqual([0, 'one\nthree\n']);
});

it('tells of bytes that can no longer be read in a file that was finished', () => {
  queue.append('one\n', 1);
  reopen();
  queue.append('two\n', 1);
  appendFileSync(join(folder, files()[0] as string), 'junk');
  reopen();
  expect([queue.damaged, drain()]).toEqual([4, 'one\ntwo\n']);
});

it('trusts no file that changes under its hands', () => {
  queue.append('one\n', 1);
  const file = join(folder, files()[0] as string);
  writeFileSync(file, readFileSync(file).fill(0x41, 12));
  const notAsWritten = expect.objectContaining({ code: 'EIO' });
  expect(() => queue.first(200)).toThrow(notAsWritten);
  truncateSync(file, 3);
  expect(() => queue.first(200)).toThrow(notAsWritten);
});

it('lets the oldest give way past its bound and counts what had not been sent', () => {
  reopen(megabyte);
  const text = `${'x'.repeat(9_987)}\n`;
  for (let i = 0; i < 104; i++) queue.append(text, 100);
  expect([queue.gaveWay(), queue.points()]).toEqual([0, 10_400]);
  const sent = queue.first(10_000) as Piece;
  queue.forget(sent);
  for (let i = 0; i < 10; i++) queue.append(text, 100);
  // Files of 60,000 bytes: two gave way, one point in six of the first was sent.
  expect(queue.gaveWay()).toBe(1_100);
  expect(queue.points()).toBe(11_400 - 100 - 1_100);
  expect(queue.bytes()).toBeLessThanOrEqual(megabyte);
  // What was under way when it gave way is nobody's any more.
  const before = queue.points();
  queue.forget(sent);
  expect(queue.points()).toBe(before);
});

it('takes a text larger than its bound rather than none', () => {
  reopen(1000);
  queue.append('small\n', 1);
  queue.append('x'.repeat(200_000), 9);
  expect([queue.gaveWay(), queue.points()]).toEqual([1, 9]);
  expect(queue.first(10)?.text.length).toBe(200_000);
  queue.append('small\n', 1);
  expect([queue.gaveWay(), drain()]).toEqual([10, 'small\n']);
});

it('is, for any order of writing, sending and restarting, a queue that loses nothing and repeats only what was sent and not swept away', () => {
  const step = fc.oneof(
    fc.integer({ min: 1, max: 30_000 }).map((size) => ({ what: 'append' as const, size })),
    fc.integer({ min: 1, max: 90_000 }).map((size) => ({ what: 'send' as const, size })),
    fc.constant({ what: 'restart' as const, size: 0 }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      rmSync(folder, { recursive: true, force: true });
      reopen(megabyte);
      let next = 0;
      const seen: number[] = [];
      for (const { what, size } of steps) {
        if (what === 'restart') reopen(megabyte);
        if (what === 'append') queue.append(`${next++} ${'x'.repeat(size)}\n`, 1);
        const piece = what === 'send' ? queue.first(size) : undefined;
        if (piece) take(piece);
      }
      for (let piece = queue.first(50_000); piece; piece = queue.first(50_000)) take(piece);
      fc.pre(queue.gaveWay() === 0);
      expect([...new Set(seen)]).toEqual(Array.from({ length: next }, (_, i) => i));
      expect([queue.points(), queue.bytes(), queue.damaged]).toEqual([0, 0, 0]);

      function take(piece: Piece) {
        const numbers = piece.text
          .trimEnd()
          .split('\n')
          .map((line) => Number(line.split(' ')[0]));
        expect(numbers.length).toBe(piece.points);
        seen.push(...numbers);
        queue.forget(piece);
      }
    }),
    { numRuns: 60 },
  );
});
