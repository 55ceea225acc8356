/** Rows and columns; on a narrow screen each row is a card whose lines carry the names of their columns. */
import type { ReactNode } from 'react';

export type Column<Row> = {
  name: string;
  title: string;
  /** What the cell says, and what is exported. */
  text(row: Row): string;
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
};

export const Table = <Row,>({ label, columns, rows, keyOf }: TableProps<Row>) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what is wider than the screen has to scroll by the keyboard too
  <section className="table" aria-label={label} tabIndex={0}>
    <table>
      <thead>
        <tr>
          {columns.map(({ name, title, isNumber }) => (
            <th key={name} scope="col" className={isNumber ? 'end' : undefined}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={keyOf(row)}>
            {columns.map(({ name, title, text, cell, isNumber }) => (
              <td key={name} data-title={title} data-name={name} className={isNumber ? 'end' : undefined}>
                {cell ? cell(row) : text(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </section>
);
