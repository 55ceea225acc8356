/** What a count has to say on the hand-over that rests on it, in words. */
import { documentTypes, outcomes } from '@changping/contracts/document-words';
import type { Found } from '@changping/contracts/documents';

export type FoundNames = {
  kind(id: string): string;
  unit(kind: string, n: number): string;
  place(code: string): string;
};
/** `codes`: of lot and piece. */
export type FoundTold = { title: string; codes: string[]; said: string[] };

/** @param at 0 Chinese, 1 English */
export function foundTold(count: string, found: Found, names: FoundNames, at: 0 | 1): FoundTold {
  const list = (all: readonly string[]) => all.join(at ? ', ' : '、');
  if ('places' in found) {
    const { places, kinds, isAlike } = found;
    const seen = [list(places.map(names.place)), ...(kinds ? [list(kinds.map(names.kind))] : [])].join(' · ');
    return {
      ...{ title: `${documentTypes.count[at]} ${count}`, codes: [] },
      said: [`${outcomes.covered[at]}${at ? ': ' : '：'}${seen}`, ...(isAlike ? [outcomes.matched[at]] : [])],
    };
  }
  const { as, kind, lot, piece, quantity, from, to } = found;
  return {
    title: names.kind(kind),
    codes: [lot, piece].filter((code) => code !== null),
    said: [
      `${outcomes[as][at]} ${quantity} ${names.unit(kind, quantity)}`,
      // What is missing or gained is told by its outcome: the place alone is where to look.
      [from, to]
        .filter((place) => place.includes('/'))
        .map(names.place)
        .join(' → '),
    ],
  };
}
