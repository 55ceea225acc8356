/** What a thing was and what it became, field by field beside each other; undefined where it had no such field. */
export type Field = { name: string; was: string | undefined; is: string | undefined };

export function besides(before: unknown, after: unknown): Field[] {
  const [was, is] = [fieldsOf(before), fieldsOf(after)];
  return [...new Set([...was.keys(), ...is.keys()])].map((name) => ({
    name,
    was: was.get(name),
    is: is.get(name),
  }));
}

function fieldsOf(value: unknown): Map<string, string> {
  if (value === null || value === undefined) return new Map();
  if (typeof value !== 'object') return new Map([['', written(value)]]);
  return new Map(Object.entries(value).map(([name, each]) => [name, written(each)]));
}

const written = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
