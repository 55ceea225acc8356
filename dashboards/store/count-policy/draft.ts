/** A draft of the policy of counts. */
import { keptAs } from '../versions/draft-kept.ts';
import type { CountRules } from './rule-told.ts';

/** `after`: the newest version when it was begun. */
export type CountDraft = { after: number; rules: CountRules };
export const countDraft = keptAs<CountDraft>('changping.count-policy-draft.1');
