import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkLetter } from '@changping/contracts/letter-check';
import type { Ack, Refused } from '@changping/contracts/letters';
import type { Epoch, GatewayId } from '@changping/contracts/units';
import { instant, milliseconds } from '@changping/contracts/units';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Draft, type Outbox, openOutbox } from './outbox.ts';

const noon = instant(1_795_000_000_000);
let folder: string;
let outbox: Outbox;
const open = (maxPages?: number) =>
  openOutbox({
    gateway: 'GW-1' as GatewayId,
    folder,
    boot: 'b1',
    mono: () => milliseconds(1),
    ...(maxPages ? { maxPages } : {}),
  });
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'changping-'));
  outbox = open();
});
afterEach(() => {
  outbox.close();
  rmSync(folder, { recursive: true, force: true });
});

const curve = (rows = 1): Draft => ({
  kind: 'climate',
  at: noon,
  probe: 'cold-1',
  dt: Array(rows).fill(0),
  celsius: Array(rows).fill(4),
  humidity: Array(rows).fill(50),
});
const seen = (rows = 1): Draft => ({
  kind: 'tags',
  at: noon,
  reader: 'gate-1',
  change: 'seen',
  epc: Array(rows).fill('E28011606000020000000001'),
  antenna: Array(rows).fill(1),
  rssi: Array(rows).fill(-50),
  dt: Array(rows).fill(0),
});
const ack = (upTo: number, epoch: Epoch = outbox.epoch): Ack => ({
  v: 1,
  kind: 'ack',
  epoch,
  upTo,
  holes: [],
});
const read = () =>
  outbox.page(0, 10_000).map(({ seq, bytes }) => {
    const checked = checkLetter(bytes);
    if (!checked.ok) throw new Error(`${seq}: ${checked.why}`);
    return checked.letter;
  });

it('numbers letters 1, 2, 3 … in the order they were put, each a good letter', async () => {
  expect(await Promise.all([outbox.put(seen()), outbox.put(curve()), outbox.put(seen())])).toEqual([1, 2, 3]);
  expect(read().map(({ seq, kind }) => [seq, kind])).toEqual([
    [1, 'tags'],
    [2, 'climate'],
    [3, 'tags'],
  ]);
});

it('forgets only what an ack of its own epoch covers, and never gives a number twice', async () => {
  await Promise.all([outbox.put(seen()), outbox.put(seen()), outbox.put(seen())]);
  expect(outbox.forget(ack(2, '00000000000000aa' as Epoch))).toBe(0);
  expect(outbox.forget(ack(2))).toBe(2);
  expect(outbox.forget(ack(3))).toBe(1);
  expect(outbox.depth()).toBe(0);
  outbox.close();
  outbox = open();
  expect(await outbox.put(seen())).toBe(4);
});

it('keeps epoch, numbers and bytes through an end without warning', async () => {
  await outbox.put(seen());
  const before = outbox.page(0, 10);
  const other = open();
  expect(other.epoch).toBe(outbox.epoch);
  expect(other.page(0, 10)).toEqual(before);
  other.close();
});

it('lets a void take the number of a letter the server could not read, and drops one it named', async () => {
  await Promise.all([outbox.put(seen()), outbox.put(seen(2)), outbox.put(seen(3))]);
  const refused = (seq: number | null, digest: string): Refused => ({
    v: 1,
    kind: 'refused',
    epoch: seq === null ? null : outbox.epoch,
    seq,
    digest,
    fault: 'letterShape',
  });
  const bytes = outbox.page(1, 1)[0]?.bytes as Buffer;
  outbox.refused(refused(null, createHash('sha256').update(bytes).digest('hex').slice(0, 16)), noon);
  outbox.refused(refused(3, ''), noon);
  expect(read().map(({ seq, kind }) => [seq, kind])).toEqual([
    [1, 'tags'],
    [2, 'void'],
  ]);
  expect(outbox.counts().refusedByServer).toBe(2);
});

it('fills holes whose letters are gone with one void', async () => {
  await Promise.all([1, 2, 3, 4].map(() => outbox.put(seen())));
  outbox.forget(ack(3));
  outbox.giveUp([[2, 3]], noon);
  expect(read().map(({ seq, kind }) => [seq, kind])).toEqual([
    [3, 'void'],
    [4, 'tags'],
  ]);
});

it('thins the curve on a full disk, goes on taking stock letters, and at last refuses visibly', async () => {
  outbox.close();
  outbox = open(60);
  let refusals = 0;
  const put = (draft: Draft) => outbox.put(draft).catch(() => refusals++);
  for (let i = 0; i < 200; i++) await put(curve(20));
  for (let i = 0; i < 400; i++) await put(seen(20));
  const counts = outbox.counts();
  expect(counts.thinned).toBeGreaterThan(0);
  expect(refusals).toBe(counts.refusedByDisk);
  expect(refusals).toBeGreaterThan(0);
  const letters = read();
  const voids = letters.filter((letter) => letter.kind === 'void');
  expect(voids.length).toBeGreaterThan(0);
  const numbers = letters.flatMap((letter) =>
    letter.kind === 'void'
      ? Array.from({ length: letter.to - letter.from + 1 }, (_, i) => letter.from + i)
      : [letter.seq as number],
  );
  expect(numbers).toEqual(Array.from({ length: outbox.last() }, (_, i) => i + 1));
});
