/** Where goods go that leave: to another of our stores, or into somebody's hands. */
import { Field } from './field.tsx';
import { useNames, usePage } from './use-page.tsx';

type EndProps = { to: string; set(to: string): void };

export function Where({ to, set }: EndProps) {
  const { words, stores, site } = usePage();
  const names = useNames();
  const ours = stores.filter(({ id, tier }) => id !== site && tier !== 'partner' && tier !== 'external');
  return (
    <label>
      <span>{words.going.toStore}</span>
      <select value={to} onChange={({ currentTarget }) => set(currentTarget.value)}>
        <option value="">{words.choose}</option>
        {ours.map(({ id }) => (
          <option key={id} value={id}>
            {names.site(id)}
          </option>
        ))}
      </select>
    </label>
  );
}

export function Whom({ to, set }: EndProps) {
  const { going } = usePage().words;
  const [, as = 'unit', code = ''] = /^(unit|person)\/(.*)$/.exec(to) ?? [];
  return (
    <>
      <p className="segment">
        {(['unit', 'person'] as const).map((each) => (
          <button key={each} type="button" aria-pressed={each === as} onClick={() => set(`${each}/${code}`)}>
            {going.as[each]}
          </button>
        ))}
      </p>
      <Field label={going.code} value={code} set={(text) => set(`${as}/${text.trim()}`)} />
    </>
  );
}
