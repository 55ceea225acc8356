import type { Verdict } from '@changping/contracts/letters';
import { dbm, type Epc, instant } from '@changping/contracts/units';
import { beforeEach, expect, it } from 'vitest';
import type { EarShot } from '../ear.ts';
import type { Draft } from '../outbox/draft.ts';
import type { Present } from '../outbox/told.ts';
import { openGate } from './gate.ts';

const epc = (n: number) => `E28011606000020000${String(n).padStart(6, '0')}` as Epc;
/** Tag, antenna, from, to: a read every 100 ms. */
type Stay = [tag: number, antenna: number, from: number, to: number];

let now: number;
let memory: Map<string, string>;
let present: Map<Epc, Present>;
let told: Draft[];
let ids: number;

/** As the outbox does it: what is told, who is in view and what is to be remembered are kept at once. */
const shot = (): EarShot => ({
  moment: () => ({ steady: instant(now), shift: 0 }),
  add({ reader, change, epc, antenna, rssi }) {
    if (change === 'seen') present.set(epc, { reader, epc, antenna, rssi });
    else present.delete(epc);
  },
  put(drafts, { name, json } = { name: '', json: null }) {
    told.push(...drafts);
    if (json === null) memory.delete(name);
    else memory.set(name, json);
  },
  present: [...present.values()],
  recall: (name) => [memory.get(name) ?? []].flat(),
  newId: () => `id ${++ids}`,
});
const open = () => openGate({ reader: 'gate-1', patience: 10_000, gate: { inner: [3], outer: [1] } }, shot());

/** A run of the gateway from now on for `lasts`, which ends as if its power failed. */
function run(stays: readonly Stay[], lasts: number): string[] {
  const before = told.length;
  const ear = open();
  for (let ms = 100; ms <= lasts; ms += 100) {
    now += 100;
    const reads = stays.filter(([, , from, to]) => ms >= from && ms < to);
    ear.hear(reads.map(([n, antenna]) => ({ epc: epc(n), antenna, rssi: dbm(-50) })));
    if (ms % 200 === 0) ear.look();
  }
  return told
    .slice(before)
    .flatMap((each) =>
      each.kind === 'passage'
        ? each.epc.map(
            (code, i) => `${each.direction} ${Number(code.slice(18))}${each.stray[i] ? ' (by)' : ''}`,
          )
        : [],
    );
}
const into = (n: number, at: number): Stay[] => [
  [n, 1, at, at + 1300],
  [n, 3, at + 700, at + 2000],
];
/** So hastily that nobody who had stood there would be believed to have gone. */
const hastilyOut = (n: number, at: number): Stay[] => [
  [n, 3, at, at + 700],
  [n, 1, at + 200, at + 900],
];

beforeEach(() => {
  now = Date.UTC(2026, 10, 25, 8);
  [memory, present, told, ids] = [new Map(), new Map(), [], 0];
});

it('believes a box that has gone in, and long since left the field, to go out again after a restart', () => {
  expect(run(into(1, 1000), 6000)).toEqual(['in 1']);
  expect(present.size).toBe(0);
  expect(run(hastilyOut(1, 1000), 6000)).toEqual(['out 1']);
});

it('tells no second time of a box that was still in the field when the gateway ended', () => {
  expect(run(into(1, 1000), 4000)).toEqual(['in 1']);
  expect(present.size).toBe(1);
  expect(run([[1, 3, 300, 900]], 40_000)).toEqual([]);
});

it('knows after a restart who stands by, in the field or out of it for a moment, and after a night does not', () => {
  const shelf = (lasts: number): Stay[] => [
    [50, 3, 0, lasts],
    [51, 3, 0, lasts - 4000],
  ];
  expect(run(shelf(40_000), 40_000)).toEqual(['unclear 50 (by)', 'unclear 51 (by)']);
  expect([...present.keys()]).toEqual([epc(50)]);
  expect(run([...shelf(20_000), ...hastilyOut(51, 22_000)], 26_000)).toEqual([]);
  now += 12 * 3_600_000;
  expect(run(hastilyOut(51, 1000), 6000)).toEqual(['out 51']);
});

it('knows after a restart what was wrong with the contact of its door', () => {
  const gate = { inner: [3], outer: [1], door: {} };
  const withDoor = () => openGate({ reader: 'gate-1', patience: 10_000, gate }, shot());
  const first = withDoor();
  first.hear([], [{ is: 'open' }]);
  now += 900_000;
  first.look();
  expect(first.door?.()?.fault).toBe('standsOpen');
  now += 60_000;
  const second = withDoor();
  expect(second.door?.()?.fault).toBe('standsOpen');
  second.hear([], [{ is: 'closed' }]);
  second.look();
  expect(second.door?.()?.fault).toBeNull();
  expect(withDoor().door?.()?.fault).toBeNull();
});

it('lights its lamp for a trip of its own, and for no other', () => {
  const outputs: string[] = [];
  const lamp = { good: 1, act: 2, lasts: 5000 };
  const light: EarShot['light'] = (all) =>
    outputs.push([...all].flatMap(([port, on]) => (on ? port : [])).join());
  const ear = openGate(
    { reader: 'gate-1', patience: 10_000, gate: { inner: [3], outer: [1], lamp } },
    { ...shot(), light },
  );
  for (let ms = 100; ms <= 6000; ms += 100) {
    now += 100;
    const reads = into(1, 1000).filter(([, , from, to]) => ms >= from && ms < to);
    ear.hear(reads.map(([n, antenna]) => ({ epc: epc(n), antenna, rssi: dbm(-50) })));
    if (ms % 200 === 0) ear.look();
  }
  const judged = (trip: string, verdict: Verdict) => ear.judged?.({ v: 1, kind: 'judged', trip, verdict });
  expect(judged('id 7', 'act')).toBe(false);
  expect(judged('id 1', 'act')).toBe(true);
  now += 5000;
  ear.look();
  expect(outputs).toEqual(['', '2', '']);
});

it('gives all letters of one trip the same name, and the next trip another', () => {
  const lorry = Array.from({ length: 1200 }, (_, n) => into(n, 1000)).flat();
  run(lorry, 8000);
  run(into(1500, 1000), 6000);
  const trips = told.flatMap((each) => (each.kind === 'passage' ? [[each.epc.length, each.trip]] : []));
  expect(trips).toEqual([
    [1000, 'id 1'],
    [200, 'id 1'],
    [1, 'id 2'],
  ]);
});
