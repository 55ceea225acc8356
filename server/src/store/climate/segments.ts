/** A queue of texts in numbered files that are only appended to and swept away whole: what is in it survives a crash and a power cut, and it never grows beyond its bound. A database would write every batch twice. */
import {
  closeSync,
  fdatasyncSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  unlinkSync,
  writevSync,
} from 'node:fs';
import { join } from 'node:path';
import { frameBytes, head, headBytes, wholeFrames } from './frames.ts';

/** What waits longest; `points` is the writer's own count. */
export type Piece = { text: string; points: number; segment: number; end: number };
export type Segments = {
  /** Durable when it returns. Past the bound the oldest file gives way. */
  append(text: string, points: number): void;
  /** At least one text, and more of the same file while they stay below `most` bytes. */
  first(most: number): Piece | undefined;
  /** The piece is safe elsewhere. */
  forget(piece: Piece): void;
  /** On the disk, and how many points of them wait. */
  bytes(): number;
  points(): number;
  /** Points that gave way since the start. */
  gaveWay(): number;
  /** Bytes that were no whole text at the start, in files that were not the last: a crash explains only the last. */
  damaged: number;
  close(): void;
};

type Segment = {
  number: number;
  file: string;
  bytes: number;
  points: number;
  sentBytes: number;
  sentPoints: number;
};
type Open = { segment: Segment; fd: number };

const segmentMost = 4 * 1024 * 1024;
const segmentLeast = 64 * 1024;

export function openSegments(folder: string, most: number): Segments {
  mkdirSync(folder, { recursive: true });
  const found = foundIn(folder);
  const nothing = found.filter(({ points }) => points === 0);
  for (const { file } of nothing) unlinkSync(file);
  const queue: Segment[] = found.filter(({ points }) => points > 0);
  // A sixteenth, so that only a little gives way at once.
  const enough = Math.max(segmentLeast, Math.min(segmentMost, most >> 4));
  let next = (found.at(-1)?.number ?? 0) + 1;
  let bytes = sum(queue, (each) => each.bytes);
  let gaveWay = 0;
  let writing: Open | undefined;
  let reading: Open | undefined;

  function append(text: string, points: number): void {
    const body = Buffer.from(text);
    const size = headBytes + body.length;
    makeRoom(size);
    if (writing && writing.segment.bytes > 0 && writing.segment.bytes + size > enough) endWriting();
    writing ??= begin();
    add(writing, [head(body, points), body], size);
    writing.segment.points += points;
    bytes += size;
  }

  function makeRoom(size: number): void {
    for (let oldest = queue[0]; oldest && bytes + size > most; oldest = queue[0]) {
      gaveWay += oldest.points - oldest.sentPoints;
      sweep(oldest);
    }
  }

  function endWriting(): void {
    if (writing) closeSync(writing.fd);
    writing = undefined;
  }

  function begin(): Open {
    const segment = { ...newSegment, number: next, file: join(folder, nameOf(next)) };
    const fd = openSync(segment.file, 'ax');
    next++;
    syncFolder(folder);
    queue.push(segment);
    return { segment, fd };
  }

  function first(mostBytes: number): Piece | undefined {
    const segment = queue[0];
    const left = segment ? segment.bytes - segment.sentBytes : 0;
    if (!segment || left === 0) return undefined;
    if (reading?.segment !== segment) {
      endReading();
      reading = { segment, fd: openSync(segment.file, 'r') };
    }
    const read = readFrames(reading, Math.min(left, Math.max(mostBytes, headBytes)), left);
    const { bodies, points, end } = wholeFrames(read);
    if (!end) throw Object.assign(new Error(`${segment.file} is not as it was written`), { code: 'EIO' });
    const text = Buffer.concat(bodies).toString();
    return { text, points, segment: segment.number, end: segment.sentBytes + end };
  }

  function endReading(): void {
    if (reading) closeSync(reading.fd);
    reading = undefined;
  }

  function forget(piece: Piece): void {
    const segment = queue[0];
    // It may have given way meanwhile.
    if (segment?.number !== piece.segment) return;
    segment.sentBytes = piece.end;
    segment.sentPoints += piece.points;
    if (segment.sentBytes < segment.bytes) return;
    if (writing?.segment === segment) empty(writing);
    else sweep(segment);
  }

  /** The file that is being written begins again, so that a restart repeats nothing. */
  function empty({ segment, fd }: Open): void {
    ftruncateSync(fd, 0);
    bytes -= segment.bytes;
    Object.assign(segment, newSegment);
  }

  function sweep(segment: Segment): void {
    if (writing?.segment === segment) endWriting();
    if (reading?.segment === segment) endReading();
    unlinkSync(segment.file);
    queue.splice(queue.indexOf(segment), 1);
    bytes -= segment.bytes;
  }

  return {
    append,
    first,
    forget,
    bytes: () => bytes,
    points: () => sum(queue, (each) => each.points - each.sentPoints),
    gaveWay: () => gaveWay,
    damaged: sum(found.slice(0, -1), (each) => each.damaged),
    close() {
      endWriting();
      endReading();
    },
  };
}

const newSegment = { bytes: 0, points: 0, sentBytes: 0, sentPoints: 0 };
const nameOf = (number: number) => `${String(number).padStart(12, '0')}.lines`;

/** Every file with what is whole in it. */
function foundIn(folder: string): (Segment & { damaged: number })[] {
  return readdirSync(folder)
    .filter((name) => /^\d{12}\.lines$/.test(name))
    .sort()
    .map((name) => {
      const file = join(folder, name);
      const content = readFileSync(file);
      const { points, end } = wholeFrames(content);
      const number = Number(name.slice(0, 12));
      return { ...newSegment, number, file, bytes: end, points, damaged: content.length - end };
    });
}

function add({ segment, fd }: Open, buffers: Buffer[], size: number): void {
  try {
    if (writevSync(fd, buffers) < size)
      throw Object.assign(new Error('the disk took only a part'), { code: 'ENOSPC' });
    fdatasyncSync(fd);
  } catch (error) {
    // What comes after a torn text would never be found.
    ftruncateSync(fd, segment.bytes);
    throw error;
  }
  segment.bytes += size;
}

/** As many bytes as wanted, and more where the first frame is longer. */
function readFrames({ segment, fd }: Open, wanted: number, left: number): Buffer {
  const read = readAt(fd, segment.sentBytes, wanted);
  const needed = read.length < headBytes ? 0 : Math.min(left, frameBytes(read));
  return needed > read.length ? readAt(fd, segment.sentBytes, needed) : read;
}

function readAt(fd: number, from: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  return bytes.subarray(0, readSync(fd, bytes, 0, length, from));
}

/** A new name is on the disk only when its folder is. */
function syncFolder(folder: string): void {
  const fd = openSync(folder, 'r');
  fsyncSync(fd);
  closeSync(fd);
}

const sum = <Each>(all: readonly Each[], of: (each: Each) => number): number =>
  all.reduce((n, each) => n + of(each), 0);
