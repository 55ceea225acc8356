/** One climate probe on its line, polled at its period; every poll ends as a reading or a miss. */
import type { ProbeHealth } from '@changping/contracts/letters';
import type { Instant } from '@changping/contracts/units';
import type { Line } from './line.ts';
import { findAnswer, type Heard, type Profile, type Reading, request, shorter } from './modbus.ts';

export type ProbeOptions = {
  id: string;
  line: Line;
  profile: Profile;
  unit: number;
  /** Wall milliseconds between polls. */
  every: number;
  now(): Instant;
};
export type Probe = {
  health(): ProbeHealth;
  /** The last good reading and what stands in the way of the next, for the installer. */
  sight(): { reading: Reading | null; why: string };
  close(): void;
};

/** Slower than this over a serial line of 9600 baud is no answer. */
const answerWithin = 1000;
const missesMost = 3;

export function openProbe(options: ProbeOptions, tell: (reading: Reading | null) => void): Probe {
  const { id, line, profile, unit, every, now } = options;
  let misses = 0;
  let lastReadingAt: Instant | null = null;
  let last: Reading | null = null;
  let why = '';
  let asking = false;
  /** The last question was met by silence: its answer may still come. */
  let unsure = false;
  let closed = false;

  const ask = (what: Profile): Promise<Heard | null> =>
    line.ask({
      bytes: request(unit, what),
      within: Math.min(answerWithin, every),
      look: (bytes) => findAnswer(unit, what, bytes),
    });

  async function poll(): Promise<void> {
    // On a shared line the turn may come late; questions do not pile up.
    if (asking) return;
    asking = true;
    if (unsure) unsure = !(await ask(shorter(profile)));
    const answer = unsure ? null : await ask(profile);
    unsure = !answer;
    asking = false;
    if (closed) return;
    const reading = answer?.what === 'reading' ? answer.reading : null;
    if (reading && (reading.celsius !== null || reading.humidity !== null)) {
      misses = 0;
      why = '';
      last = reading;
      lastReadingAt = now();
    } else {
      misses++;
      why = !answer ? line.why() || 'no answer' : reading ? 'sensor broken' : 'exception';
    }
    tell(reading);
  }
  const polling = setInterval(poll, every);
  // A line needs a moment to open; the first reading should not wait for a whole period.
  const first = setTimeout(poll, Math.min(500, every));

  return {
    health: () => ({
      probe: id,
      state: !line.isUp() ? 'disconnected' : misses >= missesMost ? 'stale' : 'ok',
      lastReadingAt,
    }),
    sight: () => ({ reading: misses >= missesMost ? null : last, why }),
    close() {
      closed = true;
      clearInterval(polling);
      clearTimeout(first);
    },
  };
}
