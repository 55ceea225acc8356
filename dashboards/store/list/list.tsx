/** A list out of the server: reading, refused, empty, rows, the way to more of them, and what it shows as a file. Its columns say once what stands in a cell and in the file. */
import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { Listed } from '../../shared/use-list.ts';
import { useStoreWords } from '../use-store-words.tsx';
import { RefusalNote } from './refusal-note.tsx';
import { type Column, Table } from './table.tsx';
import { exportMost, useExport } from './use-export.ts';
import type { Order } from './use-order.ts';

export type ListProps<Row> = {
  label: string;
  list: Listed<Row>;
  columns: readonly Column<Row>[];
  keyOf(row: Row): string | number;
  none: string;
  order?: Order;
  /** Beside the export. */
  children?: ReactNode;
};

export function List<Row>({ label, list, columns, keyOf, none, order, children }: ListProps<Row>) {
  const { states, lists } = useStoreWords();
  const { items, refusal, more, isPaging, again } = list;
  const file = useExport(label, list, columns);
  const isRead = items !== undefined || refusal !== undefined;
  const isTooLong = refusal?.code === 'listTooLong';
  return (
    <>
      <div className="list-head">
        <p role="status">
          {items?.length ? states.shown(items.length, !more) : isRead ? '' : states.loading}
        </p>
        {order && !order.isUsual && <Button onClick={order.usual}>{lists.unsort}</Button>}
        {children}
        {items && items.length > 0 && (
          <Button onClick={file.save} loading={file.isBusy}>
            {states.csv}
          </Button>
        )}
      </div>
      {file.refusal && <RefusalNote refusal={file.refusal} />}
      {file.isCut && (
        <p className="hint" role="status">
          {lists.cut(exportMost)}
        </p>
      )}
      {refusal && <RefusalNote refusal={refusal} {...(isTooLong ? {} : { again })} />}
      {items?.length === 0 && !refusal && (
        <p className="empty" role="status">
          {more ? lists.looksOn : none}
        </p>
      )}
      {items && items.length > 0 && (
        <Table label={label} columns={columns} rows={items} keyOf={keyOf} {...(order ? { order } : {})} />
      )}
      {more && (
        <p className="list-more">
          <Button onClick={more} loading={isPaging}>
            {states.more}
          </Button>
        </p>
      )}
    </>
  );
}
