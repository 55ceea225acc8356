/** Who has to sign by a row: each signature by so many of these, from the own unit, from above or from the region. */
import { administrators, roles } from '@changping/contracts/roles';
import { Button } from 'antd';
import { Entry } from '../list/entry.tsx';
import { useStoreWords } from '../use-store-words.tsx';
import type { Rule } from './rule-told.ts';

type Signatures = Rule['signatures'];
type Who = Signatures[number]['by'][number];

/** Whoever writes the policy signs nothing by it. */
const signers = roles.filter(
  (role) => role !== 'policyOwner' && !administrators.some((each) => each === role),
);
const units = ['own', 'above', 'regional'] as const satisfies readonly Who['unit'][];

type FieldProps = { signatures: Signatures; set(signatures: Signatures): void };

export function SignaturesField({ signatures, set }: FieldProps) {
  const { policy } = useStoreWords();
  const change = (n: number, more: Partial<Signatures[number]>) =>
    set(signatures.map((each, i) => (i === n ? { ...each, ...more } : each)));
  return (
    <>
      {signatures.map((signature, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a signature is known by its place
        <fieldset key={n}>
          <legend>{policy.signature(n + 1)}</legend>
          <Who by={signature.by} set={(by) => change(n, { by })} />
          <Entry
            label={policy.people}
            type="number"
            min={1}
            max={9}
            value={`${signature.count}`}
            set={(count) => change(n, { count: Math.floor(Number(count)) })}
          />
          <Button onClick={() => set(signatures.filter((_, i) => i !== n))}>{policy.dropSignature}</Button>
        </fieldset>
      ))}
      <p>
        <Button disabled={signatures.length >= 6} onClick={() => set([...signatures, { by: [], count: 1 }])}>
          {policy.addSignature}
        </Button>
      </p>
    </>
  );
}

function Who({ by, set }: { by: readonly Who[]; set(by: Who[]): void }) {
  const { policy, approving, roles: roleOf } = useStoreWords();
  const toggle = ({ role, unit }: Who, isTicked: boolean) => {
    const others = by.filter((each) => each.role !== role || each.unit !== unit);
    set(isTicked ? [...others, { role, unit }] : others);
  };
  return (
    <table className="who-signs">
      <thead>
        <tr>
          <th scope="col">{policy.role}</th>
          {units.map((unit) => (
            <th key={unit} scope="col">
              {approving.whoseOf[unit]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {signers.map((role) => (
          <tr key={role}>
            <th scope="row">{roleOf[role]}</th>
            {units.map((unit) => (
              <td key={unit}>
                <input
                  type="checkbox"
                  aria-label={`${approving.whoseOf[unit]} ${roleOf[role]}`}
                  checked={by.some((each) => each.role === role && each.unit === unit)}
                  onChange={({ target }) => toggle({ role, unit }, target.checked)}
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
