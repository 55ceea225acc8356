/** Where goods go that leave: to another of our stores, or into somebody's hands. */
import { typedRecipient } from '@changping/contracts/recipient';
import { useFact } from '../keep/use-kept.ts';
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

type WhomProps = EndProps & { called?: Record<'unit' | 'person', string> };

export function Whom({ to, set, called }: WhomProps) {
  const { going, outside, choose } = usePage().words;
  const known = useFact('recipients')?.value ?? [];
  const { as, name } = typedRecipient(to) ?? { as: 'unit', name: '' };
  const before = known.filter((place) => place.startsWith(`${as}/`));
  return (
    <>
      <p className="segment">
        {(['unit', 'person'] as const).map((each) => (
          <button key={each} type="button" aria-pressed={each === as} onClick={() => set(`${each}/${name}`)}>
            {(called ?? going.as)[each]}
          </button>
        ))}
      </p>
      {before.length > 0 && (
        <label>
          <span>{outside.before}</span>
          <select
            value={before.includes(to) ? to : ''}
            onChange={({ currentTarget }) => set(currentTarget.value)}
          >
            <option value="">{choose}</option>
            {before.map((place) => (
              <option key={place} value={place}>
                {place.slice(as.length + 1)}
              </option>
            ))}
          </select>
        </label>
      )}
      <Field label={outside.recipient} value={name} set={(text) => set(`${as}/${text}`)} />
    </>
  );
}
