/** What is wrong with the cells of a kind, in a sentence each. */
import type { CellField } from '@changping/contracts/catalogue-cells';
import { type KindMistake, mistakeTold } from '@changping/contracts/cell-mistakes';
import { useStoreWords } from '../use-store-words.tsx';

/** @param props.label where the field does not stand beside it. */
export function CellMistakes({
  of,
  label,
}: {
  of: readonly KindMistake[];
  label?: (field: CellField) => string;
}) {
  const { lang, colon, catalogue } = useStoreWords();
  const name = (field: string) => (field === 'id' ? catalogue.id : label?.(field as CellField));
  return of.map(({ field, code }) => (
    <p key={`${field} ${code}`} className="mark mark-act" role="alert">
      <span aria-hidden="true">■</span> {label && `${name(field)}${colon}`}
      {mistakeTold(code, lang === 'en' ? 1 : 0)}
    </p>
  ));
}
