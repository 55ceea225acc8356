/** Whoever is in and is refused before it comes to an act leaves one row all the same, so many a minute: beyond it they are counted, or a flood would fill the disk. */
import { Fault } from '@changping/contracts/faults';
import { actorOf } from './entrance.ts';
import type { Acts } from './store/acts.ts';
import { regionChain } from './store/seed.ts';
import type { Asker } from './store/sessions.ts';

export type Refusals = {
  /** `asked`: the body of a command, or what a question asks for. */
  write(asker: Asker, path: string, asked: unknown, fault: Fault): void;
  /** Counted and not written, since the start. */
  unwritten(): number;
};

/** A minute, of one person. */
export const rowsMost = 30;
const objectMost = 80;

/** @param brake so many of somebody a minute. @throws Fault tooMany */
export function refusals(acts: Acts, brake: (who: string, most: number) => void): Refusals {
  let unwritten = 0;
  return {
    write(asker, path, asked, fault) {
      if (acts.isWritten(fault)) return;
      try {
        // A rate that is too high has told on itself already, and a row for each would be what it wants.
        if (fault.code === 'tooMany') throw fault;
        brake(`${asker.person.id} refused`, rowsMost);
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        unwritten++;
        return;
      }
      const act = { chain: regionChain, action: path, object: objectOf(asked) };
      try {
        acts.run(actorOf(asker), act, () => {
          throw fault;
        });
      } catch (error) {
        if (error !== fault) throw error;
      }
    },
    unwritten: () => unwritten,
  };
}

/** What it was meant for, where it says so in our own form. */
function objectOf(asked: unknown): string {
  if (typeof asked !== 'object' || asked === null) return '';
  const { id, epc, site } = asked as { id?: unknown; epc?: unknown; site?: unknown };
  return [id, epc, site].map(shown).find((text) => text !== '') ?? '';
}

const shown = (name: unknown): string =>
  typeof name === 'string' || typeof name === 'number' ? String(name).slice(0, objectMost) : '';
