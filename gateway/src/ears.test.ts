import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TagsLetter } from '@changping/contracts/letters';
import { dbm, type Epc, type GatewayId, instant, milliseconds } from '@changping/contracts/units';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Ears, openEars } from './ears.ts';
import { type Change, lettersOf } from './gather.ts';
import { type Outbox, openOutbox } from './outbox/outbox.ts';
import type { ReaderSettings } from './settings/settings.ts';

const epc = (n: number) => `E28011606000020000${String(n).padStart(6, '0')}` as Epc;
const gate = { inner: [3], outer: [1] };
const aReader = (more: Partial<ReaderSettings>): ReaderSettings => ({
  ...{ id: 'gate-1', type: 'llrp', port: { tcp: '127.0.0.1:1' }, antenna: 1, patience: 10_000 },
  ...{ gate: null, room: null, ...more },
});

let folder: string;
let now: number;

/** A run of the gateway that ends before anybody has left, and the letters it wrote. */
function run(readers: readonly ReaderSettings[], during: (ears: Ears) => void = () => {}): TagsLetter[] {
  const outbox = openOutbox({
    ...{ gateway: 'GW-1' as GatewayId, folder, boot: 'b', mono: () => milliseconds(0) },
    now: () => instant(now),
    die(error) {
      throw error;
    },
  });
  const before = outbox.last();
  const changes: Change[] = [];
  const ears = openEars(readers, outbox.told, {
    moment: () => ({ steady: instant(now), shift: 0 }),
    add: (change) => void changes.push(change),
    put: (drafts, memory) => void outbox.put(drafts, memory),
  });
  during(ears);
  void outbox.put(lettersOf(changes));
  outbox.flush();
  const letters = lettersAfter(outbox, before);
  outbox.close();
  return letters;
}
const lettersAfter = (outbox: Outbox, before: number) =>
  outbox
    .page(before, 100)
    .map(({ bytes }) => JSON.parse(bytes.toString('utf8')) as TagsLetter)
    .filter(({ kind }) => kind === 'tags');
const reads = (antenna: number, ...tags: number[]) =>
  tags.map((n) => ({ epc: epc(n), antenna, rssi: dbm(-50) }));
const said = (letters: readonly TagsLetter[]) =>
  letters.map(
    ({ reader, change, gate: field, epc: { length } }) =>
      `${reader} ${change} ${length}${field ? ' gate' : ''}`,
  );

beforeEach(() => {
  now = Date.UTC(2026, 10, 25, 8);
  folder = mkdtempSync(join(tmpdir(), 'changping-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it.each<[string, ReaderSettings[]]>([
  ['is no longer in the configuration', []],
  ['watches no gate any more', [aReader({})]],
  ['sweeps a room now', [aReader({ room: { zone: 'A' } })]],
])('lets the tags leave the field of a gate whose reader %s, and says so once', (_, readers) => {
  expect(said(run([aReader({ gate })], (ears) => ears.hear('gate-1', reads(1, 1, 2))))).toEqual([
    'gate-1 seen 2 gate',
  ]);
  expect(said(run(readers))).toEqual(['gate-1 left 2 gate']);
  expect(said(run(readers))).toEqual([]);
});

it('takes a tag at a reader that watches no gate any more for one that has come', () => {
  run([aReader({ gate })], (ears) => ears.hear('gate-1', reads(1, 1, 2)));
  expect(said(run([aReader({})], (ears) => ears.hear('gate-1', reads(1, 2))))).toEqual([
    'gate-1 left 2 gate',
    'gate-1 seen 1',
  ]);
});

it('counts an echo of a trip that has been told, for the installer to see', () => {
  const at = (ears: Ears, ms: number, antenna?: number) => {
    for (const until = now + ms; now < until; now += 100) {
      if (antenna) ears.hear('gate-1', reads(antenna, 1));
      ears.look();
    }
  };
  run([aReader({ gate })], (ears) => {
    for (const antenna of [1, 3]) at(ears, 1200, antenna);
    at(ears, 2000);
    expect(ears.inView().echoes).toBe(0);
    at(ears, 800, 3);
    at(ears, 2000);
    expect(ears.inView().echoes).toBe(1);
  });
});

it('counts a verdict as too late for a lamp at gates that have one, and at no other', () => {
  const lamp = { good: 1, act: 2, lasts: 5000 };
  const lit = { inner: [3], outer: [1], lamp };
  const told: string[] = [];
  const ears = openEars(
    [aReader({ gate }), aReader({ id: 'gate-2', gate: lit })],
    { inView: () => [], recall: () => [] },
    {
      moment: () => ({ steady: instant(now), shift: 0 }),
      add: () => {},
      put: (drafts) =>
        told.push(...drafts.flatMap((each) => (each.kind === 'passage' ? (each.trip ?? []) : []))),
    },
  );
  const late = (reader: string) => {
    for (const antenna of [1, 3])
      for (const until = now + 1200; now < until; now += 100) ears.hear(reader, reads(antenna, 1));
    for (const until = now + 2000; now < until; now += 100) ears.look();
    now += 40_000;
    ears.judged({ v: 1, kind: 'judged', trip: told.at(-1) as string, verdict: 'good' });
    return ears.late();
  };
  expect([late('gate-1'), late('gate-2'), told.length]).toEqual([0, 1, 2]);
});

it('lets the tags of a plain reader leave it as they came', () => {
  run([aReader({})], (ears) => ears.hear('gate-1', reads(1, 1)));
  expect(said(run([]))).toEqual(['gate-1 left 1']);
});

it('keeps who is in the field of a gate over a restart', () => {
  run([aReader({ gate })], (ears) => ears.hear('gate-1', reads(1, 1)));
  expect(said(run([aReader({ gate })], (ears) => ears.hear('gate-1', reads(1, 1))))).toEqual([]);
});
