/** In which order a list is read, held by the URL: what its columns offer, and nothing that the server would not know. */
import { type ListName, listOrders, type OrderOf, ordersOf } from '@changping/contracts/list-orders';
import { useWhere } from '../use-where.tsx';

export type Order = {
  /** Columns that it can be sorted by. */
  by: readonly string[];
  /** The column it is sorted by now, or undefined in an order that is no column's. */
  now: string;
  isDown: boolean;
  isUsual: boolean;
  turn(column: string): void;
  usual(): void;
};

/** @param param of the URL, where two lists share a page. */
export function useOrder<Name extends ListName>(
  name: Name,
  param: 'sort' | 'sort2' = 'sort',
): { sort: OrderOf<Name>; order: Order } {
  const { asked, filter } = useWhere();
  const { usual, by } = listOrders[name];
  const sort = ordersOf(name).find((each) => each === asked[param]) ?? usual;
  const standing: string = sort;
  const now = standing.replace(/^-/, '');
  const isDown = standing.startsWith('-');
  const put = (to: string) => filter({ [param]: to === usual ? '' : to });
  return {
    sort,
    order: {
      ...{ by, now, isDown, isUsual: standing === usual },
      turn: (column) => put(column === now && !isDown ? `-${column}` : column),
      usual: () => put(usual),
    },
  };
}
