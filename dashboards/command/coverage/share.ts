/** A share as the pages write it: one decimal, cut and never rounded up, so that 100 % is said of the whole alone. */

/** What sums of floating point may miss of a whole. */
const dust = 1e-9;

export const shareText = (part: number): string => {
  const tenths = Math.min(1000, Math.floor((part + dust) * 1000));
  return tenths === 1000 ? '100%' : `${(tenths / 10).toFixed(1)}%`;
};

/** A wait in whole minutes, never rounded down. */
export const waitOf = (minutes: number): number => Math.ceil(minutes - dust);
