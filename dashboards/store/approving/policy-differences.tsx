/** What a draft changes of the version in force, each part as it is beside as it would be. */
import { type Column, Table } from '../list/table.tsx';
import { useStoreWords } from '../use-store-words.tsx';
import { type Difference, differencesOf } from './policy-diff.ts';
import { type Policy, partsTold, type Rule } from './rule-told.ts';

type Row = { id: string; what: Difference['what']; part: string; before: string; after: string };

export function PolicyDifferences({ from, to }: { from: Policy; to: readonly Rule[] }) {
  const words = useStoreWords();
  const { policy, approving, states } = words;
  const rows = differencesOf(from.rules, to).flatMap(({ id, what, before, after }): Row[] => {
    if (what === 'moved') {
      const [was, is] = [before && placeOf(from.rules, before), after && placeOf(to, after)];
      return [{ id, what, part: policy.order, before: `${was}`, after: `${is}` }];
    }
    const old = before && partsTold(before, words);
    const now = after && partsTold(after, words);
    return (now ?? old ?? []).flatMap(([part], n) => {
      const [was, is] = [old?.[n]?.[1] ?? states.none, now?.[n]?.[1] ?? states.none];
      return was === is ? [] : [{ id, what, part, before: was, after: is }];
    });
  });
  const columns: Column<Row>[] = [
    { name: 'what', title: policy.what, text: ({ what }) => policy.whatOf[what] },
    {
      name: 'id',
      title: approving.rule,
      text: ({ id }) => id,
      cell: ({ id }) => <span className="code">{id}</span>,
    },
    { name: 'part', title: policy.part, text: ({ part }) => part },
    { name: 'before', title: policy.before, text: ({ before }) => before },
    { name: 'after', title: policy.after, text: ({ after }) => after, cell: ({ after }) => <b>{after}</b> },
  ];
  const title = policy.differences(from.version);
  return (
    <section>
      <h2>{title}</h2>
      {rows.length === 0 ? (
        <p className="empty">{policy.same}</p>
      ) : (
        <Table label={title} columns={columns} rows={rows} keyOf={({ id, part }) => `${id} ${part}`} />
      )}
    </section>
  );
}

const placeOf = (rules: readonly Rule[], rule: Rule): number =>
  rules.filter(({ action }) => action === rule.action).indexOf(rule) + 1;
