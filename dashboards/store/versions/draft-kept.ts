/** A draft of a next version, kept in this browser until it is written or given up: it is long work, and may be left. */
import { forget, recall, remember } from '../../shared/memory.ts';

export type Kept<Draft> = { draft(): Draft | undefined; keep(draft: Draft | undefined): void };

/** @param memory its name in this browser; another shape of draft takes another. */
export const keptAs = <Draft>(memory: string): Kept<Draft> => ({
  draft() {
    try {
      return JSON.parse(recall(memory) ?? 'null') ?? undefined;
    } catch {
      // Another program of this address wrote there.
      return undefined;
    }
  },
  keep(draft) {
    if (draft) remember(memory, JSON.stringify(draft));
    else forget(memory);
  },
});
