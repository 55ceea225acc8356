/** The frame of a list out of the server: reading, refused, empty, rows, and the way to more of them. */
import type { ReactNode } from 'react';
import type { Listed } from '../../shared/use-list.ts';
import { useWords } from '../../shared/words/use-words.tsx';
import { RefusalNote } from './refusal-note.tsx';

type Props<T> = { list: Listed<T>; none: string; children(items: readonly T[]): ReactNode };

export function List<T>({ list: { items, refusal, more, isPaging, again }, none, children }: Props<T>) {
  const { states } = useWords();
  if (!items)
    return refusal ? (
      <RefusalNote refusal={refusal} again={again} />
    ) : (
      <p className="empty">{states.loading}</p>
    );
  return (
    <>
      {refusal && <RefusalNote refusal={refusal} again={again} />}
      {items.length === 0 ? <p className="empty">{none}</p> : children(items)}
      {more && (
        <p className="list-more">
          <button type="button" className="quiet" disabled={isPaging} onClick={more}>
            {isPaging ? states.loading : states.more}
          </button>
        </p>
      )}
    </>
  );
}
