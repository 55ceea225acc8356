/** The number of a trade item as a bar code bears it: 8, 12, 13 or 14 digits, of which the last proves the others; written as 14 it is one and the same number. */
import { isChecked } from './gs1-value.ts';

/** In 14 digits; null for what is none. */
export const gtinOf = (text: string): string | null =>
  /^(?:\d{8}|\d{12,14})$/.test(text) && isChecked(text) ? text.padStart(14, '0') : null;

/** Which of these kinds is sold under it; null: none, and it is not guessed. */
export const kindOfGtin = <Kind extends { gtins?: readonly string[] | undefined }>(
  kinds: readonly Kind[],
  gtin: string,
): Kind | null => kinds.find(({ gtins }) => gtins?.includes(gtin)) ?? null;
