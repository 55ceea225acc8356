/** The table of the wall. The state of a column is said in its head, so that no colour speaks alone. */
import { Fragment } from 'react';
import { whole } from '../../shared/figure.ts';
import type { World } from '../../shared/live/world.ts';
import { useAnswer } from '../../shared/use-answer.ts';
import { nameIn, useWords } from '../../shared/words/use-words.tsx';
import { kindName } from '../facts/names.ts';
import { Shape } from '../panels/top-strip.tsx';
import { useView } from '../use-view.tsx';
import { type Column, type ColumnState, cellOf, type Wall, type WallRow } from './columns.ts';
import type { WallShow } from './expiry-wall.tsx';

type Props = { wall: Wall; columns: readonly Column[]; show: WallShow; world: World };
const marks: Readonly<Partial<Record<ColumnState, 'act' | 'watch'>>> = {
  past: 'act',
  now: 'watch',
  next: 'watch',
};

export function WallTable({ wall, columns, show, world }: Props) {
  const words = useWords();
  const { expiry } = words;
  const { version, categories } = useCategories(world);
  return (
    <table className="wall-table" data-version={version}>
      <thead>
        <tr>
          <th scope="col">{expiry.kind}</th>
          {columns.map(({ name, state }) => (
            <th
              key={name}
              scope="col"
              className={`due-${state}`}
              title={state === 'unknown' ? expiry.columnHint : undefined}
            >
              <span>{expiry.column[name] ?? name}</span>
              <small className="due-word">
                {marks[state] && <Shape mark={marks[state]} />}
                {(expiry.column[name] ?? '') !== expiry.stateOf[state] && expiry.stateOf[state]}
              </small>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {categories.map((category) => {
          const rows = wall.items.filter(({ kind }) => categoryOf(world, kind) === category.id);
          if (!rows.length) return null;
          return (
            <Fragment key={category.id}>
              {category.name && (
                <tr className="wall-category">
                  <th scope="colgroup" colSpan={columns.length + 1}>
                    {nameIn(words, category)}
                  </th>
                </tr>
              )}
              {rows.map((row) => (
                <Row key={row.kind} row={row} columns={columns} show={show} world={world} />
              ))}
            </Fragment>
          );
        })}
      </tbody>
    </table>
  );
}

function Row({ row, columns, show, world }: { row: WallRow } & Omit<Props, 'wall'>) {
  const words = useWords();
  const { turn } = useView();
  const name = kindName(words, world, row.kind);
  const most = Math.max(...columns.map((column) => cellOf(row, column.name).pieces));
  return (
    <tr data-kind={row.kind}>
      <th scope="row">{name}</th>
      {columns.map(({ name: column, state }) => {
        const { pieces } = cellOf(row, column);
        const isOpen = show.cell?.kind === row.kind && show.cell.column === column;
        return (
          <td key={column} className={`due-${state}`} data-column={column}>
            {pieces > 0 && (
              <button
                type="button"
                className="wall-cell"
                aria-pressed={isOpen}
                aria-label={words.expiry.cell(name, words.expiry.column[column] ?? column, whole(pieces))}
                onClick={() => turn({ show: { ...show, cell: isOpen ? null : { kind: row.kind, column } } })}
              >
                {whole(pieces)}
                <i style={{ width: `${Math.max(4, (pieces / most) * 100)}%` }} />
              </button>
            )}
          </td>
        );
      })}
    </tr>
  );
}

const rest = { id: '', name: '', nameEn: '' };

/** The catalogue's categories in its own order; until they are read all kinds stand in one. */
function useCategories(world: World) {
  const catalogue = useAnswer('/api/region', {}, { version: world.stream }).answer?.catalogue;
  const known = catalogue?.categories ?? [];
  const isRead = known.length > 0;
  return {
    version: catalogue?.edition,
    categories: isRead
      ? known
      : [...new Set(world.kinds.map(({ category }) => category))].map((id) => ({ ...rest, id })),
  };
}

const categoryOf = (world: World, kind: string): string =>
  world.kinds.find(({ id }) => id === kind)?.category ?? '';
