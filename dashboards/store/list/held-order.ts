/** Rows that a page holds, in the order of one of their columns: numbers by their size, texts as readers of the language look them up; what says nothing stands behind all others, whichever way they go. */
import type { Lang } from '../../shared/words/use-words.tsx';
import type { Column } from './table.tsx';

export function inOrder<Row>(
  rows: readonly Row[],
  { text, by = text }: Pick<Column<Row>, 'text' | 'by'>,
  isDown: boolean,
  lang: Lang,
): Row[] {
  const { compare } = new Intl.Collator(lang, { numeric: true });
  const spots = rows.map((row) => ({ row, value: by(row) }));
  return spots
    .sort(({ value: one }, { value: other }) => {
      const [isNone, isOtherNone] = [one, other].map((value) => value === null || value === '');
      if (isNone || isOtherNone) return Number(isNone) - Number(isOtherNone);
      const rising =
        typeof one === 'number' && typeof other === 'number' ? one - other : compare(`${one}`, `${other}`);
      return isDown ? -rising : rising;
    })
    .map(({ row }) => row);
}
