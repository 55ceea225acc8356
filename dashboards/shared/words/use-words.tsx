/** The dictionary in use, for React; and the names that data carry in both languages. */
import type { Kind, Site } from '@changping/contracts/live';
import { createContext, type ReactNode, use, useEffect } from 'react';
import { en } from './en.ts';
import { type Words, zh } from './zh.ts';

export type Lang = 'zh-CN' | 'en';
const dictionaries: Record<Lang, Words> = { 'zh-CN': zh, en };
const Dictionary = createContext<Words>(zh);

export function WordsProvider({ lang, children }: { lang: Lang; children: ReactNode }) {
  const words = dictionaries[lang];
  useEffect(() => {
    document.documentElement.lang = lang;
    document.title = words.title;
  }, [lang, words]);
  return <Dictionary value={words}>{children}</Dictionary>;
}

export const useWords = (): Words => use(Dictionary);

/** A name in the language of `words`. */
export const nameIn = (words: Words, named: Pick<Site | Kind, 'name' | 'nameEn'>): string =>
  words.lang === 'en' ? named.nameEn : named.name;

/** In which language the other name of a thing is, so that it is read aloud rightly. */
export const otherNameIn = (words: Words, named: Pick<Site | Kind, 'name' | 'nameEn'>) =>
  words.lang === 'en' ? { text: named.name, lang: 'zh-CN' } : { text: named.nameEn, lang: 'en' };
