/** The moment whose coverage is asked for: in a replay that of the version that held then, else none. */
import type { World } from '../../shared/live/world.ts';

export const thenOf = ({ coverage }: Pick<World, 'coverage'>): { at?: number } =>
  coverage?.at === undefined ? {} : { at: coverage.at };
