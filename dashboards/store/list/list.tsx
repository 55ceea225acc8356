/** A list out of the server: reading, refused, empty, rows, the way to more of them, and what it shows as a file. Its columns say once what stands in a cell and in the file. */
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { written } from '../../shared/time.ts';
import type { Listed } from '../../shared/use-list.ts';
import { useStoreWords } from '../use-store-words.tsx';
import { csvOf } from './csv.ts';
import { RefusalNote } from './refusal-note.tsx';
import { saveAs } from './save-as.ts';
import { type Column, Table } from './table.tsx';

export type ListProps<Row> = {
  label: string;
  list: Listed<Row>;
  columns: readonly Column<Row>[];
  keyOf(row: Row): string | number;
  none: string;
  /** Beside the export. */
  children?: ReactNode;
};

export function List<Row>({ label, list, columns, keyOf, none, children }: ListProps<Row>) {
  const { states } = useStoreWords();
  const { items, refusal, more, isPaging, again } = list;
  const isRead = items !== undefined || refusal !== undefined;
  return (
    <>
      <div className="list-head">
        <p role="status">
          {items?.length ? states.shown(items.length, !more) : isRead ? '' : states.loading}
        </p>
        {children}
        {items && items.length > 0 && (
          <Button onClick={() => save(label, columns, items)}>{states.csv}</Button>
        )}
      </div>
      {refusal && <RefusalNote refusal={refusal} again={again} />}
      {items?.length === 0 && !refusal && (
        <p className="empty" role="status">
          {none}
        </p>
      )}
      {items && items.length > 0 && <Table label={label} columns={columns} rows={items} keyOf={keyOf} />}
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

function save<Row>(label: string, columns: readonly Column<Row>[], items: readonly Row[]): void {
  const shown = columns.filter(({ isAction }) => !isAction);
  const rows = items.map((row) => shown.map(({ text }) => text(row)));
  saveAs(`${label}-${written(Date.now()).date}.csv`, csvOf([shown.map(({ title }) => title), ...rows]));
}
