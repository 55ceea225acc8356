/** Photographs that the document names and that have not come: how many, of whom, and until when they are to be sent. */
import type { Answer } from '@changping/contracts/http';
import { dateTime } from '../../shared/time.ts';
import { useNames } from '../names.tsx';
import { useStoreWords } from '../use-store-words.tsx';

export type PhotoOwed = NonNullable<Answer<'/api/documents/{id}'>['photosOwed']>[number];

export function PhotosOwed({ owed }: { owed: readonly PhotoOwed[] }) {
  const { documents, photos } = useStoreWords();
  const { person } = useNames();
  return [...new Set(owed.map(({ by }) => by))].map((by) => {
    const theirs = owed.filter((one) => one.by === by);
    const dueAt = Math.min(...theirs.map((one) => one.dueAt));
    const isLate = dueAt < Date.now();
    return (
      <p key={by} className={`mark mark-${isLate ? 'act' : 'watch'}`}>
        <span aria-hidden="true">◆</span>{' '}
        {documents.owes(photos.owed(theirs.length, person(by)), dateTime(dueAt), isLate)}
      </p>
    );
  });
}
