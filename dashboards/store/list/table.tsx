/** Rows and columns; on a narrow screen each row is a card whose lines carry the names of their columns. */
import type { ReactNode } from 'react';
import { useStoreWords } from '../use-store-words.tsx';
import { LongBody, longFrom } from './long-body.tsx';
import type { Order } from './use-order.ts';

export type Column<Row> = {
  name: string;
  title: string;
  /** What the cell says, and what is exported. */
  text(row: Row): string;
  /** By what a list that the page holds is put in order, where that is not the text; null: it says nothing. */
  by?(row: Row): string | number | null;
  /** As it is drawn, where that is more than its text. */
  cell?(row: Row): ReactNode;
  isNumber?: boolean;
  /** Buttons: nothing to export. */
  isAction?: boolean;
};

type TableProps<Row> = {
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf(row: Row): string | number;
  order?: Order;
};

export function Table<Row>({ label, columns, rows, keyOf, order }: TableProps<Row>) {
  const draw = (row: Row) => (
    <tr key={keyOf(row)}>
      {columns.map(({ name, title, text, cell, isNumber }) => (
        <td key={name} data-title={title} data-name={name} className={isNumber ? 'end' : undefined}>
          {cell ? cell(row) : text(row)}
        </td>
      ))}
    </tr>
  );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what is wider than the screen has to scroll by the keyboard too
    <section className="table" aria-label={label} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {columns.map((column) => (
              <Head key={column.name} column={column} order={order} />
            ))}
          </tr>
        </thead>
        {rows.length < longFrom ? (
          <tbody>{rows.map(draw)}</tbody>
        ) : (
          <LongBody rows={rows} columns={columns.length} draw={draw} />
        )}
      </table>
    </section>
  );
}

type HeadProps<Row> = { column: Column<Row>; order: Order | undefined };

function Head<Row>({ column: { name, title, isNumber }, order }: HeadProps<Row>) {
  const { lists } = useStoreWords();
  const end = isNumber ? 'end' : undefined;
  if (!order?.by.includes(name))
    return (
      <th scope="col" className={end}>
        {title}
      </th>
    );
  const isNow = order.now === name;
  return (
    <th
      scope="col"
      className={end}
      {...(isNow ? { 'aria-sort': order.isDown ? 'descending' : 'ascending' } : {})}
    >
      <button
        type="button"
        className="sorter"
        title={lists.sort(title, isNow && !order.isDown)}
        onClick={() => order.turn(name)}
      >
        {title}
        <span aria-hidden="true">{isNow ? (order.isDown ? '▼' : '▲') : '⇅'}</span>
      </button>
    </th>
  );
}
