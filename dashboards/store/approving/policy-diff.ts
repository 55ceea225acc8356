/** What a table changes of another, row by row: rows are the same by their name. Their order matters within a duty alone, for there the first that fits decides. */
import type { Rule } from './rule-told.ts';

export type Difference = {
  id: string;
  what: 'added' | 'removed' | 'changed' | 'moved';
  before: Rule | undefined;
  after: Rule | undefined;
};

export function differencesOf(before: readonly Rule[], after: readonly Rule[]): Difference[] {
  const old = new Map(before.map((rule) => [rule.id, rule]));
  const kept = keptInOrder(before, after);
  const now = after.flatMap((rule): Difference[] => {
    const was = old.get(rule.id);
    const tell = (what: Difference['what']) => [{ id: rule.id, what, before: was, after: rule }];
    if (!was) return tell('added');
    if (JSON.stringify(was) !== JSON.stringify(rule)) return tell('changed');
    return kept.has(rule.id) ? [] : tell('moved');
  });
  const names = new Set(after.map(({ id }) => id));
  const gone = before.flatMap((rule): Difference[] =>
    names.has(rule.id) ? [] : [{ id: rule.id, what: 'removed', before: rule, after: undefined }],
  );
  return [...now, ...gone];
}

/** The most rows that need not be moved to come from one order to the other. */
function keptInOrder(before: readonly Rule[], after: readonly Rule[]): ReadonlySet<string> {
  const kept = new Set<string>();
  for (const duty of new Set(after.map(({ action }) => action))) {
    const places = new Map(before.filter(({ action }) => action === duty).map(({ id }, n) => [id, n]));
    const rows = after.filter(({ id, action }) => action === duty && places.has(id)).map(({ id }) => id);
    for (const id of longestRising(rows, (each) => places.get(each) as number)) kept.add(id);
  }
  return kept;
}

function longestRising(rows: readonly string[], placeOf: (row: string) => number): readonly string[] {
  const ending: (readonly string[])[] = [];
  for (const row of rows) {
    const before = ending.filter((each) => placeOf(each.at(-1) as string) < placeOf(row));
    ending.push([...longest(before), row]);
  }
  return longest(ending);
}

const longest = (rows: readonly (readonly string[])[]): readonly string[] =>
  rows.reduce((best, each) => (each.length > best.length ? each : best), []);
