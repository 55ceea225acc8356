/** A day on which nothing goes wrong: small loads go out and come back, and every room is as it should be. */
import { aDay } from '../life.ts';
import { day } from '../span.ts';
import type { Scenario } from '../story.ts';

export const quietDay: Scenario = {
  about: 'a day in 28 stores: small loads out and in again, nothing lost, no fault',
  story: (seed) => ({ lasts: day, ...aDay(seed, day) }),
};
