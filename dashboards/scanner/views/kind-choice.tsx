/** One kind of the catalogue. */
import { useNames, usePage } from './use-page.tsx';

type ChoiceProps = { value: string; set(kind: string): void; isFixed?: boolean };

export function KindChoice({ value, set, isFixed = false }: ChoiceProps) {
  const { words, kinds } = usePage();
  const names = useNames();
  return (
    <label>
      <span>{words.kind}</span>
      <select value={value} disabled={isFixed} onChange={({ currentTarget }) => set(currentTarget.value)}>
        <option value="">{words.choose}</option>
        {kinds.map(({ id }) => (
          <option key={id} value={id}>
            {names.kind(id)}
          </option>
        ))}
      </select>
    </label>
  );
}
