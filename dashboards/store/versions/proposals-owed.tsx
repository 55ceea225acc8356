/** Proposals that wait for the agreement of whoever looks, and own ones that were refused, each leading to the page where it stands. */
import { dateTime } from '../../shared/time.ts';
import { type Proposal, useProposalsOwed } from '../documents/waiting.tsx';
import { Table } from '../list/table.tsx';
import { useNames } from '../names.tsx';
import { useStoreWords } from '../use-store-words.tsx';
import { Go } from '../use-where.tsx';
import type { Page } from '../where.ts';
import { ProposalMark } from './proposal-mark.tsx';

const pages: Record<Proposal['of'], Page> = {
  policy: 'policies',
  countPolicy: 'countPolicies',
  sharing: 'sharing',
  catalogue: 'catalogue',
};

export function ProposalsOwed() {
  const { proposals, policy } = useStoreWords();
  const { person } = useNames();
  const rows = useProposalsOwed();
  if (!rows.length) return null;
  const called = ({ of, after }: Proposal) => proposals.nth(proposals.of[of], after + 1);
  return (
    <section>
      <h2>{proposals.waits}</h2>
      <Table
        label={proposals.waits}
        rows={rows}
        keyOf={({ of, by }) => `${of} ${by}`}
        columns={[
          {
            name: 'what',
            title: proposals.what,
            text: called,
            cell: (row) => <Go to={pages[row.of]}>{called(row)}</Go>,
          },
          {
            name: 'state',
            title: proposals.state,
            text: ({ state }) => proposals.stateOf[state],
            cell: ({ state }) => <ProposalMark state={state} />,
          },
          { name: 'by', title: proposals.by, text: ({ by, at }) => `${dateTime(at)} · ${person(by)}` },
          { name: 'reason', title: policy.reason, text: ({ reason }) => reason },
          { name: 'endsAt', title: proposals.endsAt, text: ({ endsAt }) => dateTime(endsAt) },
        ]}
      />
    </section>
  );
}
