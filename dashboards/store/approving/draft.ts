/** A draft of the policy. */
import { keptAs } from '../versions/draft-kept.ts';
import type { Rule } from './rule-told.ts';

/** `after`: the newest version when it was begun. */
export type Draft = { after: number; rules: readonly Rule[] };
export const policyDraft = keptAs<Draft>('changping.policy-draft.1');
