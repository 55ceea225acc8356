/** How a reader is, judged from what came over its line: a fact that travels to the server, so that a dead reader is told by its own gateway and not by an empty shelf. */
import type { ReaderState } from '@changping/contracts/letters';

export type Signs = {
  isUp: boolean;
  /** Milliseconds of the wall clock since the line came up and since the last good frame. */
  sinceUp: number;
  sinceFrame: number;
  /** Noise bytes since the last good frame. */
  noise: number;
  readsPerSecond: number;
};

/** A reader that is asked every few seconds and says nothing for this long is dead behind an open line. */
const silentAfter = 15_000;
/** Garbage for this long without one good frame: almost always the wrong baud rate. Alarm is due within 30 s. */
const noiseAfter = 10_000;
const noiseBytes = 64;
/** Twice what the fastest readers deliver. */
const floodReads = 3000;

export function stateOf({ isUp, sinceUp, sinceFrame, noise, readsPerSecond }: Signs): ReaderState {
  if (!isUp) return 'disconnected';
  const quiet = Math.min(sinceUp, sinceFrame);
  if (noise >= noiseBytes && quiet >= noiseAfter) return 'wrongBaud';
  if (quiet >= silentAfter) return 'silent';
  return readsPerSecond > floodReads ? 'flooding' : 'reading';
}
