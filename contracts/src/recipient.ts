/** Who gets goods, as a place outside is written: person/ or unit/ and a name. A name as people write it, in Chinese or Latin letters, or a code; nothing that turns the direction of writing or can not be seen. */
export const recipientMost = 60;
const name = String.raw`[\p{sc=Han}\p{sc=Latin}\p{Nd}_.·()（）-]+(?: [\p{sc=Han}\p{sc=Latin}\p{Nd}_.·()（）-]+)*`;
export const recipientPlace = new RegExp(`^(?:person|unit)/(?=.{1,${recipientMost}}$)${name}$`, 'u');

export type Recipient = { as: 'person' | 'unit'; name: string };

/** The name as it was typed so far; null for what is no place of a person or a unit. */
export function typedRecipient(place: string): Recipient | null {
  const [, as, name = ''] = /^(person|unit)\/(.*)$/s.exec(place) ?? [];
  return as ? { as: as as Recipient['as'], name } : null;
}

/** The same name however it was typed: composed, and with single blanks. */
export const recipientOf = (as: Recipient['as'], text: string): string =>
  `${as}/${text.normalize('NFC').trim().replaceAll(/\s+/g, ' ')}`;

/** The same of a place; one that is none of a person or a unit stays. */
export function recipientIn(place: string): string {
  const typed = typedRecipient(place);
  return typed ? recipientOf(typed.as, typed.name) : place;
}
