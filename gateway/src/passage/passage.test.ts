import { letterRowsMax } from '@changping/contracts/letters';
import { dbm, type Epc, instant, milliseconds } from '@changping/contracts/units';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Read } from '../presence.ts';
import { passageLetters } from './letters.ts';
import { newGate, pass, tagsMost, usualGate } from './passage.ts';
import type { Trip } from './trips.ts';

const epc = (n: number) => `E28011606000020000${String(n).padStart(6, '0')}` as Epc;
const aGate = () => newGate({ inner: [3, 4], outer: [1, 2], ...usualGate }, instant(0));
/** Tag, antenna, from, to: a read every 100 ms. */
type Stay = [tag: number, antenna: number, from: number, to: number, rssi?: number];

/** The reads of these stays, looked at every 100 ms until `ends`. */
function told(stays: readonly Stay[], ends: number, gate = aGate()): { at: number; trip: Trip }[] {
  const all: { at: number; trip: Trip }[] = [];
  for (let now = 100; now <= ends; now += 100) {
    const reads = stays
      .filter(([, , from, to]) => now >= from && now < to)
      .map(([n, antenna, , , rssi = -50]) => ({ epc: epc(n), antenna, rssi: dbm(rssi) }));
    for (const trip of pass(gate, reads, instant(now))) all.push({ at: now, trip });
  }
  return all;
}
const said = (all: readonly { trip: Trip }[]) =>
  all.map(({ trip: { direction, tags } }) => {
    const names = (is: boolean) =>
      tags
        .filter(({ stray }) => stray === is)
        .map(({ track }) => Number(track.epc.slice(18)))
        .toSorted((a, b) => a - b);
    return `${direction} ${names(false).join(' ')}${names(true).length ? ` (${names(true).join(' ')})` : ''}`;
  });
/** From one side to the other in two seconds, from `at` on. */
const across = (n: number, at: number, from: number, to: number): Stay[] => [
  [n, from, at, at + 1300],
  [n, to, at + 700, at + 2000],
];
const into = (n: number, at: number) => across(n, at, 1, 3);
const outOf = (n: number, at: number) => across(n, at, 3, 1);
const turning = (n: number, at: number): Stay[] => [
  [n, 1, at, at + 2600],
  [n, 3, at + 900, at + 1700],
];

it.each<[string, Stay[], string[]]>([
  ['a tag that goes in', into(1, 1000), ['in 1']],
  ['a tag that goes out', outOf(1, 1000), ['out 1']],
  ['one that turns back', turning(1, 1000), ['turnedBack 1']],
  ['a pallet as one trip', [1, 2, 3, 4].flatMap((n) => into(n, 1000 + n * 100)), ['in 1 2 3 4']],
  [
    'two pallets nose to tail as two',
    [1, 2, 3, 4].flatMap((n) => into(n, 1000 + Math.floor(n / 3) * 1800 + n * 50)),
    ['in 1 2', 'in 3 4'],
  ],
  [
    'a pallet in and a man out at the same time as two trips',
    [...[1, 2, 3].flatMap((n) => into(n, 1000)), ...outOf(9, 1100)],
    ['in 1 2 3', 'out 9'],
  ],
  [
    'a pallet that waits in the gate as one trip',
    [1, 2].flatMap((n): Stay[] => [
      [n, 1, 1000, 9000],
      [n, 3, 2000, 10_000],
    ]),
    ['in 1 2'],
  ],
  [
    'who in the group was heard by one side alone as beside it',
    [...[1, 2, 3].flatMap((n) => into(n, 1000)), [7, 4, 800, 3200] as Stay],
    ['in 1 2 3 (7)'],
  ],
  [
    'a weak tag as of the next gate',
    [...[1, 2, 3].flatMap((n) => into(n, 1000)), [8, 1, 1000, 2400, -75], [8, 3, 1800, 3000, -74]],
    ['in 1 2 3 (8)'],
  ],
  ['a tag that one antenna heard as unclear', [[1, 3, 1000, 3000]], ['unclear 1']],
  [
    'the same tag in, and out again later, as two trips',
    [...into(1, 1000), ...outOf(1, 6000)],
    ['in 1', 'out 1'],
  ],
  [
    'an echo of a trip that was told as nothing',
    [...into(1, 1000), [1, 3, 4500, 4800], [1, 4, 5000, 5300]],
    ['in 1'],
  ],
  [
    'a tag that is lost in the middle of its way as one trip',
    [
      [1, 1, 1000, 2000],
      [1, 3, 2900, 3900],
    ],
    ['unclear 1', 'in 1'],
  ],
])('tells %s', (_, stays, expected) => {
  expect(said(told(stays, 20_000)).toSorted()).toEqual(expected.toSorted());
});

it('tells a trip within a second of its last read', () => {
  const [only] = told(
    [1, 2, 3].flatMap((n) => into(n, 1000)),
    10_000,
  );
  expect((only?.at ?? 0) - (only?.trip.last ?? 0)).toBeLessThan(1000);
});

