/** A draft of the policy, kept in this browser until it is written or given up: it is long work, and may be left. */
import { forget, recall, remember } from '../../shared/memory.ts';
import type { Rule } from './rule-told.ts';

/** `after`: the newest version when it was begun. */
export type Draft = { after: number; rules: readonly Rule[] };

const memory = 'changping.policy-draft.1';

export function keptDraft(): Draft | undefined {
  try {
    return JSON.parse(recall(memory) ?? 'null') ?? undefined;
  } catch {
    // Another program of this address wrote there.
    return undefined;
  }
}

export function keepDraft(draft: Draft | undefined): void {
  if (draft) remember(memory, JSON.stringify(draft));
  else forget(memory);
}
