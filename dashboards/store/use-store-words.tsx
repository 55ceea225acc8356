/** The words of the console in the language in use, and the names that documents, roles and data carry in both. */
import type { Word } from '@changping/contracts/document-words';
import { useMemo } from 'react';
import { enterEn } from '../shared/words/enter-en.ts';
import { enterZh } from '../shared/words/enter-zh.ts';
import { storeEn } from '../shared/words/store-en.ts';
import { type StoreWords, storeZh } from '../shared/words/store-zh.ts';
import { useWhere } from './use-where.tsx';

export type Speech = StoreWords & {
  roles: typeof enterZh.roles;
  /** Of a table of words; what a newer server knows and this page does not stands as it came. */
  said<Name extends string>(table: Readonly<Record<Name, Word>>, name: string): string;
  nameOf(named: { name: string; nameEn: string }): string;
};

export function useStoreWords(): Speech {
  const { lang } = useWhere();
  return useMemo((): Speech => {
    const isEnglish = lang === 'en';
    return {
      ...(isEnglish ? storeEn : storeZh),
      roles: (isEnglish ? enterEn : enterZh).roles,
      said: (table, name) =>
        Object.hasOwn(table, name) ? table[name as keyof typeof table][isEnglish ? 1 : 0] : name,
      nameOf: ({ name, nameEn }) => (isEnglish ? nameEn : name),
    };
  }, [lang]);
}
