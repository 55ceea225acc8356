/** Whether a kit is complete, in shape, colour and word; and how many of its pieces are no longer good. */
import { whole } from '../../shared/figure.ts';
import { useStoreWords } from '../use-store-words.tsx';
import type { Kit } from './kits-page.tsx';

export function KitMark({ kit: { have, want, lacking, members } }: { kit: Kit }) {
  const { kits: words } = useStoreWords();
  const bad = members.filter(({ isGood }) => !isGood).length;
  return (
    <>
      {lacking.length ? (
        <span className="mark mark-watch">
          <span aria-hidden="true">▲</span> {words.lacks(whole(have), whole(want))}
        </span>
      ) : (
        <span className="mark mark-good">
          <span aria-hidden="true">●</span> {words.whole}
        </span>
      )}
      {bad > 0 && (
        <small className="mark mark-act">
          <span aria-hidden="true">◆</span> {words.bad(bad)}
        </small>
      )}
    </>
  );
}
