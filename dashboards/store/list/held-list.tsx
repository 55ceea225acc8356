/** A list short enough that the page holds all of it: put in order here, by any of its columns. Whoever asks for another order than the usual has the rest of it read first, or its pages would each be in an order of their own. */
import { useEffect } from 'react';
import { useWhere } from '../use-where.tsx';
import { inOrder } from './held-order.ts';
import { List, type ListProps } from './list.tsx';
import { type OrderParam, useSort } from './use-order.ts';

type HeldProps<Row> = Omit<ListProps<Row>, 'order'> & {
  /** The order that it comes in, where that is one of a column. */
  usual?: string;
  param?: OrderParam;
};

export function HeldList<Row>({ list, columns, usual = '', param = 'sort', ...shown }: HeldProps<Row>) {
  const { lang } = useWhere();
  const by = columns.filter(({ isAction }) => !isAction).map(({ name }) => name);
  const order = useSort(usual, by, param);
  const { items, more, isPaging, refusal, whole } = list;
  const column = order.isUsual ? undefined : columns.find(({ name }) => name === order.now);
  useEffect(() => {
    if (column && more && !isPaging && !refusal) more();
  }, [column, more, isPaging, refusal]);
  const put = (rows: readonly Row[]) => (column ? inOrder(rows, column, order.isDown, lang) : rows);
  return (
    <List
      {...shown}
      columns={columns}
      list={{
        ...list,
        items: items && put(items),
        whole:
          whole &&
          (async (most) => {
            const { rows, isAll } = await whole(most);
            return { rows: put(rows), isAll };
          }),
      }}
      order={order}
    />
  );
}
