/** Act first, on an order from outside: the goods may leave before the approval, which is owed within a day, and nothing is over before it was signed or objected to. One place for every type that may. */
import type { Duty } from '@changping/contracts/document-words';
import { actFirstMs } from '../act-first.ts';
import type { StepRule, Table } from './table.ts';

/** Who let the goods go does not sign for it afterwards. */
const sign: Omit<StepRule, 'action' | 'from' | 'to'> = {
  by: 'approve',
  apart: ['open', 'actFirst', 'release', 'handOut', 'handOver'],
  settles: { what: 'approval' },
};
export const approvalOwed = { what: 'approval', withinHours: actFirstMs / 3_600_000 } as const;

/** Adds to a type that is asked for and approved what it takes to go the other way round; whether it may, the policy says. @param by who lets them go, or calls for them. */
export function withActFirst(rows: Table, by: Duty = 'release'): Table {
  const underWay = [
    ...new Set(
      rows.steps.flatMap(({ from }) => from).filter((state) => state !== rows.start && state !== 'unsigned'),
    ),
  ];
  const unsigned = { from: ['unsigned'], to: 'closed' } as const;
  return {
    ...rows,
    steps: [
      ...rows.steps.map(
        (rule): StepRule =>
          rule.to === 'closed'
            ? { ...rule, unless: [...(rule.unless ?? []), { owed: 'approval', to: 'unsigned' }] }
            : rule,
      ),
      {
        action: 'actFirst',
        from: [rows.start],
        to: 'approved',
        by,
        needs: ['reason', 'basis'],
        owes: [approvalOwed],
      },
      { ...sign, action: 'signAfterwards', from: underWay, to: null },
      { ...sign, ...unsigned, action: 'signAfterwards' },
      { ...sign, action: 'objectAfterwards', from: underWay, to: null, needs: ['reason'] },
      { ...sign, ...unsigned, action: 'objectAfterwards', needs: ['reason'] },
    ],
  };
}
