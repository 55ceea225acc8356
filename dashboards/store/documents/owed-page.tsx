/** What whoever looks owes: proposals that wait for a second person, and documents that wait for a step of a partner or a neighbour, or for a photograph that one of us took. */
import { isOffered, mayAgree } from '../frame/rooms.ts';
import { List } from '../list/list.tsx';
import { useMe } from '../me.tsx';
import { useNames } from '../names.tsx';
import { useStoreWords } from '../use-store-words.tsx';
import { ProposalsOwed } from '../versions/proposals-owed.tsx';
import { headColumns } from './documents-page.tsx';
import { toldAction, useWaiting, type Waiting } from './waiting.tsx';

export function OwedPage() {
  const words = useStoreWords();
  const names = useNames();
  const list = useWaiting();
  const { roles } = useMe();
  if (!list) return <p className="empty">{words.notYours}</p>;
  return (
    <>
      <ProposalsOwed />
      <List
        label={words.pages.owed}
        list={list}
        order={list.order}
        columns={[
          ...headColumns(words, names).filter(({ name }) => name !== 'there'),
          {
            name: 'action',
            title: words.approvals.action,
            text: ({ action }: Waiting) => toldAction(action, words),
          },
        ]}
        keyOf={({ id }) => id}
        // Outsiders, and who only oversees or publishes, have no work in a store.
        none={
          isOffered('counts', roles) && !mayAgree(roles) ? words.sharing.owedNoneHere : words.sharing.owedNone
        }
      />
    </>
  );
}
