/** How warm and damp it is where nothing happens: a slow drift, another one in each room, so that curves look alive. */
import type { Climate } from './modbus.ts';
import type { Random } from './random.ts';
import { minute } from './span.ts';

export type ClimateAt = (at: number) => Climate;

/** A cold room at 4 ± 0.5 °C, within the 2 to 8 of medicine. */
export const coldRoom = (random: Random): ClimateAt => drifting({ celsius: 4, humidity: 55 }, random);
/** A dry hall. */
export const hall = (random: Random): ClimateAt => drifting({ celsius: 17, humidity: 48 }, random);

function drifting({ celsius, humidity }: Climate, random: Random): ClimateAt {
  const slow = random();
  const quick = random();
  return (at) => ({
    celsius: celsius + 0.3 * wave(at / (25 * minute) + slow) + 0.2 * wave(at / (4 * minute) + quick),
    humidity: humidity + 2 * wave(at / (40 * minute) + quick) + 0.5 * wave(at / (7 * minute) + slow),
  });
}

const wave = (turns: number) => Math.sin(2 * Math.PI * turns);
