/** One kind of the catalogue. */
import { useNames, usePage } from './use-page.tsx';

/** `isNew`: of goods that the book never had, which a retired kind takes no more of. */
type ChoiceProps = { value: string; set(kind: string): void; isFixed?: boolean; isNew?: boolean };

export function KindChoice({ value, set, isFixed = false, isNew = false }: ChoiceProps) {
  const { words, kinds } = usePage();
  const names = useNames();
  const offered = isNew ? kinds.filter(({ isRetired }) => !isRetired) : kinds;
  return (
    <label>
      <span>{words.kind}</span>
      <select value={value} disabled={isFixed} onChange={({ currentTarget }) => set(currentTarget.value)}>
        <option value="">{words.choose}</option>
        {offered.map(({ id }) => (
          <option key={id} value={id}>
            {names.kind(id)}
          </option>
        ))}
      </select>
    </label>
  );
}
