/** What a keeper must know of a kit first: goods past their day or broken before what is lacking. And its pieces as lines of what leaves. */
import type { Kit } from '../keep/keep.ts';
import type { GoingLine } from './going.ts';
import { judge, type Mark } from './judge.ts';

type Member = Kit['members'][number];

/** `today`: by the region's calendar, for what was good when it was heard of may have ended since. */
export const isGood = ({ quality, effectiveOn }: Pick<Member, 'quality' | 'effectiveOn'>, today: string) =>
  quality === 'usable' && judge({ quality, effectiveOn, nearDays: 0 }, today).mark !== 'act';

export const markOf = ({ members, lacking }: Pick<Kit, 'members' | 'lacking'>, today: string): Mark =>
  members.some((member) => !isGood(member, today)) ? 'act' : lacking.length ? 'watch' : 'good';

export const linesOf = ({ members }: Pick<Kit, 'members'>): GoingLine[] =>
  members.map(({ kind, lot, piece, quantity, place, quality, grade, owner }) => ({
    ...{ kind, lot, piece, quantity, place, quality, grade, owner },
  }));
