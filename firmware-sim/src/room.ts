/** One probe in one room: answers by the climate of the moment, and sends what its behaviours leave of it. */
import type { ClimateAt } from './climate.ts';
import { rs485Th, xyMd02 } from './modbus.ts';
import { allOf, type ProbeBehaviour } from './probe-behaviours.ts';
import type { ProbeFacts } from './stores.ts';

export type Room = {
  /** Bytes from the gateway at a simulated time; returns the answers. */
  receive(bytes: Uint8Array, at: number): Uint8Array;
};

const makers = { 'xy-md02': xyMd02, 'rs485-th': rs485Th };

export function room(facts: ProbeFacts, climate: ClimateAt, behaviours: readonly ProbeBehaviour[]): Room {
  let now = 0;
  const probe = makers[facts.type]({ unit: facts.unit, climate: () => climate(now) });
  const faults = allOf(behaviours);
  let index = 0;
  let before: Uint8Array = new Uint8Array();

  return {
    receive(bytes, at) {
      now = Math.max(0, at);
      const out: Uint8Array[] = [];
      for (const answer of probe.answers(bytes)) {
        out.push(...faults(answer, { at, index: index++, before }));
        before = answer;
      }
      return Buffer.concat(out);
    },
  };
}
