/** How often a reader reads, and what its tags and faults make of it, in simulated time. */
import { expect, it } from 'vitest';
import { epcsIn } from '../test/running.ts';
import type { Behaviour } from './behaviours.ts';
import * as b from './behaviours.ts';
import { type Effect, type Gate, gate, type Visit } from './gate.ts';
import { palletEpcs } from './goods.ts';
import { frame } from './m100-frames.ts';
import { mulberry32 } from './random.ts';

const multi = frame(0, 0x27, [0x22, 0xff, 0xff]);
const hello = frame(0, 0x03, [0]);
const pallet: Visit = { from: 1000, to: 21_000, epcs: palletEpcs() };

function reading(visits: Visit[], speed = 60, behaviours: Behaviour[] = []): Gate {
  const each = gate({ visits, behaviours, random: mulberry32(1), speed });
  each.receive(multi, -1);
  return each;
}
const sent = (effects: Effect[]) =>
  Buffer.concat(effects.flatMap((effect) => (effect.what === 'send' ? [effect.bytes] : [])));
const told = (effects: Effect[]) => effects.filter(({ what }) => what !== 'send');
/** In ticks as the wall makes them. */
const lived = (each: Gate, to: number, tick: number) =>
  Array.from({ length: Math.ceil(to / tick) }, (_, i) => each.advance(Math.min(to, (i + 1) * tick))).flat();

it('reads 50 times a simulated second, each tag of a pallet in turn', () => {
  const effects = lived(reading([pallet]), 30_000, 600);
  const epcs = epcsIn(sent(effects));
  expect(epcs).toHaveLength(1000);
  for (const epc of palletEpcs()) expect(epcs.filter((each) => each === epc)).toHaveLength(25);
  expect(told(effects)).toEqual([
    { what: 'tagsInView', tags: 40 },
    { what: 'lastRead', reads: 1000, capped: 0 },
  ]);
});

it('sends the same for the same seed, however the wall cuts time', () => {
  const sentIn = (tick: number) => sent(lived(reading([pallet], 60, [b.missesReads(0.3)]), 30_000, tick));
  expect(sentIn(600).equals(sentIn(37))).toBe(true);
});

it('skips no visit, however long the process slept', () => {
  const effects = reading([pallet]).advance(60_000);
  expect(new Set(epcsIn(sent(effects))).size).toBe(40);
  expect(effects.map(({ what }) => what)).toEqual(['tagsInView', 'send', 'lastRead']);
});

it('sends no more than 4000 notices a second of the wall and tells how many it left out', () => {
  const speed = 3600;
  const visit = { from: 0, to: 120_000, epcs: palletEpcs(5) };
  const effects = lived(reading([visit], speed), 120_000, 10 * speed);
  const most = Math.floor((120_000 / speed / 1000) * 4000);
  expect(epcsIn(sent(effects))).toHaveLength(most);
  expect(told(effects).at(-1)).toEqual({ what: 'lastRead', reads: most, capped: 6000 - most - 1 });
});

it('tells of a sweep when it is over when the days fly by, and as it goes otherwise', () => {
  const sends = (speed: number) => {
    const each = gate({ visits: [pallet], behaviours: [], random: mulberry32(1), speed, sweeps: true });
    each.receive(multi, -1);
    return lived(each, 30_000, 600).filter(({ what }) => what === 'send');
  };
  expect(sends(50)).toHaveLength(34);
  const [whole, ...more] = sends(51);
  expect(more).toEqual([]);
  const epcs = epcsIn(sent(whole ? [whole] : []));
  expect(epcs).toHaveLength(400);
  expect(new Set(epcs)).toEqual(new Set(palletEpcs()));
});

it('reads no tag that has gone and cuts its round', () => {
  const stays = { from: 0, to: 4000, epcs: ['AAAA'] };
  const goes = { from: 0, to: 1000, epcs: ['BBBB'] };
  const each = reading([stays, goes]);
  expect(new Set(epcsIn(sent(each.advance(1000))))).toEqual(new Set(['AAAA', 'BBBB']));
  expect(new Set(epcsIn(sent(each.advance(3000))))).toEqual(new Set(['AAAA']));
});

it('reads nothing before it is asked to nor after it is told to stop', () => {
  const each = gate({ visits: [pallet], behaviours: [], random: mulberry32(1), speed: 60 });
  expect(sent(each.advance(5000))).toHaveLength(0);
  each.receive(multi, 5000);
  expect(epcsIn(sent(each.advance(6000)))).toHaveLength(50);
  each.receive(frame(0, 0x28), 6000);
  const rest = each.advance(30_000);
  expect(sent(rest)).toHaveLength(0);
  expect(told(rest)).toEqual([{ what: 'lastRead', reads: 50, capped: 0 }]);
});

it('neither hears nor sends while it hangs, and then goes on by itself', () => {
  const each = reading([pallet], 60, [b.stalls({ from: 5000, to: 10_000 })]);
  expect(epcsIn(sent(lived(each, 5000, 200)))).toHaveLength(200);
  expect(each.receive(hello, 7000)).toHaveLength(0);
  expect(sent(lived(each, 9900, 200))).toHaveLength(0);
  expect(epcsIn(sent(each.advance(11_000)))).toHaveLength(50);
  expect(each.receive(hello, 11_000)).toHaveLength(18);
});

it('reads again after a loss of power only when asked again', () => {
  const each = reading([pallet], 60, [b.powerCut({ from: 5000, to: 10_000 })]);
  lived(each, 10_000, 200);
  expect(sent(each.advance(11_000))).toHaveLength(0);
  each.receive(multi, 11_000);
  expect(epcsIn(sent(each.advance(12_000)))).toHaveLength(50);
});

it('forgets its orders in a loss of power that no tag saw', () => {
  const each = reading([{ ...pallet, from: 20_000 }], 60, [b.powerCut({ from: 5000, to: 10_000 })]);
  expect(sent(lived(each, 21_000, 600))).toHaveLength(0);
});

it('answers and notices in garbage at the wrong baud rate', () => {
  const each = reading([pallet], 60, [b.wrongBaud({ from: 0, to: 5000 })]);
  const answer = each.receive(hello, 100);
  expect(answer).toHaveLength(18);
  expect(answer[0]).not.toBe(0xbb);
  const garbled = sent(each.advance(2000));
  expect(garbled).toHaveLength(50 * 24);
  expect(() => epcsIn(garbled)).toThrow('no frame at 0');
});

it('keeps six busy readers at 4000 notices a second each within a tenth of one processor', () => {
  const gates = Array.from({ length: 6 }, () => reading([{ ...pallet, to: 80_000 }], 80));
  const began = process.cpuUsage();
  const bytes = gates.map((each) => lived(each, 80_000, 800).length);
  const { user, system } = process.cpuUsage(began);
  expect(bytes.every((effects) => effects > 90)).toBe(true);
  // One second of the wall was simulated; generous by far, for computers that are busy otherwise.
  expect((user + system) / 1000).toBeLessThan(500);
});
