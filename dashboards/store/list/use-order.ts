/** In which order a list is read, held by the URL: what its columns offer, and nothing that the server would not know. */
import { type ListName, listOrders, type OrderOf } from '@changping/contracts/list-orders';
import { useWhere } from '../use-where.tsx';

export type Order = {
  /** Columns that it can be sorted by. */
  by: readonly string[];
  /** The column it is sorted by now, or another word in an order that is no column's. */
  now: string;
  isDown: boolean;
  isUsual: boolean;
  turn(column: string): void;
  usual(): void;
};
/** Of the URL: the second where two lists share a page. */
export type OrderParam = 'sort' | 'sort2';

export function useOrder<Name extends ListName>(
  name: Name,
  param: OrderParam = 'sort',
): { sort: OrderOf<Name>; order: Order } {
  const { usual, by } = listOrders[name];
  const order = useSort(usual, by, param);
  return { sort: `${order.isDown ? '-' : ''}${order.now}` as OrderOf<Name>, order };
}

/** @param usual a column, with "-" before it where it falls, or anything else. */
export function useSort(usual: string, by: readonly string[], param: OrderParam): Order {
  const { asked, filter } = useWhere();
  const wished = asked[param] ?? '';
  const standing = by.includes(wished.replace(/^-/, '')) ? wished : usual;
  const now = standing.replace(/^-/, '');
  const isDown = standing.startsWith('-');
  const put = (to: string) => filter({ [param]: to === usual ? '' : to });
  return {
    ...{ by, now, isDown, isUsual: standing === usual },
    turn: (column) => put(column === now && !isDown ? `-${column}` : column),
    usual: () => put(usual),
  };
}
