/** A draft of the policy, kept in this browser until it is written or given up: it is long work, and may be left. */
import type { Rule } from './rule-told.ts';

/** `after`: the newest version when it was begun. */
export type Draft = { after: number; rules: readonly Rule[] };

const memory = 'changping.policy-draft.1';

// A browser that keeps nothing for this site throws on the first touch.
export function keptDraft(): Draft | undefined {
  try {
    return JSON.parse(localStorage.getItem(memory) ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
}

export function keepDraft(draft: Draft | undefined): void {
  try {
    if (draft) localStorage.setItem(memory, JSON.stringify(draft));
    else localStorage.removeItem(memory);
  } catch {
    // Then it lasts as long as the page.
  }
}
