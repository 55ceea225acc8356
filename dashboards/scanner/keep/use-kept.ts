/** What is kept, for React: asked again whenever it changes, also by another tab. */
import { liveQuery } from 'dexie';
import { useEffect, useState } from 'react';
import { type FactName, fact } from './keep.ts';

/** Undefined until the first answer. `key`: what the question depends on. */
export function useKept<Value>(question: () => Promise<Value>, key = ''): Value | undefined {
  const [got, setGot] = useState<{ key: string; value: Value }>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for all that the question uses
  useEffect(() => {
    const { unsubscribe } = liveQuery(question).subscribe({
      next: (value) => setGot({ key, value }),
      error: reportError,
    });
    return () => unsubscribe();
  }, [key]);
  return got?.key === key ? got.value : undefined;
}

export const useFact = <Name extends FactName>(name: Name) =>
  useKept(async () => ({ value: await fact<Name>(name) }), name);
