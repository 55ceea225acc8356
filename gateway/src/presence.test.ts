import { dbm, type Epc, instant } from '@changping/contracts/units';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { inViewMost, leave, type Presence, see } from './presence.ts';

const epc = (n: number) => `E28011606000020000${String(n).padStart(6, '0')}` as Epc;
const read = (n: number, rssi = -60) => ({ epc: epc(n), antenna: 1, rssi: dbm(rssi) });

it('makes one arrival of a thousand reads a second', () => {
  const present: Presence = new Map();
  const arrivals = Array.from({ length: 1000 }, (_, i) => see(present, read(1), instant(i)));
  expect(arrivals.filter((each) => each === 'came')).toHaveLength(1);
});

it('keeps a stuttering tag in view and lets it go once, after the patience', () => {
  const present: Presence = new Map();
  see(present, read(1), instant(0));
  expect(leave(present, instant(4_999), 5_000)).toEqual([]);
  see(present, read(1, -40), instant(4_999));
  expect(leave(present, instant(9_998), 5_000)).toEqual([]);
  expect(leave(present, instant(9_999), 5_000)).toMatchObject([
    [epc(1), { since: 0, last: 4_999, rssi: -40 }],
  ]);
  expect(leave(present, instant(20_000), 5_000)).toEqual([]);
});

it('tells arrivals and departures in turn, whatever is read when', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 9 })), { maxLength: 80 }),
      (reads) => {
        const present: Presence = new Map();
        const inView = new Set<string>();
        let now = 0;
        for (const [n, wait] of reads) {
          now += wait;
          for (const [gone] of leave(present, instant(now), 5)) expect(inView.delete(gone)).toBe(true);
          if (see(present, read(n), instant(now)) === 'came') {
            expect(inView.has(epc(n))).toBe(false);
            inView.add(epc(n));
          }
          expect(new Set(present.keys())).toEqual(inView);
        }
      },
    ),
    { verbose: true },
  );
});

it('takes no more tags into view than there can be, and says so', () => {
  const present: Presence = new Map();
  for (let n = 0; n < inViewMost; n++) expect(see(present, read(n), instant(0))).toBe('came');
  expect(see(present, read(inViewMost), instant(1))).toBe('full');
  expect(see(present, read(1), instant(1))).toBe('again');
  expect(present.size).toBe(inViewMost);
});
