/** A clock that can run faster than the wall: demo, drills and tests share one line "real,simulated,speed" between programs. */
import { type Instant, instant } from './units.ts';

export type Pace = { real: number; simulated: number; speed: number };

export const wallPace: Pace = Object.freeze({ real: 0, simulated: 0, speed: 1 });

/** The time it is by this pace when the wall shows `real` milliseconds. */
export const timeAt = (pace: Pace, real: number): Instant =>
  instant(Math.round(pace.simulated + (real - pace.real) * pace.speed));

/** Read a pace; throws a sentence that says what is wanted. No text means the wall clock. */
export function readPace(text: string | undefined): Pace {
  if (!text) return wallPace;
  const [real, simulated, speed, more] = text.split(',').map(Number);
  const whole = [real, simulated, speed].every((n) => n !== undefined && Number.isFinite(n));
  if (!whole || more !== undefined || (speed as number) <= 0)
    throw new Error(`CHANGPING_CLOCK must be "real ms,simulated ms,speed", got "${text}"`);
  return { real: real as number, simulated: simulated as number, speed: speed as number };
}
