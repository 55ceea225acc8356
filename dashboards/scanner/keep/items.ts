/** What is gathered for a document that is not opened yet, one text each: points to look at, places to count. */
import { db, fact, keepFact } from './keep.ts';
import { useFact } from './use-kept.ts';

/** Undefined until the first answer. */
export function useItems(type: string): readonly string[] | undefined {
  const kept = useFact('items');
  return kept && (kept.value?.[type] ?? []);
}

export const keepItems = (type: string, make: (before: readonly string[]) => string[]): Promise<void> =>
  db.transaction('rw', db.facts, async () => {
    const all = (await fact('items')) ?? {};
    await keepFact('items', { ...all, [type]: make(all[type] ?? []) });
  });
