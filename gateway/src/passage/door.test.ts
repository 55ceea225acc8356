import type { DoorFault } from '@changping/contracts/letters';
import { dbm, type Epc, instant, milliseconds } from '@changping/contracts/units';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Read } from '../presence.ts';
import { type DoorChange, resumeFault, stateOf } from './door.ts';
import { type Gate, newGate, pass, usualGate } from './passage.ts';
import type { Trip } from './trips.ts';

const epc = (n: number) => `E28011606000020000${String(n).padStart(6, '0')}` as Epc;
const aGate = (door = true) => newGate({ inner: [3, 4], outer: [1, 2], ...usualGate, door }, instant(0));
/** Tag, antenna, from, to: a read every 100 ms. */
type Stay = [tag: number, antenna: number, from: number, to: number];
type Moves = [at: number, is: DoorChange['is']][];

function told(stays: readonly Stay[], moves: Moves, ends: number, gate: Gate = aGate()) {
  const all: { at: number; trip: Trip }[] = [];
  for (let now = 100; now <= ends; now += 100) {
    const reads = stays
      .filter(([, , from, to]) => now >= from && now < to)
      .map(([n, antenna]): Read => ({ epc: epc(n), antenna, rssi: dbm(-50) }));
    const said = moves
      .filter(([at]) => at > now - 100 && at <= now)
      .map(([at, is]): DoorChange => ({ is, ago: milliseconds(now - at) }));
    for (const trip of pass(gate, reads, instant(now), said)) all.push({ at: now, trip });
  }
  return all;
}
const said = (all: readonly { trip: Trip }[]) =>
  all.map(({ trip: { direction, tags } }) => {
    const names = (is: boolean) =>
      tags.filter(({ stray }) => stray === is).map(({ track }) => Number(track.epc.slice(18)));
    const [went, by] = [names(false), names(true)].map((each) => each.toSorted((a, b) => a - b).join(' '));
    return `${direction}${went ? ` ${went}` : ''}${by ? ` (${by})` : ''}`;
  });
const into = (n: number, at: number, inside = 2000): Stay[] => [
  [n, 1, at, at + 1300],
  [n, 3, at + 700, at + inside],
];
const outOf = (n: number, at: number): Stay[] => [
  [n, 3, at, at + 1300],
  [n, 1, at + 700, at + 2000],
];
const opening = (from: number, to: number): Moves => [
  [from, 'open'],
  [to, 'closed'],
];
/** A contact that has shown that it is alive, long before. */
const alive: Moves = [[100, 'closed'], ...opening(300, 700)];
const quiet = 30_000;
const later = (moves: Moves): Moves => [
  ...alive,
  ...moves.map(([at, is]): Moves[number] => [quiet + at, is]),
];
const shifted = (stays: Stay[]): Stay[] =>
  stays.map(([n, antenna, from, to]) => [n, antenna, quiet + from, quiet + to]);

const tail = [...[1, 2, 3].flatMap((n) => into(n, 1000)), ...[4, 5, 6].flatMap((n) => into(n, 1500))];
it.each<[string, Stay[], Moves, string[]]>([
  [
    'two loads nose to tail as two when it closed between',
    tail,
    [...opening(1200, 2200), ...opening(2350, 3600)],
    ['in 1 2 3', 'in 4 5 6'],
  ],
  ['two loads nose to tail as one when it did not', tail, opening(1200, 3600), ['in 1 2 3 4 5 6']],
  [
    'a load in and out again as two trips',
    [...into(1, 1000), ...outOf(1, 9000)],
    [...opening(1500, 2600), ...opening(9500, 10_600)],
    ['in 1', 'out 1'],
  ],
  [
    'a tag that is read while it is closed as beside it',
    [[9, 3, 8000, 9000]],
    opening(1000, 2000),
    ['unclear (9)'],
  ],
  [
    'one that is hardly sure, and read while it is closed, as beside it',
    [
      [9, 1, 8000, 8300],
      [9, 3, 8300, 8500],
    ],
    opening(1000, 2000),
    ['unclear (9)'],
  ],
  [
    'a load that bounces the contact as one',
    [1, 2, 3].flatMap((n) => into(n, 1000)),
    [...opening(1200, 1210), ...opening(1220, 1230), ...opening(1250, 2600), ...opening(2610, 2625)],
    ['in 1 2 3'],
  ],
  [
    'a load that waits in the open door as one',
    [
      [1, 1, 1000, 9000],
      [1, 3, 2000, 10_000],
    ],
    opening(900, 10_500),
    ['in 1'],
  ],
])('tells %s', (_, stays, moves, expected) => {
  expect(said(told(shifted(stays), later(moves), quiet + 30_000)).toSorted()).toEqual(expected);
});

