/** P21’s ground: stores of ours, partners and neighbours, what each has, and by which marks it is known in an answer. */

/** Two that have a common unit above them, and one below the first. */
export const ours = ['RC-S', 'RC-N', 'CS-640425'] as const;
/** Of partners and neighbours two each: what is of the one is nothing to the other. */
export const theirs = { partner: ['PX-FOOD', 'PX-MED'], guest: ['NAT-LZ', 'OUT-PL'] } as const;
export const stores = [...ours, ...theirs.partner, ...theirs.guest] as const;
export type Store = (typeof stores)[number];
export const isTheirs = (site: string) =>
  [...theirs.partner, ...theirs.guest].some((each) => each === (site as never));
/** Ours, one of each of theirs, and of one’s own kind the other. */
export const lookedAt = (home: Store): readonly Store[] =>
  isTheirs(home)
    ? [...theirs.partner, ...theirs.guest, giving]
    : [...ours, theirs.partner[0], theirs.guest[0]];
/** The store that calls for their goods and gives them aid. */
export const giving = 'RC-S';
export type Things = {
  document: string;
  counted: string;
  imported: string;
  report: string;
  kit: string;
  epc: string;
  piece: string;
  lot: string;
  photo: string;
  bytes: string;
  /** What a partner or a neighbour has to do with us. */
  between: string;
  handheld: string;
  hook: string;
  passage: string;
  sweep: string;
};

/** Whatever is said in the answers of one store and of no other. */
export function marksOf(site: string, things: Things | undefined): RegExp {
  return new RegExp(`"${site}["/]|${thingsOf(site, things).source}`);
}

/** The same but for its name: what has to do with a store names it, and no place in it. */
export function thingsOf(site: string, things: Things | undefined): RegExp {
  const own = things ? [things.document, things.counted, things.imported, things.lot, things.piece] : [];
  return new RegExp([`"${site}/`, ...own].join('|'));
}
