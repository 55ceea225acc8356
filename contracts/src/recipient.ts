/** Who gets goods, as a place outside is written: person/ or unit/ and a name. A name as people write it, in Chinese or Latin letters, or a code; nothing that turns the direction of writing or can not be seen. */
export const recipientMost = 60;
const name = String.raw`[\p{sc=Han}\p{sc=Latin}\p{Nd}_.·()（）-]+(?: [\p{sc=Han}\p{sc=Latin}\p{Nd}_.·()（）-]+)*`;
export const recipientPlace = new RegExp(`^(?:person|unit)/(?=.{1,${recipientMost}}$)${name}$`, 'u');

/** The same name however it was typed: composed, and with single blanks. */
export const recipientOf = (as: 'person' | 'unit', text: string): string =>
  `${as}/${text.normalize('NFC').trim().replaceAll(/\s+/g, ' ')}`;