it('tells a load when the door has closed behind it, though it is read on inside for long, and once', () => {
  const load = shifted([1, 2, 3, 4, 5, 6].flatMap((n) => into(n, 1000, 20_000)));
  const all = told(load, later(opening(1200, 3000)), quiet + 40_000);
  expect(said(all)).toEqual(['in 1 2 3 4 5 6']);
  expect((all[0]?.at ?? 0) - quiet).toBeLessThanOrEqual(3200);
  const without = told(load, [], quiet + 40_000, aGate(false));
  expect((without[0]?.at ?? 0) - quiet).toBeGreaterThan(20_000);
});

it('lets nobody come back through a door that has not opened since', () => {
  const stays = shifted([...[1, 2, 3, 4, 5, 6].flatMap((n) => into(n, 1000, 3200)), ...outOf(1, 5000)]);
  expect(said(told(stays, later(opening(1200, 3000)), quiet + 20_000))).toEqual(['in 1 2 3 4 5 6']);
  expect(said(told(stays, [], quiet + 20_000, aGate(false)))).toEqual(['in 1 2 3 4 5 6', 'out 1']);
});

it('goes on as without a door when it hangs open, and says so after a quarter of an hour', () => {
  const gate = aGate();
  const stays = shifted(tail);
  const hung = told(stays, [...later([]), [20_000, 'open']], quiet + 20_000, gate);
  expect(said(hung)).toEqual(said(told(stays, [], quiet + 20_000, aGate(false))));
  expect(stateOf(gate.door!, instant(quiet + 20_000))).toEqual({ is: 'open', believed: true, fault: null });
  expect(stateOf(gate.door!, instant(920_000)).fault).toBe('standsOpen');
});

it('goes on as without a door when the contact is dead, and says so after three trips', () => {
  const gate = aGate();
  const stays = [0, 1, 2].flatMap((i) => [1, 2, 3].flatMap((n) => into(i * 10 + n, 5000 + i * 8000)));
  const dead = told(stays, [[50, 'closed']], 30_000, gate);
  expect(said(dead)).toEqual(['in 1 2 3', 'in 11 12 13', 'in 21 22 23']);
  expect(stateOf(gate.door!, instant(30_000))).toEqual({ is: 'closed', believed: false, fault: 'dead' });
  told(into(50, 31_000), opening(31_200, 33_000), 40_000, gate);
  expect(stateOf(gate.door!, instant(40_000)).fault).toBeNull();
});

it('believes a contact that died no more from the first trip that surely went through', () => {
  const gate = aGate();
  const load = (i: number) => [1, 2, 3].flatMap((n) => into(i * 10 + n, 1000 + i * 8000));
  expect(said(told(shifted([...load(0), ...load(1)]), later([]), quiet + 20_000, gate))).toEqual([
    'in 1 2 3',
    'in 11 12 13',
  ]);
  expect(gate.door?.believed).toBe(false);
});

it('does not believe a contact that rattles', () => {
  const gate = aGate();
  const rattling = Array.from({ length: 12 }, (_, i) => opening(1000 + i * 300, 1150 + i * 300)).flat();
  expect(
    said(told(shifted([1, 2, 3].flatMap((n) => into(n, 2000))), later(rattling), quiet + 20_000, gate)),
  ).toEqual(['in 1 2 3']);
  expect(stateOf(gate.door!, instant(quiet + 20_000))).toMatchObject({ believed: false, fault: 'rattles' });
});

it('misses a contact that nobody hears from the first goods a minute later, until it is heard', () => {
  const gate = aGate();
  told(into(1, 1000), [[500, 'unknown']], 20_000, gate);
  expect(stateOf(gate.door!, instant(20_000)).fault).toBeNull();
  told(into(2, 61_000), [], 70_000, gate);
  expect(stateOf(gate.door!, instant(70_000)).fault).toBe('unheard');
  told([], [[80_000, 'unknown']], 90_000, gate);
  expect(stateOf(gate.door!, instant(90_000)).fault).toBe('unheard');
  told([], [[95_000, 'closed']], 96_000, gate);
  expect(stateOf(gate.door!, instant(96_000)).fault).toBeNull();
});

