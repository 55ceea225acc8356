/** Where a row stands among those of its duty: the first that fits decides. */
import type { Rule } from './rule-told.ts';

/** Before the others of its duty: what is general stands last. */
export function placed(rules: readonly Rule[], rule: Rule): Rule[] {
  const first = rules.findIndex(({ action }) => action === rule.action);
  const at = first === -1 ? rules.length : first;
  return [...rules.slice(0, at), rule, ...rules.slice(at)];
}

export const above = (rules: readonly Rule[], rule: Rule): Rule | undefined =>
  rules.slice(0, rules.indexOf(rule)).findLast(({ action }) => action === rule.action);

export function movedUp(rules: readonly Rule[], rule: Rule): Rule[] {
  const before = above(rules, rule);
  if (!before) return [...rules];
  return rules.flatMap((each) => (each === rule ? [] : each === before ? [rule, each] : [each]));
}
