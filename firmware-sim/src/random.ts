/** Chance that repeats: the same seed gives the same numbers on every computer. */

/** The next number, at least 0 and below 1. */
export type Random = () => number;

/** mulberry32: 32 bits of state, enough for a simulator and never for a secret. */
export function mulberry32(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Its own chance for each name, so that one device more or less leaves the others as they were. */
export const randomOf = (seed: number, name: string): Random => mulberry32((seed ^ fnv1a(name)) >>> 0);

/** In place. */
export function shuffled<Item>(items: Item[], random: Random): Item[] {
  for (let i = items.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [items[i], items[j]] = [items[j]!, items[i]!];
  }
  return items;
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash;
}
