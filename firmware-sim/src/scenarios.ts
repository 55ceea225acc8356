/** The stories the simulator can play, by name. */
import { busyGate } from './scenarios/busy-gate.ts';
import { coldRoomFails } from './scenarios/cold-room-fails.ts';
import { lineDownTwoDays } from './scenarios/line-down-two-days.ts';
import { palletArrives } from './scenarios/pallet-arrives.ts';
import { palletLeaves } from './scenarios/pallet-leaves.ts';
import { quietDay } from './scenarios/quiet-day.ts';
import { readerDies } from './scenarios/reader-dies.ts';
import { regionDay } from './scenarios/region-day.ts';
import { roomSweep } from './scenarios/room-sweep.ts';
import type { Scenario } from './story.ts';

export const scenarios = {
  'region-day': regionDay,
  'pallet-arrives': palletArrives,
  'pallet-leaves-without-order': palletLeaves,
  'room-sweep': roomSweep,
  'cold-room-fails': coldRoomFails,
  'reader-dies': readerDies,
  'line-down-two-days': lineDownTwoDays,
  'quiet-day': quietDay,
  'busy-gate': busyGate,
} satisfies Record<string, Scenario>;

export type ScenarioName = keyof typeof scenarios;
export const isScenario = (name: string): name is ScenarioName => Object.hasOwn(scenarios, name);
