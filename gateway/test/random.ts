/** Chance as a trial is handed it: at least 0 and below 1, and from a seed. */
export type Random = () => number;
