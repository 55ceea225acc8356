/** Which places a count is of. */
import { above } from './facts.ts';

/** `inScope`: counted itself. `touches`: that, or what is counted is in it. */
export type Scope = { inScope(place: string): boolean; touches(place: string): boolean };

/** A sweep of a zone touches its bins. What was found of a place is remembered: a store has few and many pieces in each. */
export function scopeOf(places: readonly string[]): Scope {
  const named = new Set(places);
  const over = new Set(places.flatMap((place) => [...above(place)]));
  const known = new Map<string, boolean>();
  const inScope = (place: string): boolean => {
    const before = known.get(place);
    if (before !== undefined) return before;
    const isIn = [...above(place)].some((each) => named.has(each));
    known.set(place, isIn);
    return isIn;
  };
  return { inScope, touches: (place) => over.has(place) || inScope(place) };
}
