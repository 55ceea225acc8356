/** The lamp of a gate: what the server makes of a trip is shown for some seconds, once, and only while whoever was in the gate is still near. Its own steady clock says how late a verdict is, so no clock has to be right. */
import type { Judged, Verdict } from '@changping/contracts/letters';
import type { Instant } from '@changping/contracts/units';
import type { LampSettings } from '../settings/reader.ts';

export type Lamp = {
  /** The trips told last, and what was made of them. */
  trips: Map<string, { at: Instant; verdict: Verdict | null }>;
  lit: { trip: string; verdict: Verdict; until: Instant } | null;
};

/** A later verdict lights nothing. */
const lateAfter = 30_000;
const tripsMost = 64;
const gravity: readonly Verdict[] = ['good', 'watch', 'act'];

export const newLamp = (): Lamp => ({ trips: new Map(), lit: null });

/** A trip was told, or more of it. */
export function expectVerdict({ trips }: Lamp, trip: string, now: Instant): void {
  const before = trips.get(trip);
  trips.delete(trip);
  trips.set(trip, { at: now, verdict: before?.verdict ?? null });
  for (const oldest of trips.keys()) {
    if (trips.size <= tripsMost) break;
    trips.delete(oldest);
  }
}

/** @returns false for what is too late, or of no trip of this gate. */
export function judge(lamp: Lamp, { trip, verdict }: Judged, lasts: number, now: Instant): boolean {
  const told = lamp.trips.get(trip);
  if (!told || now - told.at > lateAfter) return false;
  if (told.verdict === verdict) return true;
  told.verdict = verdict;
  const { lit } = lamp;
  // A load that is well does not put out the lamp of the one before it.
  const isGraver = lit && lit.until > now && lit.trip !== trip && graver(lit.verdict, verdict);
  if (!isGraver) lamp.lit = { trip, verdict, until: (now + lasts) as Instant };
  return true;
}

/** How each output of the lamp stands now. */
export function outputsOf({ lit }: Lamp, settings: LampSettings, now: Instant): ReadonlyMap<number, boolean> {
  const { good, act, watch = act, sound } = settings;
  const verdict = lit && lit.until > now ? lit.verdict : null;
  const on = new Set(verdict ? [{ good, watch, act }[verdict], ...(verdict === 'good' ? [] : [sound])] : []);
  return new Map(portsOf(settings).map((port) => [port, on.has(port)]));
}

export const portsOf = ({ good, act, watch, sound }: LampSettings): number[] =>
  [good, act, watch, sound].filter((port) => port !== undefined);

const graver = (a: Verdict, b: Verdict): boolean => gravity.indexOf(a) > gravity.indexOf(b);
