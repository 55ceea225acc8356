/** The ear of a reader that sweeps a room: a count when the sweep is over. Whom it has heard is on the disk within seconds, each tag once, for a room is read all day and a card wears out; so a restart interrupts the sweep and does not halve it. A kill loses the tags of the last seconds, and how often and how loud the others were read since they were first. */
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
  const kept = { at: moment().steady, tags: 0 };
  let overflow = 0;

  const [first, ...more] = recall(name);
  if (first !== undefined) {
    const resumed = resumeSweep([first, ...more], usualSweep, moment().steady);
    kept.tags = resumed.sweep.tags.size;
    if (resumed.goesOn) sweep = resumed.sweep;
    else tell(resumed.sweep);
  }

  function tell(over: Sweep): void {
    sweep = undefined;
    kept.tags = 0;
    overflow += over.overflow;
    put(countLetters(over, { reader, zone }, moment().shift), { name, json: null });
  }

  function keep(now: Instant): void {
    kept.at = now;
    if (!sweep || sweep.tags.size === kept.tags) return;
    const fresh = [...sweep.tags].slice(kept.tags);
    kept.tags = sweep.tags.size;
    put([], { name: `${name}/${Math.round(now)}`, json: sweepJson(sweep, fresh) });
  }

  function look(): void {
    const { steady } = moment();
    if (sweep && isOver(sweep, usualSweep, steady)) tell(sweep);
    if (steady - kept.at >= keepEvery) keep(steady);
  }

  return {
    hear(reads) {
      look();
      const { steady } = moment();
      sweep ??= newSweep(newId(), steady);
      hearIn(sweep, reads, steady);
    },
    look,
    inView: () => ({
      tags: sweep?.tags.size ?? 0,
      overflow: overflow + (sweep?.overflow ?? 0),
      echoes: 0,
    }),
    seen: () =>
      Array.from(sweep?.tags ?? [], ([epc, { peak, since, last }]) => ({ epc, rssi: peak, since, last })),
    close() {
      // In front of the pieces, and newer.
      if (sweep) put([], { name, json: sweepJson(sweep) });
    },
  };
}
