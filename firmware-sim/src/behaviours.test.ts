/** Each field fault does what its name says, and the same again for the same seed. */
import { expect, it } from 'vitest';
import * as b from './behaviours.ts';
import { tagNotice } from './m100-frames.ts';
import { mulberry32 } from './random.ts';

const notice = tagNotice({ epcHex: 'E28011606000020000000001', rssi: -55 });

function play(behaviour: b.Behaviour, seed: number, times = 200) {
  const random = mulberry32(seed);
  return Array.from({ length: times }, (_, index) => behaviour(notice, { at: index * 20, index, random }));
}

it.each<[string, b.Behaviour]>([
  ['losesByte', b.losesByte(3)],
  ['missesReads', b.missesReads(0.3)],
  ['strayTag', b.strayTag('AABB', 0.2)],
  ['all', b.all(b.stutters(), b.losesByte(3), b.missesReads())],
])('%s repeats for a seed and differs for another', (_, behaviour) => {
  expect(play(behaviour, 7)).toEqual(play(behaviour, 7));
  expect(play(behaviour, 7)).not.toEqual(play(behaviour, 8));
});

it('damages just every third notice', () => {
  const lengths = play(b.losesByte(3), 1, 6).map(({ send }) => send[0]!.length);
  expect(lengths).toEqual([24, 24, 23, 24, 24, 23]);
  for (const behaviour of [b.badChecksum(3), b.damagedLength(3)])
    expect(play(behaviour, 1, 3).map(({ send }) => Buffer.from(send[0]!).equals(notice))).toEqual([
      true,
      true,
      false,
    ]);
});

it('sends twice when it stutters and about 70 of 100 when it misses reads', () => {
  expect(play(b.stutters(), 1, 1)[0]!.send).toEqual([notice, notice]);
  const sent = play(b.missesReads(0.3), 1, 1000).filter(({ send }) => send.length).length;
  expect(sent).toBeGreaterThan(640);
  expect(sent).toBeLessThan(760);
});

it('is silent while hung or without power, even behind others', () => {
  expect(play(b.stalls(20, 40), 1, 3).map(({ state }) => state)).toEqual(['on', 'hung', 'on']);
  expect(
    play(b.all(b.stutters(), b.powerCut(20, 40)), 1, 3).map(({ send, state }) => [send.length, state]),
  ).toEqual([
    [2, 'on'],
    [0, 'off'],
    [2, 'on'],
  ]);
});
