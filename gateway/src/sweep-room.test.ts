import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CountLetter } from '@changping/contracts/letters';
import { dbm, type Epc, type GatewayId, instant, milliseconds } from '@changping/contracts/units';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Ears, openEars } from './ears.ts';
import { openOutbox } from './outbox/outbox.ts';
import type { ReaderSettings } from './settings/settings.ts';

const room: ReaderSettings = {
  ...{ id: 'room-1', type: 'llrp', port: { tcp: '127.0.0.1:1' }, antenna: 1, patience: 10_000 },
  ...{ gate: null, room: { zone: 'A' } },
};
const shelf = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => ({
    epc: `E28011606000020000${String(from + i).padStart(6, '0')}` as Epc,
    ...{ antenna: 1, rssi: dbm(-60) },
  }));

let folder: string;
let now: number;
let kept: number;

/** A run of the gateway, and the counts it told. `ends`: in good order, or as if its power failed. */
function run(ends: 'closed' | 'killed', during: (ears: Ears) => void): CountLetter[] {
  const outbox = openOutbox({
    ...{ gateway: 'GW-1' as GatewayId, folder, boot: 'b', mono: () => milliseconds(0) },
    now: () => instant(now),
    die(error) {
      throw error;
    },
  });
  const before = outbox.last();
  const ears = openEars([room], outbox.told, {
    moment: () => ({ steady: instant(now), shift: 0 }),
    add() {},
    put(drafts, memory) {
      kept += memory?.json?.length ?? 0;
      void outbox.put(drafts, memory);
    },
  });
  during(ears);
  if (ends === 'closed') ears.close();
  outbox.flush();
  const letters = outbox
    .page(before, 100)
    .map(({ bytes }) => JSON.parse(bytes.toString('utf8')) as CountLetter);
  outbox.close();
  return letters;
}
function pass(ears: Ears, seconds: number, reads: ReturnType<typeof shelf> = []): void {
  for (let i = 0; i < seconds; i++) {
    now += 1000;
    if (reads.length) ears.hear('room-1', reads);
    ears.look();
  }
}
const total = (letters: readonly CountLetter[]) =>
  letters.flatMap(({ count }) => count).reduce((sum, n) => sum + n, 0);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'changping-'));
  now = Date.UTC(2026, 10, 25, 8);
  kept = 0;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('writes each tag of a room to the disk once, however long the room is read', () => {
  const all = shelf(0, 3500);
  run('killed', (ears) => {
    for (let n = 0; n < 3500; n += 250) pass(ears, 3, all.slice(0, n + 250));
    pass(ears, 300, all);
  });
  expect(kept).toBeGreaterThan(3500 * 24);
  expect(kept).toBeLessThan(3500 * 150);
});

it('loses to a kill only the tags of the last seconds', () => {
  const told = run('killed', (ears) => {
    pass(ears, 10, shelf(0, 1200));
    pass(ears, 10, shelf(1000, 2000));
    pass(ears, 1, shelf(2000, 2010));
  });
  expect(told).toEqual([]);
  const counts = run('closed', (ears) => pass(ears, 60));
  expect(counts.map(({ part, parts, epc }) => [part, parts, epc.length])).toEqual([
    [1, 2, 1000],
    [2, 2, 1000],
  ]);
  expect(new Set(counts.map(({ sweep }) => sweep)).size).toBe(1);
  expect(new Set(counts.flatMap(({ epc }) => epc)).size).toBe(2000);
  // What has been told is kept no longer.
  expect(run('closed', (ears) => pass(ears, 60))).toEqual([]);
});

it('loses no read to an end in good order', () => {
  run('closed', (ears) => pass(ears, 20, shelf(0, 100)));
  run('closed', (ears) => pass(ears, 20, shelf(50, 150)));
  const counts = run('closed', (ears) => pass(ears, 60));
  expect(counts.flatMap(({ epc }) => epc)).toHaveLength(150);
  expect(total(counts)).toBe(4000);
});
