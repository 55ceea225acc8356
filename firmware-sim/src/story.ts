/** What a scenario tells: who is beside which reader, what goes through which portal, which rooms are not quiet, what fails, and when the line is down. All by simulated milliseconds since it began. */
import type { ClimateAt } from './climate.ts';
import type { Visit } from './gate.ts';
import type { Span } from './span.ts';
import type { Trip } from './trip.ts';

export type Story = {
  lasts: number;
  /** By reader; one that is not named sees no tag. */
  visits?: Readonly<Record<string, readonly Visit[]>>;
  /** By portal. */
  trips?: Readonly<Record<string, readonly Trip[]>>;
  /** By probe: what happens on top of the quiet climate of its room. */
  climates?: Readonly<Record<string, (quiet: ClimateAt) => ClimateAt>>;
  /** As after `--with`. */
  faults?: readonly string[];
  lineDown?: readonly Span[];
};

export type Scenario = { about: string; story(seed: number): Story };
