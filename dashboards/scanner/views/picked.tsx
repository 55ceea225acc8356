/** Pieces that were scanned and are not sent yet, each of which can be left out again. */
import type { Piece } from '../keep/keep.ts';
import { useNames, usePage } from './use-page.tsx';

export function Picked({ pieces, set }: { pieces: readonly Piece[]; set(pieces: readonly Piece[]): void }) {
  const { words } = usePage();
  const names = useNames();
  return (
    <ol className="fresh" aria-label={words.kits.add}>
      {pieces.map((each) => (
        <li key={each.piece}>
          <p>
            <strong>{names.kind(each.kind)}</strong> {each.quantity} {names.unit(each.kind, each.quantity)}
            <small className="code">{each.piece}</small>
          </p>
          <button type="button" onClick={() => set(pieces.filter((one) => one !== each))}>
            {words.takeAway}
          </button>
        </li>
      ))}
    </ol>
  );
}
