/** Changes when the stock or the notices of a site, or of the region, do. */
import type { World } from '../../shared/live/world.ts';
import { stockNow } from '../facts/lots.tsx';

export function noticesNow(world: World, of: string | null): string {
  const sites = [...world.sites.values()].filter(({ id }) => of === null || id === of);
  const told = sites.map(({ live: { notices } }) => `${notices.nearExpiry} ${notices.expired}`);
  return `${stockNow(world, of)} ${told.join()}`;
}
