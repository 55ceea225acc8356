/** The server's detail of a refusal says the same in both languages, Chinese first: the part for the reader, where it can be told where the other begins; else all of it. */
export function detailIn(detail: string, at: 0 | 1): string {
  const [, zh, en] = /^(.*[\p{sc=Han}\u3000-\u303f\uff00-\uffef”]) ([a-z]+[ :,].*)$/su.exec(detail) ?? [];
  if (!zh || !en || !/\p{sc=Han}/u.test(zh) || /\p{sc=Han}/u.test(withoutQuotes(en))) return detail;
  return at === 0 ? zh : en;
}

/** What people wrote themselves stands in both. */
const withoutQuotes = (text: string): string => text.replaceAll(/"[^"]*"/g, '');
