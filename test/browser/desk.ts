/** Somebody of the sample people at the console. */
import type { World } from '../world.ts';
import { aPerson } from './person.ts';

// The page's own policy would keep the examiner of its accessibility out; and what fades out is clicked at.
const manner = { bypassCSP: true, reducedMotion: 'reduce' };

/** `search`: as the URL has it. */
export const aDesk = (world: World, name: string, search: string) =>
  aPerson(world, name, `store/${search}`, manner);
