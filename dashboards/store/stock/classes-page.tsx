/** The classes of GB/T 38565 as they were imported last, and which kinds of ours belong to each. */
import { supplyClassStart } from '@changping/contracts/code-systems';
import { useAnswer } from '../../shared/use-answer.ts';
import { useList } from '../../shared/use-list.ts';
import { kindsOf } from '../imports/may.ts';
import { Entry } from '../list/entry.tsx';
import { List } from '../list/list.tsx';
import { useOrder } from '../list/use-order.ts';
import { useMe } from '../me.tsx';
import { useNames } from '../names.tsx';
import { useStoreWords } from '../use-store-words.tsx';
import { Go, useWhere } from '../use-where.tsx';

export function ClassesPage() {
  const words = useStoreWords();
  const names = useNames();
  const { roles } = useMe();
  const { kinds } = words;
  const { asked, filter } = useWhere();
  const under = supplyClassStart.test(asked.under ?? '') ? asked.under : undefined;
  const { sort, order } = useOrder('classes');
  const list = useList('/api/supply-classes', { under, sort });
  const { answer } = useAnswer('/api/supply-classes', { limit: 1 });
  const ours = (code: string) => [...names.kinds.values()].filter(({ supplyClass }) => supplyClass === code);
  return (
    <>
      <div className="filters">
        <Entry
          label={kinds.under}
          value={asked.under ?? ''}
          set={(value) => filter({ under: value })}
          hint={kinds.underHint}
        />
      </div>
      {answer?.digest && <p className="hint">{kinds.listOf(answer.digest.slice(0, 12))}</p>}
      {answer?.digest === null && kindsOf(roles).includes('supplyClasses') && (
        <p>
          <Go to="imports">{kinds.toImports}</Go>
        </p>
      )}
      <List
        label={words.pages.classes}
        list={list}
        order={order}
        keyOf={({ code }) => code}
        none={answer?.digest === null ? kinds.noList : words.stock.none}
        columns={[
          {
            name: 'code',
            title: kinds.code,
            text: ({ code }) => code,
            cell: ({ code }) => <span className="code">{code}</span>,
          },
          { name: 'name', title: kinds.name, text: ({ name }) => name },
          {
            name: 'ours',
            title: kinds.ours,
            text: ({ code }) => ours(code).map(words.nameOf).join(words.and),
            cell: ({ code }) =>
              ours(code).map((kind) => (
                <Go key={kind.id} to="kind" asked={{ kind: kind.id }}>
                  {words.nameOf(kind)}{' '}
                </Go>
              )),
          },
        ]}
      />
    </>
  );
}
