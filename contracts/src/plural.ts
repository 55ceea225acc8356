/** English base units in their number: 1 piece, 10 pieces, 3 boxes. */

/** What is a sign of measure has no plural, and what was written in the plural stays so. @param n so many; undefined: of one */
export function plural(unit: string, n: number | undefined): string {
  const [, name = '', rest = ''] = /^([A-Za-z]+)( of .+)?$/.exec(unit) ?? [];
  if (n === undefined || n === 1 || name.length < 3 || /[^su]s$/.test(name)) return unit;
  if (/(?:s|x|z|ch|sh)$/.test(name)) return `${name}es${rest}`;
  return `${/[^aeiou]y$/.test(name) ? `${name.slice(0, -1)}ie` : name}s${rest}`;
}

/** 1 piece, 2 pieces. */
export const some = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;
