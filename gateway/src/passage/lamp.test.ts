import type { Judged, Verdict } from '@changping/contracts/letters';
import { instant } from '@changping/contracts/units';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { expectVerdict, judge, newLamp, outputsOf } from './lamp.ts';

const settings = { good: 1, act: 2, watch: 3, sound: 4, lasts: 5000 };
type Step = ['told', trip: string, at: number] | [verdict: Verdict, trip: string, at: number];
const judged = (trip: string, verdict: Verdict): Judged => ({ v: 1, kind: 'judged', trip, verdict });

function lit(steps: readonly Step[], at: number, lamp = newLamp(), wired: typeof settings = settings) {
  for (const [what, trip, when] of steps)
    if (what === 'told') expectVerdict(lamp, trip, instant(when));
    else judge(lamp, judged(trip, what), wired.lasts, instant(when));
  return [...outputsOf(lamp, wired, instant(at))].flatMap(([port, on]) => (on ? port : [])).toSorted();
}

it.each<[string, Step[], number, number[]]>([
  [
    'green for a load that is as it should be',
    [
      ['told', 'a', 0],
      ['good', 'a', 200],
    ],
    300,
    [1],
  ],
  [
    'red with sound for one that is not',
    [
      ['told', 'a', 0],
      ['act', 'a', 200],
    ],
    300,
    [2, 4],
  ],
  [
    'amber with sound while something is missing',
    [
      ['told', 'a', 0],
      ['watch', 'a', 200],
    ],
    300,
    [3, 4],
  ],
  [
    'nothing after its seconds',
    [
      ['told', 'a', 0],
      ['act', 'a', 200],
    ],
    5200,
    [],
  ],
  [
    'nothing for a verdict that is half a minute late',
    [
      ['told', 'a', 0],
      ['act', 'a', 30_001],
    ],
    30_002,
    [],
  ],
  [
    'nothing for a trip of another gate',
    [
      ['told', 'a', 0],
      ['act', 'b', 200],
    ],
    300,
    [],
  ],
  [
    'nothing again for a verdict that comes twice',
    [
      ['told', 'a', 0],
      ['act', 'a', 200],
      ['act', 'a', 4000],
    ],
    5300,
    [],
  ],
  [
    'red on, when the load after it is well',
    [
      ['told', 'a', 0],
      ['act', 'a', 200],
      ['told', 'b', 900],
      ['good', 'b', 1000],
    ],
    1100,
    [2, 4],
  ],
  [
    'red, when more of a load that was well is not',
    [
      ['told', 'a', 0],
      ['good', 'a', 200],
      ['told', 'a', 900],
      ['act', 'a', 1000],
    ],
    1100,
    [2, 4],
  ],
])('shows %s', (_, steps, at, expected) => {
  expect(lit(steps, at)).toEqual(expected);
});

it('lights red for what is missing where there is no amber', () => {
  const { watch: _, ...wired } = settings;
  const steps: Step[] = [
    ['told', 'a', 0],
    ['watch', 'a', 200],
  ];
  expect(lit(steps, 300, newLamp(), wired as typeof settings)).toEqual([2, 4]);
});

const step = fc.tuple(
  fc.constantFrom<Step[0][]>('told', 'good', 'watch', 'act'),
  fc.string({ minLength: 1, maxLength: 2 }),
  fc.nat(60_000),
) as unknown as fc.Arbitrary<Step>;

it('is dark again five seconds after the last it heard, remembers few trips and lights one colour, whatever comes', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
      const lamp = newLamp();
      const inOrder = steps.toSorted((a, b) => a[2] - b[2]);
      const last = inOrder.at(-1)?.[2] ?? 0;
      const on = lit(inOrder, last, lamp);
      expect(on.filter((port) => port !== 4).length).toBeLessThanOrEqual(1);
      expect(lamp.trips.size).toBeLessThanOrEqual(64);
      expect(lit([], last + 5000, lamp)).toEqual([]);
    }),
  );
});
