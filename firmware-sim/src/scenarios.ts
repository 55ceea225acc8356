/** The stories the simulator can play, by name. */
import { busyGate } from './scenarios/busy-gate.ts';
import { coldRoomFails } from './scenarios/cold-room-fails.ts';
import { lineDownTwoDays } from './scenarios/line-down-two-days.ts';
import { palletArrives } from './scenarios/pallet-arrives.ts';
import { quietDay } from './scenarios/quiet-day.ts';
import type { Scenario } from './story.ts';

export const scenarios = {
  'pallet-arrives': palletArrives,
  'cold-room-fails': coldRoomFails,
  'line-down-two-days': lineDownTwoDays,
  'busy-gate': busyGate,
  'quiet-day': quietDay,
} satisfies Record<string, Scenario>;

export type ScenarioName = keyof typeof scenarios;
export const isScenario = (name: string): name is ScenarioName => Object.hasOwn(scenarios, name);
