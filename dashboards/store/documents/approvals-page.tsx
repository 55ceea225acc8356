/** Documents that wait for the signature of whoever looks, with the step they wait for and who else could take it. */
import { List } from '../list/list.tsx';
import { useNames } from '../names.tsx';
import { useStoreWords } from '../use-store-words.tsx';
import { toldMissing } from './approval-now.tsx';
import { headColumns } from './documents-page.tsx';
import { toldAction, useWaiting, type Waiting } from './waiting.tsx';
import { rushTold, worthTold } from './weight.tsx';

export function ApprovalsPage() {
  const words = useStoreWords();
  const names = useNames();
  const list = useWaiting();
  if (!list) return <p className="empty">{words.notYours}</p>;
  return (
    <List
      label={words.pages.approvals}
      list={list}
      order={list.order}
      columns={[
        ...headColumns(words, names),
        {
          name: 'action',
          title: words.approvals.action,
          text: ({ action }: Waiting) => toldAction(action, words),
        },
        {
          name: 'weight',
          title: words.approving.weight,
          text: (row: Waiting) =>
            [rushTold(row, words), worthTold(row.worth, words)].filter(Boolean).join(' · '),
        },
        {
          name: 'missing',
          title: words.approving.missing,
          text: ({ approval }: Waiting) => (approval ? toldMissing(approval, words, names).join(' ') : ''),
        },
      ]}
      keyOf={({ id }) => id}
      none={words.approvals.none}
    />
  );
}
