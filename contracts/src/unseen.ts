/** A sign that no eye sees: controls, what turns or joins writing, halves of signs, ends of lines and paragraphs. It is never data, for two texts would look alike. */
export const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

const all = new RegExp(unseen, 'gu');

/** Without them, so that what is shown is what is kept. */
export const seenOf = (text: string): string => text.replace(all, '').trim();