it('holds on to a door that stood open when its reader was lost, until it is told closed', () => {
  const gate = aGate();
  told([], [...later([]), [20_000, 'open'], [930_000, 'unknown']], 940_000, gate);
  expect(stateOf(gate.door!, instant(940_000))).toMatchObject({ is: 'unknown', fault: 'standsOpen' });
  told([], [[950_000, 'open']], 951_000, gate);
  expect(stateOf(gate.door!, instant(951_000)).fault).toBe('standsOpen');
  told([], [[960_000, 'closed']], 961_000, gate);
  expect(stateOf(gate.door!, instant(961_000)).fault).toBeNull();
});

it.each<[DoorFault, Moves]>([
  ['unheard', [[1000, 'open']]],
  ['dead', [[500, 'closed'], ...opening(1000, 3000)]],
  ['standsOpen', [[1000, 'closed']]],
])('knows after a restart of a contact that was %s, until the fact closes it', (fault, mended) => {
  const gate = aGate();
  resumeFault(gate.door!, fault, instant(0));
  expect(stateOf(gate.door!, instant(400)).fault).toBe(fault);
  told([], mended, 4000, gate);
  expect(stateOf(gate.door!, instant(4000)).fault).toBeNull();
});

it('takes a door that nobody hears for one that may be open', () => {
  const stays = shifted([1, 2, 3].flatMap((n) => into(n, 5000)));
  expect(said(told(stays, later([[1000, 'unknown']]), quiet + 20_000))).toEqual(['in 1 2 3']);
});

const anyMoves = fc.array(
  fc.record({
    wait: fc.integer({ min: 1, max: 3000 }),
    is: fc.constantFrom<DoorChange['is']>('open', 'closed', 'unknown'),
  }),
  { maxLength: 30 },
);
const anyStays = fc.array(
  fc.tuple(
    fc.integer({ min: 1, max: 6 }),
    fc.constantFrom(1, 2, 3, 4),
    fc.integer({ min: 0, max: 20_000 }),
    fc.integer({ min: 100, max: 4000 }),
  ),
  { maxLength: 20 },
);
const stayed = (rows: [number, number, number, number][]) =>
  rows.map(([n, a, from, lasts]): Stay => [n, a, from, from + lasts]);
const moved = (rows: { wait: number; is: DoorChange['is'] }[]): Moves => {
  let at = 0;
  return rows.map(({ wait, is }) => {
    at += wait;
    return [at, is];
  });
};

it('tells no tag twice at once nor twice in one direction within seconds, whatever the door does', () => {
  fc.assert(
    fc.property(anyStays, anyMoves, (stays, moves) => {
      const gate = aGate();
      const crossed = new Map<Epc, { direction: string; last: number }>();
      const all = told(stayed(stays), moved(moves), 100_000, gate);
      for (const { at, trip } of all) {
        const went = all
          .filter((each) => each.at === at)
          .flatMap((each) => each.trip.tags.filter(({ stray }) => !stray).map(({ track }) => track.epc));
        expect(new Set(went).size).toBe(went.length);
        if (trip.direction !== 'in' && trip.direction !== 'out') continue;
        for (const { track, stray } of trip.tags) {
          if (stray) continue;
          const before = crossed.get(track.epc);
          if (before?.direction === trip.direction)
            expect(track.first - before.last).toBeGreaterThanOrEqual(5000);
          crossed.set(track.epc, { direction: trip.direction, last: track.last });
        }
      }
      expect(gate.tracks.size).toBe(0);
    }),
    { numRuns: 150 },
  );
});

it('never tells as one trip whom a door that is believed has parted, nor otherwise than without one when it never moves', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1200, max: 2500 }),
      fc.integer({ min: 1, max: 4 }),
      fc.constantFrom('closed' as const, 'open' as const),
      (gap, count, stuck) => {
        const load = (from: number, at: number) =>
          Array.from({ length: count }, (_, n) => into(from + n, at)).flat();
        const stays = shifted([...load(1, 1000), ...load(10, 1000 + gap)]);
        const parted = told(
          stays,
          later([...opening(1300, 2400), ...opening(1300 + gap, 2400 + gap)].sort((a, b) => a[0] - b[0])),
          quiet + 20_000,
        );
        for (const { trip } of parted) {
          const loads = new Set(
            trip.tags.filter(({ stray }) => !stray).map(({ track }) => Number(track.epc.slice(18)) >= 10),
          );
          expect(loads.size).toBeLessThanOrEqual(1);
        }
        const without = told(stays, [], quiet + 20_000, aGate(false));
        expect(
          told(stays, [[50, stuck]], quiet + 20_000).map(({ at, trip }) => [at, ...said([{ trip }])]),
        ).toEqual(without.map(({ at, trip }) => [at, ...said([{ trip }])]));
      },
    ),
    { numRuns: 60 },
  );
});
