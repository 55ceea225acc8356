/** What a draft or a proposal changes of a version, each part as it is beside as it would be. */
import { useStoreWords } from '../use-store-words.tsx';
import { Differences, type Differing } from '../versions/differences.tsx';
import { differencesOf } from './policy-diff.ts';
import { type Policy, partsTold, type Rule } from './rule-told.ts';

type DifferencesProps = { title: string; from: Pick<Policy, 'rules'>; to: readonly Rule[]; none: string };

export function PolicyDifferences({ title, from, to, none }: DifferencesProps) {
  const words = useStoreWords();
  const { policy, approving, states } = words;
  const rows = differencesOf(from.rules, to).flatMap(({ id, what, before, after }): Differing[] => {
    const of = { id, name: id, what: policy.whatOf[what] };
    if (what === 'moved') {
      const [was, is] = [before && placeOf(from.rules, before), after && placeOf(to, after)];
      return [{ ...of, part: policy.order, before: `${was}`, after: `${is}` }];
    }
    const old = before && partsTold(before, words);
    const now = after && partsTold(after, words);
    return (now ?? old ?? []).flatMap(([part], n) => {
      const [was, is] = [old?.[n]?.[1] ?? states.none, now?.[n]?.[1] ?? states.none];
      return was === is ? [] : [{ ...of, part, before: was, after: is }];
    });
  });
  return <Differences {...{ title, rows, none }} of={approving.rule} />;
}

const placeOf = (rules: readonly Rule[], rule: Rule): number =>
  rules.filter(({ action }) => action === rule.action).indexOf(rule) + 1;
