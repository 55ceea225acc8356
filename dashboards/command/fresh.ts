/** How old a datum may be before its age is shown beside it, in milliseconds. */

const minute = 60_000;

export const fresh = Object.freeze({
  /** Readings come in letters of some minutes. */
  reading: 10 * minute,
  /** A store with a probe writes every few minutes even when nothing moves. */
  letter: 15 * minute,
  /** Goods may stand still for days; the time of the last read is then still worth its age. */
  read: 60 * minute,
  always: 0,
  never: Number.POSITIVE_INFINITY,
});
