/** Each field fault of a reader does what its name says, and the same again for the same seed. */
import { expect, it } from 'vitest';
import * as b from './behaviours.ts';
import { checksum, tagNotice } from './m100-frames.ts';
import { mulberry32 } from './random.ts';

const notice = tagNotice({ epcHex: 'E28011606000020000000001', rssi: -55 });

function play(behaviour: b.Behaviour, seed: number, times = 200): Uint8Array[][] {
  const random = mulberry32(seed);
  return Array.from({ length: times }, (_, index) =>
    b.all([behaviour]).notice(notice, { at: index * 20, index, random }),
  );
}

it.each<[string, b.Behaviour]>([
  ['losesByte', b.losesByte(3)],
  ['missesReads', b.missesReads(0.3)],
  ['strayTag', b.strayTag('AABB', 0.2)],
  ['all', b.all([b.stutters(), b.losesByte(3), b.missesReads(0.3)])],
])('%s repeats for a seed and differs for another', (_, behaviour) => {
  expect(play(behaviour, 7)).toEqual(play(behaviour, 7));
  expect(play(behaviour, 7)).not.toEqual(play(behaviour, 8));
});

it('damages just every third notice', () => {
  expect(play(b.losesByte(3), 1, 6).map(([sent]) => sent!.length)).toEqual([24, 24, 23, 24, 24, 23]);
  for (const behaviour of [b.badChecksum(3), b.damagedLength(3)])
    expect(play(behaviour, 1, 6).map(([sent]) => Buffer.from(sent!).equals(notice))).toEqual([
      ...[true, true, false],
      ...[true, true, false],
    ]);
});

it('changes the checksum alone, or the length alone', () => {
  const [[wrong]] = play(b.badChecksum(1), 1, 1) as [[Uint8Array]];
  expect(checksum(wrong)).toBe(checksum(notice));
  expect(wrong[22]).not.toBe(checksum(notice));
  const [[long]] = play(b.damagedLength(1), 1, 1) as [[Uint8Array]];
  expect([...long].filter((byte, i) => byte !== notice[i])).toEqual([notice[4]! ^ 0x60]);
});

it('sends twice when it stutters and about 70 of 100 when it misses reads', () => {
  expect(play(b.stutters(), 1, 1)).toEqual([[notice, notice]]);
  const sent = play(b.missesReads(0.3), 1, 1000).filter((pieces) => pieces.length).length;
  expect(sent).toBeGreaterThan(640);
  expect(sent).toBeLessThan(760);
});

it('reads a tag that belongs to nobody beside one notice in five', () => {
  const stray = tagNotice({ epcHex: 'AABB', rssi: -78 });
  const all = play(b.strayTag('AABB', 0.2), 1, 1000);
  expect(all.every(([first]) => first === notice)).toBe(true);
  const seen = all.filter(([, second]) => second && Buffer.from(second).equals(stray)).length;
  expect(seen).toBeGreaterThan(150);
  expect(seen).toBeLessThan(250);
});

it('is hung or without power for its span only, and off outranks hung', () => {
  const span = { from: 20, to: 40 };
  const states = (...behaviours: b.Behaviour[]) => [0, 20, 39, 40].map(b.all(behaviours).state);
  expect(states(b.stalls(span))).toEqual(['on', 'hung', 'hung', 'on']);
  expect(states(b.stutters(), b.powerCut(span), b.stalls(span))).toEqual(['on', 'off', 'off', 'on']);
});

it('sends as many bytes at the wrong baud rate, but others, answers too', () => {
  const { line } = b.all([b.wrongBaud({ from: 20, to: 40 })]);
  const garbled = line(notice, { at: 30, random: mulberry32(1) });
  expect(garbled).toHaveLength(notice.length);
  expect(garbled).not.toEqual(notice);
  expect(line(notice, { at: 40, random: mulberry32(1) })).toEqual(notice);
});
