/** What a region's folder says of its own data in both languages, as “中文 / English”, in the one that is read; whatever else somebody wrote, as it stands. */
import type { Lang } from './use-words.tsx';

const han = /\p{Script=Han}/u;

export function inLang(text: string, lang: Lang): string {
  const [zh = '', en, ...more] = text.split(' / ');
  if (en === undefined || more.length || !han.test(zh) || han.test(en)) return text;
  return lang === 'en' ? en : zh;
}
