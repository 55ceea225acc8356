/** What a policy of counts says, class by class; in a draft each can be changed, and what the server found wrong stands at it. */
import { type CountMistake, countMistakes, secondCounts } from '@changping/contracts/count-policy';
import { Button } from 'antd';
import { type Column, Table } from '../list/table.tsx';
import { useStoreWords } from '../use-store-words.tsx';
import { type ClassRow, type CountRules, rowsOf, toleranceTold } from './rule-told.ts';

type ClassTableProps = {
  label: string;
  rules: CountRules;
  mistakes?: readonly CountMistake[];
  edit?(row: ClassRow): void;
};

export function ClassTable({ label, rules, mistakes = [], edit }: ClassTableProps) {
  const words = useStoreWords();
  const { countPolicy, policy } = words;
  const columns: Column<ClassRow>[] = [
    {
      name: 'class',
      title: countPolicy.class,
      text: ({ of }) => of,
      cell: ({ of }) => (
        <>
          {countPolicy.classOf(of)}
          <CountMistakes of={mistakes.filter((each) => each.of === of)} />
        </>
      ),
    },
    { name: 'tolerance', title: countPolicy.tolerance, text: (row) => toleranceTold(row, words) },
    {
      name: 'second',
      title: countPolicy.second,
      text: ({ secondCount }) => words.said(secondCounts, secondCount),
    },
    { name: 'every', title: countPolicy.every, isNumber: true, text: ({ everyDays }) => `${everyDays}` },
    { name: 'risk', title: countPolicy.risk, isNumber: true, text: ({ riskFrom }) => `${riskFrom}` },
    ...(edit
      ? [
          {
            name: 'change',
            title: '',
            isAction: true,
            text: () => '',
            cell: (row: ClassRow) => (
              <Button onClick={() => edit(row)} aria-label={`${policy.edit} ${countPolicy.classOf(row.of)}`}>
                {policy.edit}
              </Button>
            ),
          },
        ]
      : []),
  ];
  return <Table label={label} columns={columns} rows={rowsOf(rules)} keyOf={({ of }) => of} />;
}

export function CountMistakes({ of }: { of: readonly CountMistake[] }) {
  const { said } = useStoreWords();
  return of.map(({ fault }) => (
    <p key={fault} className="mark mark-act" role="alert">
      <span aria-hidden="true">■</span> {said(countMistakes, fault)}
    </p>
  ));
}
