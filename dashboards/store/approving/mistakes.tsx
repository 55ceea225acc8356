/** What is wrong with a row of the policy, each mistake once, with the stores it is of. */
import { type PolicyMistake, policyMistakes } from '@changping/contracts/policy-mistakes';
import { useNames } from '../names.tsx';
import { useStoreWords } from '../use-store-words.tsx';

export function Mistakes({ of }: { of: readonly PolicyMistake[] }) {
  const { said, and } = useStoreWords();
  const names = useNames();
  return [...new Set(of.map(({ fault }) => fault))].map((fault) => {
    const units = of.flatMap((each) =>
      each.fault === fault && each.unit !== undefined ? [names.home(each.unit)] : [],
    );
    return (
      <p key={fault} className="mark mark-act" role="alert">
        <span aria-hidden="true">■</span> {said(policyMistakes, fault)}
        {units.length > 0 && <small> {units.join(and)}</small>}
      </p>
    );
  });
}
