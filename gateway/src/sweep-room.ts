/** The ear of a reader that sweeps a room: a count when the sweep is over. What it has heard is on the disk every few seconds, so a restart interrupts it and does not halve it. */
import type { Instant } from '@changping/contracts/units';
import type { Ear, EarShot } from './ear.ts';
import {
  countLetters,
  hearIn,
  isOver,
  newSweep,
  resumeSweep,
  type Sweep,
  sweepJson,
  usualSweep,
} from './sweep.ts';

const keepEvery = 5000;

export function openRoom(
  { reader, zone }: { reader: string; zone: string },
  { moment, put, recall, newId }: EarShot,
): Ear {
  const name = `sweep/${reader}`;
  let sweep: Sweep | undefined;
  let kept = { at: moment().steady, reads: 0 };
  let reads = 0;
  let overflow = 0;

  const before = recall(name);
  if (before) {
    const resumed = resumeSweep(before, usualSweep, moment().steady);
    if (resumed.goesOn) sweep = resumed.sweep;
    else tell(resumed.sweep);
  }

  function tell(over: Sweep): void {
    sweep = undefined;
    overflow += over.overflow;
    put(countLetters(over, { reader, zone }, moment().shift), { name, json: null });
  }

  function keep(now: Instant): void {
    if (!sweep || kept.reads === reads) return;
    kept = { at: now, reads };
    put([], { name, json: sweepJson(sweep) });
  }

  function look(): void {
    const { steady } = moment();
    if (sweep && isOver(sweep, usualSweep, steady)) tell(sweep);
    if (steady - kept.at >= keepEvery) keep(steady);
  }

  return {
    hear(more) {
      look();
      const { steady } = moment();
      sweep ??= newSweep(newId(), steady);
      hearIn(sweep, more, steady);
      reads += more.length;
    },
    look,
    inView: () => ({ tags: sweep?.tags.size ?? 0, overflow: overflow + (sweep?.overflow ?? 0) }),
    seen: () =>
      Array.from(sweep?.tags ?? [], ([epc, { peak, since, last }]) => ({ epc, rssi: peak, since, last })),
    close: () => keep(moment().steady),
  };
}
