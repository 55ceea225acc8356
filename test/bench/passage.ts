/** Reads of a busy gate through presence and the rule that makes trips of them, and how right the trips are over days of many seeds. */
import { serialize } from 'node:v8';
import { dbm, type Epc, instant, milliseconds } from '@changping/contracts/units';
import { mulberry32 } from '@changping/firmware-sim/random';
import { type Gate, type GateRule, newGate, pass, usualGate } from '../../gateway/src/passage/passage.ts';
import { leave, type Presence, type Read, see } from '../../gateway/src/presence.ts';
import { aDay, type Day } from '../../gateway/test/gate-day.ts';
import { gateSides } from '../../gateway/test/gate-field.ts';
import { type Contact, type Score, scoreOf, sound } from '../../gateway/test/gate-score.ts';
import type { Figure } from './figure.ts';

const rule: GateRule = { ...gateSides, ...usualGate };
const seeds = [101, 102, 103];
/** Reports of a busy reader: 1,500 reads a second in pieces of 20 ms. */
const perPiece = 30;
const piece = 20;
const loads = 300;
const tagsPerLoad = 60;

export async function* passage(): AsyncGenerator<Figure> {
  const about = {
    bench: 'passage',
    unit: 'reads',
    note: 'pallets of 60 one after the other, 1,500 reads a second',
  };
  const pieces = busyHour();
  const reads = pieces.length * perPiece;
  const through = (some: readonly Read[][]) => {
    const gate = newGate(rule, instant(0));
    for (const [i, each] of some.entries()) pass(gate, each, instant(i * piece));
    return gate;
  };
  // The first run is the compiler's.
  through(pieces);
  const alone = cpu(() => through(pieces));
  const both = cpu(() => {
    const gate = newGate(rule, instant(0));
    const present: Presence = new Map();
    for (const [i, each] of pieces.entries()) {
      const now = instant(i * piece);
      for (const read of each) see(present, read, now);
      pass(gate, each, now);
      if (i % 10 === 0) leave(present, now, 2000);
    }
  });
  const [after, before] = [through(pieces), through(pieces.slice(0, pieces.length / 10))].map((gate) =>
    kept(gate),
  );
  const grown = ((after ?? 0) - (before ?? 0)) / 2 ** 20;
  yield { ...about, figure: 'rule-reads-per-cpu-second', value: reads / alone, budget: 500_000 };
  yield { ...about, figure: 'reads-per-cpu-second', value: reads / both, budget: 100_000 };
  yield { ...about, figure: 'grown-mb', value: grown, unit: 'MB', budget: 16, atMost: true };

  const all = seeds.map((seed) => aDay(500, mulberry32(seed)));
  yield* rights('', all);
  yield* rights('with-door-', all, sound);
}

/** @param contact of the door, where there is one. */
function* rights(name: string, all: readonly Day[], contact?: Contact): Generator<Figure> {
  const scores = all.map((day) => scoreOf(day, contact));
  const sum = (of: (score: Score) => number) => scores.reduce((total, score) => total + of(score), 0);
  const percent = (part: (score: Score) => number, all: (score: Score) => number) =>
    (100 * sum(part)) / sum(all);
  const days = {
    bench: 'passage',
    unit: '%',
    note: `${sum(({ trips }) => trips)} trips, 30 % of the reads missed${contact ? ', a contact at the door' : ''}`,
  };
  const of = (kind: 'crossed' | 'turnedBack') =>
    percent(
      (score) => score[kind].right,
      (score) => score[kind].trips,
    );
  yield { ...days, figure: `${name}direction-right`, value: of('crossed'), budget: 99 };
  yield { ...days, figure: `${name}turned-back-right`, value: of('turnedBack'), budget: 90 };
  const two = percent(
    ({ noseToTail }) => noseToTail.two,
    ({ noseToTail }) => noseToTail.pairs,
  );
  yield { ...days, figure: `${name}nose-to-tail-told-as-two`, value: two, budget: contact ? 95 : null };
  const right = percent(
    ({ pieces: each }) => each.right,
    ({ pieces: each }) => each.read,
  );
  yield { ...days, figure: `${name}pieces-right`, value: right, budget: 97 };
  const wrong = { ...days, atMost: true, unit: 'tags' };
  yield {
    ...wrong,
    figure: `${name}pieces-twice`,
    value: sum(({ twice }) => twice),
    budget: contact ? 0 : 3,
  };
  yield {
    ...wrong,
    figure: `${name}shelf-tags-counted`,
    value: sum(({ straysCounted }) => straysCounted),
    budget: 150,
  };
  yield {
    ...{
      ...wrong,
      figure: `${name}neighbours-tags-counted`,
      value: sum(({ neighboursCounted }) => neighboursCounted),
    },
    budget: null,
  };
}

function busyHour(): Read[][] {
  const random = mulberry32(7);
  const outer = gateSides.outer;
  const inner = gateSides.inner;
  const pieces: Read[][] = [];
  for (let load = 0; load < loads; load++)
    for (let i = 0; i < 150; i++)
      pieces.push(
        Array.from({ length: perPiece }, (): Read => {
          const n = load * tagsPerLoad + Math.floor(random() * tagsPerLoad);
          const side = random() * 150 > i ? outer : inner;
          return {
            epc: `E280116060${n.toString(16).padStart(14, '0').toUpperCase()}` as Epc,
            antenna: side[random() < 0.5 ? 0 : 1] ?? null,
            rssi: dbm(-40 - Math.floor(random() * 25)),
            ago: milliseconds(Math.floor(random() * piece)),
          };
        }),
      );
  return pieces;
}

/** Bytes of what a gate holds on to. */
const kept = (gate: Gate): number => serialize([gate.tracks, gate.told]).byteLength;

/** Seconds of the processor. */
function cpu(work: () => void): number {
  const { user, system } = process.cpuUsage();
  work();
  const after = process.cpuUsage();
  return (after.user + after.system - user - system) / 1e6;
}