it('tells trips while a shelf beside the gate is never quiet, and the shelf beside them', () => {
  const shelf: Stay[] = [
    [50, 3, 0, 200_000],
    [51, 4, 0, 200_000, -60],
  ];
  const all = told([...shelf, ...into(1, 60_000), ...outOf(2, 90_000), ...into(3, 150_000)], 200_000);
  expect(said(all)).toEqual([
    expect.stringMatching(/^unclear/),
    'in 1 (50 51)',
    'out 2 (50 51)',
    'in 3 (50 51)',
  ]);
  for (const { at, trip } of all.slice(1)) expect(at - trip.last).toBeLessThan(1000);
});

it('tells a pallet that is put down beside the gate once, and once again when it is carried off', () => {
  const load = [1, 2, 3].flatMap((n): Stay[] => [
    [n, 1, 1000, 2300],
    [n, 3, 1700, 100_000],
    [n, 1, 99_300, 100_700],
  ]);
  expect(said(told(load, 120_000))).toEqual(['in 1 2 3', 'out 1 2 3']);
});

it('takes reads at the time at which the reader saw them, and as often as it says', () => {
  const gate = aGate();
  const read = (antenna: number, ago: number): Read => ({
    ...{ epc: epc(1), antenna, rssi: null, times: 3, ago: milliseconds(ago) },
  });
  // Held back by the reader, and handed on in one piece.
  const ways = Array.from({ length: 12 }, (_, i) => read(i < 6 ? 1 : 3, 1200 - i * 100));
  pass(gate, ways, instant(2000));
  const [trip] = pass(gate, [], instant(2600));
  expect(trip).toMatchObject({ direction: 'in', first: 800, last: 1900 });
  expect(trip?.tags[0]?.track.count).toBe(36);
});

it('holds no more tags than a lorry brings, and counts the reads of others', () => {
  const gate = aGate();
  const read = (n: number): Read => ({ epc: epc(n), antenna: 1, rssi: dbm(-50) });
  for (let n = 0; n < tagsMost + 5; n++) pass(gate, [read(n)], instant(0));
  expect(gate.tracks.size).toBe(tagsMost);
  expect(gate.overflow).toBe(5);
});

it('tells a lorry in several letters, every tag in one of them', () => {
  const gate = aGate();
  const reads = (antenna: number) =>
    Array.from({ length: 2300 }, (_, n): Read => ({ epc: epc(n), antenna, rssi: dbm(-50) }));
  for (let i = 0; i < 20; i++) pass(gate, reads(i < 10 ? 1 : 3), instant(i * 90));
  const letters = pass(gate, [], instant(2600)).flatMap((trip) =>
    passageLetters(trip, { reader: 'gate-1', id: 't', shift: 500 }),
  );
  expect(letters.map(({ epc: { length }, direction }) => [length, direction])).toEqual([
    [letterRowsMax, 'in'],
    [letterRowsMax, 'in'],
    [300, 'in'],
  ]);
  expect(new Set(letters.flatMap((letter) => letter.epc)).size).toBe(2300);
  expect(letters[0]).toMatchObject({ kind: 'passage', reader: 'gate-1', at: 500, lasts: 1710 });
});

it('tells of whatever is read no tag twice at once, nor twice in the same direction within seconds, and then forgets it', () => {
  const step = fc.record({
    tag: fc.integer({ min: 1, max: 5 }),
    antenna: fc.constantFrom(1, 2, 3, 4, 9, null),
    rssi: fc.constantFrom(null, -40, -58, -70, -90),
    wait: fc.oneof(fc.integer({ min: 0, max: 150 }), fc.integer({ min: 0, max: 4000 })),
    ago: fc.integer({ min: 0, max: 500 }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 250 }), (steps) => {
      const gate = aGate();
      const crossed = new Map<Epc, { direction: string; last: number }>();
      let now = 1000;
      const check = (trips: Trip[]) => {
        const epcs = trips.flatMap(({ tags }) =>
          tags.filter(({ stray }) => !stray).map(({ track }) => track.epc),
        );
        expect(new Set(epcs).size).toBe(epcs.length);
        for (const trip of trips) {
          expect(trip.first).toBeLessThanOrEqual(trip.last);
          expect(trip.last).toBeLessThanOrEqual(now);
          const letters = passageLetters(trip, { reader: 'gate-1', id: 't', shift: 0 });
          expect(letters.every(({ epc: all }) => new Set(all).size === all.length)).toBe(true);
          if (trip.direction !== 'in' && trip.direction !== 'out') continue;
          for (const { track, stray } of trip.tags) {
            if (stray) continue;
            const before = crossed.get(track.epc);
            if (before?.direction === trip.direction)
              expect(track.first - before.last).toBeGreaterThanOrEqual(5000);
            crossed.set(track.epc, { direction: trip.direction, last: track.last });
          }
        }
      };
      for (const { tag, antenna, rssi, wait, ago } of steps) {
        now += wait;
        const read = {
          epc: epc(tag),
          antenna,
          rssi: rssi === null ? null : dbm(rssi),
          ago: milliseconds(ago),
        };
        check(pass(gate, [read], instant(now)));
      }
      for (const ends = now + 40_000; now < ends; now += 200) check(pass(gate, [], instant(now)));
      expect(gate.tracks.size).toBe(0);
    }),
    { numRuns: 300 },
  );
});
