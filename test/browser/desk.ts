/** Somebody of the sample people at the console. */
import type { World } from '../world.ts';
import { aPerson } from './person.ts';

// What fades out is clicked at.
const manner = { reducedMotion: 'reduce' };

/** `search`: as the URL has it. */
export const aDesk = (world: World, name: string, search: string) =>
  aPerson(world, name, `store/${search}`, manner);
