/** One climate probe on its line, polled at its period; every poll ends as a reading or a miss. */
import type { ProbeHealth } from '@changping/contracts/letters';
import type { Instant } from '@changping/contracts/units';
import { keepPort, type PortAddress, type Wire } from '../port.ts';
import { type Profile, type Reading, readAnswer, request } from './modbus.ts';

export type ProbeOptions = {
  id: string;
  port: PortAddress;
  profile: Profile;
  unit: number;
  /** Wall milliseconds between polls. */
  every: number;
  now(): Instant;
};
export type Probe = { health(): ProbeHealth; close(): void };

/** Slower than this over a serial line of 9600 baud is no answer. */
const answerWithin = 1000;

export function openProbe(options: ProbeOptions, tell: (reading: Reading | null) => void): Probe {
  const { id, profile, unit, every, now } = options;
  let wire: Wire | undefined;
  let bytes = new Uint8Array();
  let waiting: NodeJS.Timeout | undefined;
  let misses = 0;
  let lastReadingAt: Instant | null = null;

  const settle = (reading: Reading | null) => {
    clearTimeout(waiting);
    waiting = undefined;
    if (reading && (reading.celsius !== null || reading.humidity !== null)) {
      misses = 0;
      lastReadingAt = now();
    } else misses++;
    tell(reading);
  };
  const poll = () => {
    if (waiting) return;
    // What is left over belongs to an earlier question.
    bytes = new Uint8Array();
    if (!wire) return settle(null);
    waiting = setTimeout(() => settle(null), Math.min(answerWithin, every));
    wire.write(request(unit, profile));
  };

  const port = keepPort(options.port, {
    up(line) {
      wire = line;
      poll();
    },
    data(more) {
      if (!waiting) return;
      bytes = Uint8Array.of(...bytes, ...more).subarray(-256);
      const answer = readAnswer(unit, profile, bytes);
      if (answer.what === 'reading') settle(answer.reading);
      else if (answer.what === 'exception') settle(null);
    },
    down() {
      wire = undefined;
    },
  });
  const polling = setInterval(poll, every);

  return {
    health: () => ({
      probe: id,
      state: !wire ? 'disconnected' : misses >= 3 ? 'stale' : 'ok',
      lastReadingAt,
    }),
    close() {
      clearInterval(polling);
      clearTimeout(waiting);
      port.close();
    },
  };
}
