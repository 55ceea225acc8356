/** What revoked handhelds had not sent: told as it came, applied by nobody, and set aside by whoever has looked at it. */
import { tell } from '../../shared/tell.ts';
import { dateTime } from '../../shared/time.ts';
import { useList } from '../../shared/use-list.ts';
import { SettleList } from '../list/settle-list.tsx';
import { useOrder } from '../list/use-order.ts';
import { useNames } from '../names.tsx';
import { useStoreWords } from '../use-store-words.tsx';

export function Leftovers() {
  const { handhelds, people } = useStoreWords();
  const names = useNames();
  const { sort, order } = useOrder('leftovers', 'sort2');
  const list = useList('/api/handhelds/leftovers', { sort });
  return (
    <section>
      <h2>{handhelds.leftovers}</h2>
      <p className="hint">{handhelds.leftoversHint}</p>
      <SettleList
        label={handhelds.leftovers}
        list={list}
        order={order}
        keyOf={({ id }) => id}
        none={handhelds.noLeftovers}
        columns={[
          { name: 'handheld', title: handhelds.name, text: ({ handheld, seq }) => `${handheld} ${seq}` },
          { name: 'by', title: handhelds.by, text: ({ by }) => names.person(by) },
          { name: 'signedAt', title: handhelds.signedAt, text: ({ signedAt }) => dateTime(signedAt) },
          {
            name: 'body',
            title: handhelds.what,
            text: ({ command, body }) => `${command} ${JSON.stringify(body)}`,
            cell: ({ command, body }) => (
              <details>
                <summary>{command}</summary>
                <pre>{JSON.stringify(body, null, 1)}</pre>
              </details>
            ),
          },
        ]}
        title={people.standing}
        action={handhelds.settle}
        nameOf={({ handheld, seq }) => `${handheld} ${seq}`}
        asked={handhelds.became}
        settled={({ settledBy, reason }) => (settledBy ? { by: settledBy, said: reason } : undefined)}
        settle={({ id }, reason) => tell('/api/handhelds/settle', { id, reason })}
      />
    </section>
  );
}
