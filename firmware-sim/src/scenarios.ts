/** The stories the simulator can play: which tags are in view and how warm it is, by simulated milliseconds since the start. */
import type { Climate } from './modbus.ts';
import { palletEpcs } from './pallet.ts';

export type Scenario = {
  about: string;
  lasts: number;
  tags: (at: number) => string[];
  climate: (at: number) => Climate;
};

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const pallet: string[] = palletEpcs();
const cool = (at: number): Climate => ({ celsius: 4 + 0.4 * Math.sin(at / (20 * minute)), humidity: 55 });

export const scenarios = {
  'pallet-arrives': {
    about: '40 tags come into view after 3 s, stay 20 s and go',
    lasts: 30 * second,
    tags: (at) => (at >= 3 * second && at < 23 * second ? pallet : []),
    climate: cool,
  },
  'cold-room-fails': {
    about: 'the cold room climbs from 4 °C past 8 to 15 in two hours and comes back in two',
    lasts: 5 * hour,
    tags: () => [],
    climate: (at) => ({ celsius: 4 + 11 * hump(at / (2 * hour)), humidity: 55 + 15 * hump(at / (2 * hour)) }),
  },
  'line-down-two-days': {
    about: 'two days with five tags passing for two minutes every three hours; the caller cuts the line',
    lasts: 2 * day,
    tags: (at) => {
      const visit = Math.floor(at / (3 * hour));
      return at % (3 * hour) < 2 * minute ? pallet.slice((visit % 8) * 5, (visit % 8) * 5 + 5) : [];
    },
    climate: cool,
  },
  'quiet-day': { about: 'a day without a tag, at 4 °C', lasts: day, tags: () => [], climate: cool },
} satisfies Record<string, Scenario>;

export type ScenarioName = keyof typeof scenarios;
export const isScenario = (name: string): name is ScenarioName => Object.hasOwn(scenarios, name);

/** 0 at 0, 1 at 1, 0 at 2 and ever after. */
const hump = (x: number) => Math.max(0, 1 - Math.abs(x - 1));
