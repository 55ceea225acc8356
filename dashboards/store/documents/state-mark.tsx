/** The state of a document: a shape and a word, so that it is read without colour too. */
import { type DocumentState, statesOf } from '@changping/contracts/document-words';
import { useStoreWords } from '../use-store-words.tsx';

const waiting: ReadonlySet<DocumentState> = new Set([
  ...(['asked', 'appraised', 'counted', 'papersIn', 'papersOwed', 'unsigned', 'found', 'rotated'] as const),
]);

type MarkProps = { type: string; state: DocumentState; isOver: boolean };

/** ▲ somebody has to decide or still owes, ● under way, ■ over, ✕ it came to nothing. */
export function StateMark({ type, state, isOver }: MarkProps) {
  const { said } = useStoreWords();
  const isOff = state === 'refused' || state === 'cancelled';
  const [look, sign] = isOff
    ? ['none', '✕']
    : isOver
      ? ['good', '■']
      : waiting.has(state)
        ? ['watch', '▲']
        : ['note', '●'];
  return (
    <span className={`mark mark-${look}`}>
      <span aria-hidden="true">{sign}</span> {said(statesOf(type), state)}
    </span>
  );
}
