/** The columns of the expiry wall and how each stands today: past, this quarter, the next, later, or not known. */
import type { Answer } from '@changping/contracts/http';

export type Wall = Answer<'/api/expiry'>;
export type WallRow = Wall['items'][number];
export type ColumnState = 'past' | 'now' | 'next' | 'later' | 'unknown';
/** `name`: what the lots are asked by. */
export type Column = { name: string; state: ColumnState };

export function columnsOf({ today, quarters }: Pick<Wall, 'today' | 'quarters'>): Column[] {
  const now = quarterOf(today);
  const next = after(now);
  const stateOf = (quarter: string): ColumnState =>
    quarter < now ? 'past' : quarter === now ? 'now' : quarter === next ? 'next' : 'later';
  return [
    { name: 'expired', state: 'past' },
    ...quarters.map((name) => ({ name, state: stateOf(name) })),
    { name: 'later', state: 'later' },
    { name: 'noReference', state: 'unknown' },
  ];
}

export function cellOf(row: WallRow, column: string): { lots: number; pieces: number; quantity: number } {
  if (column === 'expired' || column === 'later' || column === 'noReference') return row[column];
  return row.cells.find(({ quarter }) => quarter === column) ?? { lots: 0, pieces: 0, quantity: 0 };
}

export const quarterOf = (day: string): string =>
  `${day.slice(0, 4)}Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
const after = (quarter: string): string => {
  const [year, n] = [Number(quarter.slice(0, 4)), Number(quarter.slice(5))];
  return n === 4 ? `${year + 1}Q1` : `${year}Q${n + 1}`;
};
