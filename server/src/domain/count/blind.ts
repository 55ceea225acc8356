/** From whom the book is hidden while a count runs: the keepers of the store, and whoever may count there and has signed its start or seen something for it. An approver who counted nothing reads on. */
import type { Duty } from '@changping/contracts/document-words';
import { isWithin } from './facts.ts';

/** `hasPart`: this person signed the start or added an observation. */
export type Running = { site: string; places: readonly string[]; hasPart: boolean };

/** @param dutiesAt of the person, for counts at a site. @returns places whose quantities are not told, each with all below it. */
export const hiddenPlaces = (
  running: readonly Running[],
  dutiesAt: (site: string) => readonly Duty[],
): string[] => [
  ...new Set(
    running.flatMap(({ site, places, hasPart }) => {
      const duties = dutiesAt(site);
      return duties.includes('keep') || (hasPart && duties.includes('count')) ? places : [];
    }),
  ),
];

export const isHidden = (place: string, hidden: readonly string[]): boolean =>
  hidden.some((named) => isWithin(place, named));
