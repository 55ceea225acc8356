/** What a document is judged by: what it is worth, and how urgent it is and under which response, where that is not the usual. */
import { type ResponseLevel, type Urgency, urgencyWords } from '@changping/contracts/approval-words';
import type { Answer } from '@changping/contracts/http';
import { yuan } from '../../shared/figure.ts';
import { type Speech, useStoreWords } from '../use-store-words.tsx';

export type Worth = Answer<'/api/documents/{id}'>['worth'];
type Weighed = {
  urgency?: Urgency | undefined;
  level?: ResponseLevel | undefined;
  worth?: Worth | undefined;
};

export function Weight({ of }: { of: Weighed }) {
  const words = useStoreWords();
  const rush = rushTold(of, words);
  const worth = worthTold(of.worth, words);
  return (
    <>
      {rush && (
        <p className="mark mark-act">
          <span aria-hidden="true">▲</span> {rush}
        </p>
      )}
      {worth && <p>{worth}</p>}
    </>
  );
}

export const rushTold = ({ urgency = 'routine', level }: Weighed, { said, approving }: Speech): string =>
  [urgency === 'routine' ? '' : said(urgencyWords, urgency), level ? approving.levels(level) : '']
    .filter(Boolean)
    .join(' · ');

export function worthTold(worth: Worth | undefined, { approving, comma }: Speech): string {
  if (!worth) return '';
  const { fen, unpriced } = worth;
  if (unpriced > 0 && fen === 0) return approving.worthUnknown;
  return [approving.worth(yuan(fen)), ...(unpriced > 0 ? [approving.unpriced(unpriced)] : [])].join(comma);
}
