/** How a proposal stands: it waits, it was refused, or nobody can agree to it any more. */
import type { Proposal } from '../documents/waiting.tsx';
import { useStoreWords } from '../use-store-words.tsx';

const marks: Record<Proposal['state'], readonly [look: string, sign: string]> = {
  open: ['watch', '▲'],
  refused: ['act', '■'],
  overtaken: ['none', '–'],
  lapsed: ['none', '–'],
  ownerless: ['none', '–'],
};

export function ProposalMark({ state }: Pick<Proposal, 'state'>) {
  const { proposals } = useStoreWords();
  const [look, sign] = marks[state];
  return (
    <span className={`mark mark-${look}`}>
      <span aria-hidden="true">{sign}</span> {proposals.stateOf[state]}
    </span>
  );
}
