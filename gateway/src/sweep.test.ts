import { letterRowsMax, partsMax } from '@changping/contracts/letters';
import { dbm, type Epc, instant } from '@changping/contracts/units';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { countLetters, hearIn, isOver, newSweep, resumeSweep, sweepJson, usualSweep } from './sweep.ts';

const epc = (n: number) => `E28011606000020000${String(n).padStart(6, '0')}` as Epc;
const read = (n: number, rssi: number | null = -60, times?: number) => ({
  ...{ epc: epc(n), antenna: 1, rssi: rssi === null ? null : dbm(rssi) },
  ...(times && { times }),
});
const place = { reader: 'room-1', zone: 'A' };

it('tells every tag once, with all its reads and its loudest one', () => {
  const sweep = newSweep('s', instant(1000));
  hearIn(sweep, [read(1, -60), read(2, null), read(1, -50, 3)], instant(1000));
  hearIn(sweep, [read(1, -70), read(2, -66)], instant(4000));
  expect(countLetters(sweep, place, 5)).toEqual([
    {
      ...{ kind: 'count', at: 1005, sweep: 's', reader: 'room-1', zone: 'A', part: 1, parts: 1, lasts: 3000 },
      ...{ epc: [epc(1), epc(2)], count: [5, 2], peak: [-50, -66] },
    },
  ]);
});

it('is over ten seconds after the last read, or after ten minutes of reads', () => {
  const sweep = newSweep('s', instant(0));
  hearIn(sweep, [read(1)], instant(5000));
  expect(isOver(sweep, usualSweep, instant(14_999))).toBe(false);
  expect(isOver(sweep, usualSweep, instant(15_000))).toBe(true);
  hearIn(sweep, [read(1)], instant(599_999));
  expect(isOver(sweep, usualSweep, instant(599_999))).toBe(false);
  expect(isOver(sweep, usualSweep, instant(600_000))).toBe(true);
});

it('tells whatever it heard in letters no longer than a letter may be, over a restart too', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 2500 }), { minLength: 1, maxLength: 4000 }), (tags) => {
      const before = newSweep('s', instant(0));
      const half = tags.length >> 1;
      hearIn(
        before,
        tags.slice(0, half).map((n) => read(n)),
        instant(0),
      );
      const { sweep, goesOn } = resumeSweep([sweepJson(before)], usualSweep, instant(60_000));
      expect(goesOn).toBe(true);
      hearIn(
        sweep,
        tags.slice(half).map((n) => read(n)),
        instant(61_000),
      );
      const letters = countLetters(sweep, place, 0);
      const told = letters.flatMap((letter) => letter.epc);
      expect(told.length).toBe(new Set(told).size);
      expect(new Set(told)).toEqual(new Set(tags.map(epc)));
      expect(letters.flatMap(({ count }) => count).reduce((sum, n) => sum + n)).toBe(tags.length);
      expect(letters.map(({ part, parts }) => [part, parts])).toEqual(
        letters.map((_, i) => [i + 1, Math.ceil(told.length / letterRowsMax)]),
      );
    }),
    { numRuns: 30 },
  );
});

it.each([
  ['from before the longest sweep', 700_000],
  ['of a clock that has lost its battery', -1],
])('does not go on with a sweep %s', (_, now) => {
  const before = newSweep('s', instant(0));
  hearIn(before, [read(1)], instant(0));
  expect(resumeSweep([sweepJson(before)], usualSweep, instant(now)).goesOn).toBe(false);
});

it('holds no more tags than letters can tell of, and counts the rest', () => {
  const sweep = newSweep('s', instant(0));
  hearIn(
    sweep,
    Array.from({ length: partsMax * letterRowsMax + 7 }, (_, n) => read(n)),
    instant(0),
  );
  expect(sweep.tags.size).toBe(partsMax * letterRowsMax);
  expect(sweep.overflow).toBe(7);
});
